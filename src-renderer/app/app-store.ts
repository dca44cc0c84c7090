import { create } from 'zustand'

import type { AppError } from '#shared/app-error.ts'
import type { AppState } from '#shared/app-state.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'

/** The slices main says have changed. */
export type AppChange = EventPayload<'app:changed'>

interface Mirror {
  /** null until main has answered. */
  readonly state: AppState | null
  /** Why main could not answer; null otherwise. */
  readonly failure: AppError | null
}

const useMirror = create<Mirror>(() => ({ state: null, failure: null }))

/** Replaces the changed slices; the same object comes back when nothing is new. */
export function applyAppChange(state: AppState, change: AppChange): AppState {
  const isNew = Object.entries(change).some(
    ([slice, value]) => value !== undefined && !Object.is(Reflect.get(state, slice), value),
  )
  return isNew ? { ...state, ...definedSlices(change) } : state
}

/**
 * Loads the state main owns and follows its changes. Changes that overtake the first answer wait for it.
 * Returns the end of the subscription.
 */
export function startAppStore(): () => void {
  let waiting: AppChange[] = []
  const stop = window.bridge.on('app:changed', (change) => {
    const { state } = useMirror.getState()
    if (state === null) waiting.push(change)
    else useMirror.setState({ state: applyAppChange(state, change) })
  })
  const load = async (): Promise<void> => {
    const result = await window.bridge.request('app:load', undefined)
    if (result.ok) useMirror.setState({ state: waiting.reduce(applyAppChange, result.value), failure: null })
    else useMirror.setState({ failure: result.error })
    waiting = []
  }
  void load()
  return stop
}

/** A slice of the state main owns. Only for components inside the loaded app; throws before that. */
export function useAppState<Slice>(selector: (state: AppState) => Slice): Slice {
  return useMirror((mirror) => selector(loaded(mirror)))
}

/** The state outside components, such as in a store's action. Throws before it is loaded. */
export function getAppState(): AppState {
  return loaded(useMirror.getState())
}

/** Whether the state has come: decides what the window shows at all. */
export function useAppLoading(): { readonly isLoaded: boolean; readonly failure: AppError | null } {
  const isLoaded = useMirror((mirror) => mirror.state !== null)
  const failure = useMirror((mirror) => mirror.failure)
  return { isLoaded, failure }
}

/** Calls back with every new state, and at once with the present one if it is there. Returns the end of it. */
export function watchAppState(listener: (state: AppState) => void): () => void {
  const tell = ({ state }: Mirror): void => {
    if (state !== null) listener(state)
  }
  tell(useMirror.getState())
  return useMirror.subscribe(tell)
}

function loaded({ state }: Mirror): AppState {
  if (state === null) throw new Error('The app state was read before it was loaded')
  return state
}

/** Under exactOptionalPropertyTypes a parsed partial may still hold undefined; such slices have not changed. */
function definedSlices(change: AppChange): Partial<AppState> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}
