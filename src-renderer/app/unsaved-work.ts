import { requestOrToast } from './bridge.ts'

/** Names what only this window holds and would be lost with it, for reading; empty when all is saved. */
export type UnsavedSource = () => readonly string[]

const sources = new Set<UnsavedSource>()
let isGivenUp = false

/** Asks a source before the window closes, from now on. */
export function addUnsavedSource(source: UnsavedSource): void {
  sources.add(source)
}

/** What would be lost, by name. */
export function unsavedNames(): string[] {
  return [...sources].flatMap((source) => source())
}

/** Holds the window back while something is not saved; main then asks for the question by `app:unsaved`. */
export function startUnsavedGuard(): void {
  window.addEventListener('beforeunload', (event) => {
    if (!isGivenUp && unsavedNames().length > 0) event.preventDefault()
  })
}

/** Gives up what is not saved and closes the window, or the program when that is what was asked for. */
export function closeWithoutSaving(): void {
  isGivenUp = true
  void requestOrToast('app:close', undefined)
}
