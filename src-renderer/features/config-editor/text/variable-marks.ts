import { syntaxTree } from '@codemirror/language'
import { type EditorState, type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  hoverTooltip,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

import type { ConfigLanguage } from './config-language.ts'

/** Tells the editor which variables the engine would find; null while that is not known. */
export const setVariables = StateEffect.define<ReadonlyMap<string, string> | null>()

/** Where each variable that is set comes from, for reading, by name. */
const variables = StateField.define<ReadonlyMap<string, string> | null>({
  create: () => null,
  update: (value, transaction) =>
    transaction.effects.reduce((known, effect) => (effect.is(setVariables) ? effect.value : known), value),
})

const found = Decoration.mark({ class: 'cm-variable' })
const unset = Decoration.mark({ class: 'cm-variable cm-variable-missing' })

/** Colours the references to environment variables and says whether each one leads anywhere. */
export function variableMarks(language: ConfigLanguage): Extension {
  const plugin = ViewPlugin.define<{ decorations: DecorationSet; update(update: ViewUpdate): void }>(
    (view) => ({
      decorations: marksIn(view, language),
      update(update) {
        const isNew = update.startState.field(variables) !== update.state.field(variables)
        if (update.docChanged || update.viewportChanged || isNew)
          this.decorations = marksIn(update.view, language)
      },
    }),
    { decorations: (value) => value.decorations },
  )
  return [variables, plugin, hover(language)]
}

function marksIn(view: EditorView, language: ConfigLanguage): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>()
  const known = view.state.field(variables)
  for (const { from, to } of view.visibleRanges)
    for (const { name, start, end } of referencesIn(view.state, { from, to }, language))
      marks.add(start, end, known === null || known.has(name) ? found : unset)
  return marks.finish()
}

function* referencesIn(
  state: EditorState,
  { from, to }: { from: number; to: number },
  { reference }: ConfigLanguage,
) {
  for (const match of state.sliceDoc(from, to).matchAll(reference)) {
    const start = from + match.index
    const [text, name] = match
    if (name === undefined || isInComment(state, start)) continue
    yield { name, start, end: start + text.length }
  }
}

function isInComment(state: EditorState, position: number): boolean {
  return syntaxTree(state).resolveInner(position, 1).name.includes('Comment')
}

function hover(language: ConfigLanguage): Extension {
  return hoverTooltip((view, position) => {
    const line = view.state.doc.lineAt(position)
    for (const { name, start, end } of referencesIn(view.state, line, language)) {
      if (position < start || position > end) continue
      const known = view.state.field(variables)
      if (known === null) return null
      return { pos: start, end, above: true, create: () => ({ dom: hint(name, known.get(name), language) }) }
    }
    return null
  })
}

function hint(name: string, source: string | undefined, { missing }: ConfigLanguage): HTMLElement {
  const box = document.createElement('div')
  box.className = 'cm-hint'
  box.textContent = source === undefined ? missing(name) : `${name} is set in ${source}.`
  return box
}
