import { create } from 'zustand'

import type { ConfigPath } from '#shared/config-document/config-edit.ts'

/** How the work pane shows a file where there is no room for both views. */
export type EditorTab = 'models' | 'text'

/** Widths of the form beside the text in designed px, that is at 100 % text scale. */
export const formWidths = { min: 400, initial: 600, max: 1200 } as const

/** How far setting an engine up has come. */
export type SetupStage =
  | { readonly type: 'form' }
  /** Written; says which command starts the engine next. */
  | {
      readonly type: 'done'
      readonly command: string
      readonly primary: string | null
      readonly keyWord: string
    }

interface EngineView {
  readonly tab: EditorTab
  /** Width of the form where both views are side by side, in designed px; divide by 16 for rem. */
  readonly formWidth: number
  readonly isProblemListOpen: boolean
  /** The place in the form that is to be brought into sight, and a number that is new each time it is asked for. */
  readonly wanted: { readonly path: ConfigPath; readonly time: number } | null
  /** Engines that are being set up, or just were, in the place of their editor; by id. */
  readonly setups: ReadonlyMap<string, SetupStage>
}

const layoutKey = 'engine-layout'

/** How the engines' work pane is laid out; the renderer's own, its width is remembered in localStorage. */
export const useEngineView = create<EngineView>(() => ({
  tab: 'models',
  formWidth: readWidth(typeof localStorage === 'undefined' ? null : localStorage.getItem(layoutKey)),
  isProblemListOpen: false,
  wanted: null,
  setups: new Map(),
}))

/** The user went to the form or the text. */
export function tabChosen(tab: EditorTab): void {
  useEngineView.setState({ tab })
}

/** The edge between form and text was moved; takes designed px and keeps them within `formWidths`. */
export function formResized(width: number): void {
  const formWidth = Math.round(Math.min(formWidths.max, Math.max(formWidths.min, width)))
  useEngineView.setState({ formWidth })
  localStorage.setItem(layoutKey, String(formWidth))
}

export function problemListToggled(): void {
  useEngineView.setState(({ isProblemListOpen }) => ({ isProblemListOpen: !isProblemListOpen }))
}

/** Something in the form is to be seen: its tab is shown, what hides it opens, and it takes the focus. */
export function formPlaceAsked(path: ConfigPath): void {
  useEngineView.setState(({ wanted }) => ({ tab: 'models', wanted: { path, time: (wanted?.time ?? 0) + 1 } }))
}

/** Setting an engine up began, came to its end, or was left with null. */
export function setupMoved(engineId: string, stage: SetupStage | null): void {
  useEngineView.setState(({ setups }) => {
    const next = new Map(setups)
    if (stage === null) next.delete(engineId)
    else next.set(engineId, stage)
    return { setups: next }
  })
}

/** The remembered width; the designed one when it is missing or damaged. */
export function readWidth(text: string | null): number {
  const width = text === null ? Number.NaN : Number(text)
  return width >= formWidths.min && width <= formWidths.max ? width : formWidths.initial
}
