import type { AppState } from '#shared/app-state.ts'

/** Hears which slices changed, and the whole after the change. */
export type StateListener = (change: Partial<AppState>, state: AppState) => void

/** Holds the state that main owns. Windows and the tray are told of every change; nobody else writes it. */
export class AppStateOwner {
  #state: AppState
  readonly #listeners = new Set<StateListener>()

  constructor(initial: AppState) {
    this.#state = initial
  }

  get state(): AppState {
    return this.#state
  }

  /** Replaces slices; slices that are the same object are not a change. */
  change(change: Partial<AppState>): void {
    const previous = this.#state
    const next = { ...previous, ...change }
    const names = (Object.keys(change) as (keyof AppState)[]).filter((name) => next[name] !== previous[name])
    if (names.length === 0) return
    this.#state = next
    const told = Object.fromEntries(names.map((name) => [name, next[name]]))
    for (const listener of this.#listeners) listener(told, next)
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: StateListener): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }
}
