import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/** The colours of what went and what came. */
export function diffTheme(): Extension {
  // Wrapped, since what changed may be at the end of a long line.
  return [theme, EditorView.lineWrapping]
}

const removed = 'color-mix(in srgb, var(--negative) 8%, var(--surface))'
const removedText = 'color-mix(in srgb, var(--negative) 14%, transparent)'
const added = 'color-mix(in srgb, var(--positive) 8%, var(--surface))'
const addedText = 'color-mix(in srgb, var(--positive) 14%, transparent)'

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
  '.cm-chunkButtons': { insetInlineEnd: '0.25rem' },
  '.cm-deletedChunk .cm-piece': {
    height: '1.375rem',
    marginLeft: '0.25rem',
    padding: '0 0.5rem',
    border: '1px solid var(--line-button)',
    borderRadius: '0.25rem',
    background: 'var(--raised)',
    color: 'var(--text)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-small)',
    fontWeight: '500',
  },
  '.cm-deletedChunk .cm-piece:hover': { borderColor: 'var(--line-control)' },
  '.cm-collapsedLines': {
    padding: '0.125rem 0.75rem',
    background: 'var(--sunken)',
    backgroundImage: 'none',
    color: 'var(--muted)',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-small)',
  },
  // The package’s own marks are in no bundled font.
  '.cm-collapsedLines::before, .cm-collapsedLines::after': { content: '""', margin: '0' },
  '.cm-collapsedLines:hover': { color: 'var(--text)' },
})
