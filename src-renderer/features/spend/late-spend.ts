import { lateComponent } from '../../ui/late-component.tsx'

/** Spend, whose code is loaded when somebody comes near it, and in any case while nobody waits for anything. */
export const { Component: LateSpendPlace, load: loadSpend } = lateComponent(async () => {
  const { SpendPlace } = await import('./SpendPlace.tsx')
  // The chart is drawn after the rows, but should not wait for its code then.
  void import('./TimeChart.tsx')
  return SpendPlace
})
