import { lateComponent } from '../../ui/late-component.tsx'

/** Spend, whose code is loaded when somebody comes near it, and in any case while nobody waits for anything. */
export const { Component: LateSpendPlace, load: loadSpend } = lateComponent(
  async () => (await import('./SpendPlace.tsx')).SpendPlace,
)
