import { getAppState } from '../../app/app-store.ts'
import { request } from '../../app/bridge.ts'
import { lateComponent } from '../../ui/late-component.tsx'

/** Spend, whose code is loaded when somebody comes near it, and in any case while nobody waits for anything. */
export const { Component: LateSpendPlace, load: loadSpend } = lateComponent(async () => {
  const { SpendPlace } = await import('./SpendPlace.tsx')
  // The chart is drawn after the rows, but should not wait for its code then.
  void import('./TimeChart.tsx')
  return SpendPlace
})

/** The pointer or the focus comes near: the code is loaded and main opens what it has copied. */
export function spendNear(): void {
  loadSpend()
  const { activeGatewayId } = getAppState()
  // What goes wrong now is told when Spend is opened.
  if (activeGatewayId !== null) void request('spend:near', { gatewayId: activeGatewayId }).catch(() => null)
}
