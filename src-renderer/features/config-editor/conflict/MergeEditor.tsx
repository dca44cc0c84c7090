import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { type RefObject, useCallback } from 'react'

import { lineBreakOf, withLineBreak } from '../line-breaks.ts'
import { compareTimeoutMs } from '../review/changed-lines.ts'
import { diffTheme } from '../review/diff-theme.ts'
import type { ConfigLanguage } from '../text/config-language.ts'
import { readingExtensions } from '../text/editor-extensions.ts'
import { useShadowRoot } from '../text/use-shadow-root.ts'
import { useIsWide } from '../use-wide.ts'
import styles from './MergeEditor.module.css'

/** The text that came out of putting two together. */
export interface MergedText {
  readonly read: () => string
}

interface MergeEditorProps {
  readonly theirs: string
  readonly mine: string
  readonly language: ConfigLanguage
  /** Begins with what is to be edited, and is set to what gives the result; `onEdit` must stay the same function. */
  readonly resultRef: RefObject<MergedText>
  readonly onEdit: () => void
}

const sideBySideRem = 56
const diffConfig = { timeout: compareTimeoutMs }

/** Two versions of a text; the second can be edited, and takes pieces of the first over. */
export function MergeEditor(props: MergeEditorProps) {
  const [box, isWide] = useIsWide<HTMLDivElement>(sideBySideRem)
  return (
    <div ref={box} className={styles['box']}>
      <div className={styles['heads']} aria-hidden="true">
        <span data-side="theirs">On disk</span>
        <span data-side="mine">Yours, to be saved</span>
      </div>
      {isWide ? <SideBySide {...props} /> : <OneColumn {...props} />}
    </div>
  )
}

function SideBySide({ theirs, mine, language, resultRef, onEdit }: MergeEditorProps) {
  const draw = useCallback(
    (root: ShadowRoot, parent: Element) => {
      const view = new MergeView({
        a: {
          doc: theirs,
          extensions: [reading(theirs, 'The file on disk', language), EditorState.readOnly.of(true)],
        },
        b: { doc: resultRef.current.read(), extensions: editing(mine, language, onEdit) },
        parent,
        root,
        revertControls: 'a-to-b',
        renderRevertControl: takeButton,
        diffConfig,
      })
      view.dom.style.height = '100%'
      resultRef.current = { read: () => view.b.state.sliceDoc() }
      return () => {
        keep(resultRef)
        view.destroy()
      }
    },
    [theirs, mine, language, resultRef, onEdit],
  )
  const host = useShadowRoot(draw)
  return <div ref={host} className={styles['host']} />
}

function OneColumn({ theirs, mine, language, resultRef, onEdit }: MergeEditorProps) {
  const draw = useCallback(
    (root: ShadowRoot, parent: Element) => {
      const view = new EditorView({
        doc: resultRef.current.read(),
        extensions: [
          editing(mine, language, onEdit),
          unifiedMergeView({ original: theirs, mergeControls: pieceButton, diffConfig }),
        ],
        parent,
        root,
      })
      resultRef.current = { read: () => view.state.sliceDoc() }
      return () => {
        keep(resultRef)
        view.destroy()
      }
    },
    [theirs, mine, language, resultRef, onEdit],
  )
  const host = useShadowRoot(draw)
  return <div ref={host} className={styles['host']} />
}

/** What was edited outlives the view it was edited in. */
function keep(resultRef: RefObject<MergedText>): void {
  const text = resultRef.current.read()
  resultRef.current = { read: () => text }
}

function reading(text: string, label: string, language: ConfigLanguage): Extension {
  return [readingExtensions(lineBreakOf(text), label, language), diffTheme()]
}

function editing(text: string, language: ConfigLanguage, onEdit: () => void): Extension {
  const lineBreak = lineBreakOf(text)
  return [
    reading(text, 'The text to be saved', language),
    history(),
    keymap.of([...historyKeymap, ...defaultKeymap]),
    EditorView.clipboardInputFilter.of((pasted) => withLineBreak(pasted, lineBreak)),
    EditorView.updateListener.of(({ docChanged }) => {
      if (docChanged) onEdit()
    }),
  ]
}

/** Stands between both sides and copies a piece from the left to the right. */
function takeButton(): HTMLElement {
  const button = document.createElement('button')
  button.title = 'Take this piece from the file'
  button.setAttribute('aria-label', button.title)
  button.textContent = '→'
  return button
}

/** Stands at a piece in one column. */
function pieceButton(type: 'reject' | 'accept', act: (event: MouseEvent) => void): HTMLElement {
  const button = document.createElement('button')
  button.className = 'cm-piece'
  button.textContent = type === 'accept' ? 'Keep mine' : 'Take theirs'
  // The editor would put its cursor there.
  button.addEventListener('mousedown', (event) => event.preventDefault())
  button.addEventListener('click', act)
  return button
}
