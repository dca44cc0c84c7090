import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/** The colours of what went and what came. */
export function diffTheme(): Extension {
  return theme
}

const removed = 'color-mix(in srgb, var(--negative) 12%, var(--surface))'
const removedText = 'color-mix(in srgb, var(--negative) 30%, transparent)'
const added = 'color-mix(in srgb, var(--positive) 12%, var(--surface))'
const addedText = 'color-mix(in srgb, var(--positive) 30%, transparent)'

const theme = EditorView.theme({
  '.cm-changedLine, &.cm-merge-b .cm-changedLine, .cm-insertedLine': { background: added },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk, .cm-deletedLine': { background: removed },
  '&.cm-merge-b .cm-changedText, .cm-changedText': { background: addedText, borderRadius: '0.125rem' },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText, .cm-deletedText': {
    background: removedText,
    borderRadius: '0.125rem',
    textDecoration: 'none',
  },
  '.cm-deletedChunk': { paddingLeft: '0.25rem' },
  '.cm-changedLineGutter, &.cm-merge-b .cm-changedLineGutter': { background: 'var(--positive)' },
  '&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter': { background: 'var(--negative)' },
  '.cm-changeGutter': { width: '0.1875rem', paddingLeft: '0' },
  '.cm-collapsedLines': {
    padding: '0.125rem 0.75rem',
    background: 'var(--sunken)',
    backgroundImage: 'none',
    color: 'var(--muted)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-small)',
  },
  '.cm-collapsedLines:hover': { color: 'var(--text)' },
})
