import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useCallback } from 'react'

import { lineBreakOf } from '../line-breaks.ts'
import type { ConfigLanguage } from './config-language.ts'
import { readingExtensions } from './editor-extensions.ts'
import styles from './TextPane.module.css'
import { useShadowRoot } from './use-shadow-root.ts'

interface TextViewProps {
  readonly text: string
  /** How screen readers call it. */
  readonly label: string
  readonly language: ConfigLanguage
}

/** A config text to be read. */
export function TextView({ text, label, language }: TextViewProps) {
  const draw = useCallback(
    (root: ShadowRoot, parent: Element) => {
      const view = new EditorView({
        doc: text,
        extensions: [
          readingExtensions(lineBreakOf(text), label, language),
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
        ],
        parent,
        root,
      })
      return () => view.destroy()
    },
    [text, label, language],
  )
  const host = useShadowRoot(draw)
  return <div ref={host} className={styles['text']} />
}
