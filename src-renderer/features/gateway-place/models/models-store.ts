import { create } from 'zustand'

import { type ModelFilter, type ModelSort, noFilter } from './model-rows.ts'

/** How many models can be looked at side by side. */
export const MOST_COMPARED = 4

interface ModelsLook {
  readonly filter: ModelFilter
  readonly sort: ModelSort
  /** The public name in the pane beside the list; null for none. */
  readonly openName: string | null
  /** Public names ticked for comparing, in the order they were ticked. */
  readonly ticked: readonly string[]
}

/** How the models are looked at; kept while the window is open. */
export const useModelsLook = create<ModelsLook>(() => ({
  filter: noFilter,
  sort: { key: 'name', isDescending: false },
  openName: null,
  ticked: [],
}))

export function modelFilterChanged(changes: Partial<ModelFilter>): void {
  useModelsLook.setState(({ filter }) => ({ filter: { ...filter, ...changes } }))
}

export function modelSortChosen(sort: ModelSort): void {
  useModelsLook.setState({ sort })
}

export function modelOpened(openName: string | null): void {
  useModelsLook.setState({ openName })
}

/** A model was ticked for comparing, or no longer is; more than `MOST_COMPARED` are not taken. */
export function modelTicked(name: string, isTicked: boolean): void {
  useModelsLook.setState(({ ticked }) => {
    const others = ticked.filter((other) => other !== name)
    if (!isTicked) return { ticked: others }
    return others.length >= MOST_COMPARED ? { ticked } : { ticked: [...others, name] }
  })
}

export function ticksTaken(): void {
  useModelsLook.setState({ ticked: [] })
}
