import type { EngineFile, EngineFileState } from '#shared/engine.ts'

import { countOf } from '../../config-editor/words.ts'

/** How an engine's file is, for a narrow place. */
export interface EngineStateWord {
  readonly word: string
  readonly tone: 'positive' | 'warning' | 'negative' | 'neutral'
  /** More than the word, for a tooltip; null when the word says all. */
  readonly detail: string | null
}

/** How a config file is, in a word or two. */
export function engineStateWord(state: EngineFileState): EngineStateWord {
  switch (state.type) {
    case 'absent':
      return { word: 'Not set up', tone: 'neutral', detail: null }
    case 'valid':
      return { word: 'Valid', tone: 'positive', detail: null }
    case 'invalid':
      return { word: countOf(state.count, 'problem'), tone: 'negative', detail: problemLine(state) }
    case 'managed':
      return { word: 'Managed', tone: 'neutral', detail: state.message }
    case 'unreadable':
      return { word: 'Unreadable', tone: 'negative', detail: state.message }
  }
}

/** The problem with its line, as far as it has one. */
function problemLine(state: Extract<EngineFileState, { type: 'invalid' }>): string {
  return state.place === null ? state.message : `Line ${String(state.place.line)}: ${state.message}`
}

/** What the list says below an engine's name: its primary model, or why it has none. */
export function primaryWord(engine: EngineFile): string | null {
  if (engine.state.type === 'absent' || engine.state.type === 'unreadable') return null
  return engine.primary ?? 'No primary model'
}
