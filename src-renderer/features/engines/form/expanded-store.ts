import { create } from 'zustand'

import type { ConfigPath } from '#shared/config-document/config-edit.ts'

import { pathKey } from './form-context.ts'

/** What is open and closed in forms, where it is not as it was at first; by a key that names engine and place. */
const useExpandedPlaces = create<{ readonly places: ReadonlyMap<string, boolean> }>(() => ({
  places: new Map(),
}))

/** Whether a place of a form is open, and a way to change that. It stays so for the session. */
export function useExpanded(key: string, initial: boolean): [boolean, (isExpanded: boolean) => void] {
  const isExpanded = useExpandedPlaces(({ places }) => places.get(key)) ?? initial
  return [isExpanded, (wanted) => setExpanded(key, wanted)]
}

/** Opens or closes a place of a form. */
export function setExpanded(key: string, isExpanded: boolean): void {
  useExpandedPlaces.setState(({ places }) => ({ places: new Map([...places, [key, isExpanded]]) }))
}

/** The key of what stands for a path in an engine's form. */
export function expandedKey(engineId: string, path: ConfigPath): string {
  return `${engineId} ${pathKey(path)}`
}
