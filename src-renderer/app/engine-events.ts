import { tellOfWrite } from './engine-write.ts'
import { useNavigation } from './navigation-store.ts'

/** Shows the engine main asks for, and offers to take back a switch, wherever it was made. Returns the end of both. */
export function startEngineEvents(): () => void {
  const stops = [
    window.bridge.on('engine:show', ({ id }) => useNavigation.getState().openEngine(id)),
    window.bridge.on('engine:switched', ({ ref, ...write }) =>
      tellOfWrite(
        `${write.engineName} uses ${ref} now.`,
        write,
        ({ name, primary }) => `${name} uses ${primary ?? 'no model'} again.`,
      ),
    ),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
