import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The editor in the colours of tokens.css, light and dark. */
export function editorTheme(): Extension {
  return [surface, panels, lint, syntaxHighlighting(highlight)]
}

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--syntax-key)' },
  { tag: tags.string, color: 'var(--syntax-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--syntax-number)' },
  { tag: [tags.lineComment, tags.blockComment], color: 'var(--syntax-comment)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], color: 'var(--syntax-comment)' },
])

const surface = EditorView.theme({
  '&': { height: '100%', background: 'var(--surface)', color: 'var(--text)', fontSize: '0.8125rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.65', overscrollBehavior: 'contain' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 1rem 0 0.25rem' },
  '.cm-cursor, .cm-dropCursor': { borderLeft: '2px solid var(--accent)' },
  '.cm-gutters': {
    border: '0',
    background: 'var(--surface)',
    color: 'var(--muted)',
    userSelect: 'none',
  },
  '.cm-lineNumbers .cm-gutterElement': {
    minWidth: '2rem',
    padding: '0 0.375rem 0 0.5rem',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-foldGutter .cm-gutterElement': { width: '0.875rem', cursor: 'pointer' },
  '.cm-activeLine': { background: 'color-mix(in srgb, var(--text) 3%, transparent)' },
  '.cm-activeLineGutter': { background: 'transparent', color: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--accent) 22%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    background: 'color-mix(in srgb, var(--accent) 18%, transparent)',
    color: 'inherit',
  },
  '.cm-nonmatchingBracket': { color: 'var(--negative)' },
  '.cm-selectionMatch': { background: 'color-mix(in srgb, var(--accent) 12%, transparent)' },
  '.cm-foldPlaceholder': {
    margin: '0 0.25rem',
    padding: '0 0.375rem',
    border: '0',
    borderRadius: '0.25rem',
    background: 'var(--selected)',
    color: 'var(--muted)',
  },
  '.cm-place': {
    borderRadius: '0.1875rem',
    background: 'var(--accent-soft)',
    boxShadow: '0 0 0 1px color-mix(in srgb, var(--accent) 45%, transparent)',
  },
  '.cm-placeLine': { background: 'var(--accent-soft)' },
  '.cm-specialChar': { color: 'var(--negative)' },
  '.cm-secret': {
    padding: '0 0.375rem',
    borderRadius: '0.25rem',
    background: 'var(--selected)',
    color: 'var(--muted)',
    fontFamily: 'var(--font-ui)',
    fontSize: '0.75rem',
    whiteSpace: 'nowrap',
  },
  '.cm-variable': { borderRadius: '0.125rem', color: 'var(--accent)' },
  '.cm-variable-missing': {
    color: 'var(--warning)',
    textDecoration: 'underline wavy var(--warning) 1px',
    textUnderlineOffset: '0.1875rem',
  },
  '.cm-tooltip': {
    border: '0',
    borderRadius: 'var(--radius-control)',
    background: 'var(--raised)',
    boxShadow: 'var(--shadow-popover)',
    color: 'var(--text)',
    fontFamily: 'var(--font-ui)',
  },
  '.cm-hint': { maxWidth: '24rem', padding: '0.25rem 0.5rem' },
})

const panels = EditorView.theme({
  '.cm-panels': { background: 'var(--sunken)', color: 'var(--text)', fontFamily: 'var(--font-ui)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-search': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '0.375rem',
    padding: '0.5rem',
  },
  '.cm-panel.cm-search': { padding: '0.5rem 2.25rem 0.5rem 0.5rem' },
  '.cm-panel.cm-search br': { display: 'block', flexBasis: '100%' },
  '.cm-panel.cm-search label': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '0.25rem',
    fontSize: '0.75rem',
  },
  '.cm-panel.cm-search input[type=checkbox]': { margin: '0', accentColor: 'var(--accent)' },
  '.cm-panel.cm-search [name=close]': {
    top: '0.5rem',
    right: '0.5rem',
    width: '1.75rem',
    height: '1.75rem',
    borderRadius: 'var(--radius-control)',
    color: 'var(--muted)',
    fontSize: '1.125rem',
  },
  '.cm-textfield': {
    height: 'var(--control-small)',
    margin: '0',
    padding: '0 0.5rem',
    border: '1px solid var(--line-control)',
    borderRadius: 'var(--radius-control)',
    background: 'var(--surface)',
    fontSize: 'var(--text-ui)',
  },
  '.cm-textfield:focus-visible': {
    borderColor: 'var(--focus)',
    outline: '1px solid var(--focus)',
  },
  '.cm-button': {
    height: 'var(--control-small)',
    margin: '0',
    padding: '0 0.625rem',
    border: '1px solid var(--line-button)',
    borderRadius: 'var(--radius-control)',
    background: 'var(--raised)',
    backgroundImage: 'none',
    fontSize: 'var(--text-ui)',
  },
  '.cm-button:hover': { borderColor: 'var(--line-control)' },
  '.cm-button:active': { background: 'var(--selected)' },
  '.cm-searchMatch': { background: 'color-mix(in srgb, var(--warning) 30%, transparent)' },
  '.cm-searchMatch-selected': { background: 'color-mix(in srgb, var(--warning) 55%, transparent)' },
})

const lint = EditorView.theme({
  '.cm-gutter-lint': { width: '1rem' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0' },
  '.cm-lint-marker': { width: '0.5rem', height: '0.5rem', margin: '0.4375rem 0.25rem', borderRadius: '50%' },
  '.cm-lint-marker-error': { content: '""', background: 'var(--negative)' },
  '.cm-lint-marker-warning': { content: '""', background: 'var(--warning)', borderRadius: '1px' },
  '.cm-lint-marker-info': { content: '""', background: 'var(--accent)' },
  '.cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info': { backgroundImage: 'none' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--negative) 1px' },
  '.cm-lintRange-warning': { textDecoration: 'underline wavy var(--warning) 1px' },
  '.cm-lintRange-info': { textDecoration: 'underline dotted var(--accent) 1px' },
  '.cm-diagnostic': {
    maxWidth: '26rem',
    margin: '0',
    padding: '0.375rem 0.625rem',
    borderLeft: '0',
    textWrap: 'pretty',
  },
  '.cm-diagnostic + .cm-diagnostic': { borderTop: '1px solid var(--line)' },
  '.cm-diagnosticText': { display: 'block' },
  '.cm-diagnosticAction': {
    margin: '0.25rem 0 0.125rem',
    padding: '0.125rem 0.5rem',
    borderRadius: '0.25rem',
    background: 'var(--accent)',
    color: 'var(--accent-text)',
    fontWeight: '500',
  },
})
