import { lateComponent } from '../ui/late-component.tsx'

/** The place of engines with its editor, whose code is loaded when the place comes near. */
export const { Component: LateEnginesPlace, load: loadEnginesPlace } = lateComponent(
  async () => (await import('../features/engines/EnginesPlace.tsx')).EnginesPlace,
)
