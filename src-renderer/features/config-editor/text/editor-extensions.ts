import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language'
import { lintGutter, nextDiagnostic, previousDiagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view'

import { type LineBreak, withLineBreak } from '../line-breaks.ts'
import type { ConfigLanguage } from './config-language.ts'
import { editorTheme } from './editor-theme.ts'
import { placeMark } from './place-mark.ts'
import { secretChips } from './secret-chips.ts'
import { variableMarks } from './variable-marks.ts'

/** The search panel in the words and the case of the rest of Litedesk. */
const words = {
  next: 'Next',
  previous: 'Previous',
  all: 'All',
  'match case': 'Match case',
  regexp: 'Pattern',
  'by word': 'Whole words',
  replace: 'Replace',
  'replace all': 'Replace all',
}

/** What every view of a config text has, whether it can be edited or not. `name` is how screen readers call it. */
export function readingExtensions(lineBreak: LineBreak, name: string, language: ConfigLanguage): Extension {
  return [
    EditorView.contentAttributes.of({ 'aria-label': name, tabindex: '0' }),
    EditorState.lineSeparator.of(lineBreak),
    highlightSpecialChars(),
    lineNumbers(),
    drawSelection(),
    language.extension,
    secretChips(),
    variableMarks(language),
    editorTheme(),
  ]
}

/** The editor of a config text. */
export function editingExtensions(lineBreak: LineBreak, name: string, language: ConfigLanguage): Extension {
  return [
    lintGutter(),
    readingExtensions(lineBreak, name, language),
    history(),
    indentUnit.of('  '),
    indentOnInput(),
    bracketMatching(),
    codeFolding(),
    foldGutter(),
    dropCursor(),
    placeMark(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    EditorState.phrases.of(words),
    EditorView.clipboardInputFilter.of((text) => withLineBreak(text, lineBreak)),
    keymap.of([
      { key: 'F8', run: nextDiagnostic },
      { key: 'Shift-F8', run: previousDiagnostic },
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
    ]),
  ]
}
