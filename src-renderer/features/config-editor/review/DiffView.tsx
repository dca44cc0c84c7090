import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useCallback } from 'react'

import { lineBreakOf } from '../line-breaks.ts'
import type { ConfigLanguage } from '../text/config-language.ts'
import { readingExtensions } from '../text/editor-extensions.ts'
import { useShadowRoot } from '../text/use-shadow-root.ts'
import { useIsWide } from '../use-wide.ts'
import { compareTimeoutMs } from './changed-lines.ts'
import { diffTheme } from './diff-theme.ts'
import styles from './DiffView.module.css'

interface DiffViewProps {
  readonly before: string
  readonly after: string
  /** How screen readers call the changed text. */
  readonly label: string
  readonly language: ConfigLanguage
}

/** From this width on, in rem, both texts stand side by side. */
const sideBySideRem = 56

const diffConfig = { timeout: compareTimeoutMs }
const collapseUnchanged = { margin: 3, minSize: 6 }

/** What a change does to a text: side by side where there is room, else in one column. */
export function DiffView(props: DiffViewProps) {
  const [box, isWide] = useIsWide<HTMLDivElement>(sideBySideRem)
  return (
    <div ref={box} className={styles['box']}>
      {isWide ? <SideBySide {...props} /> : <OneColumn {...props} />}
    </div>
  )
}

function SideBySide({ before, after, label, language }: DiffViewProps) {
  const draw = useCallback(
    (root: ShadowRoot, parent: Element) => {
      const view = new MergeView({
        a: { doc: before, extensions: shown(before, `${label}, as it is`, language) },
        b: { doc: after, extensions: shown(after, label, language) },
        parent,
        root,
        collapseUnchanged,
        diffConfig,
      })
      view.dom.style.height = '100%'
      return () => view.destroy()
    },
    [before, after, label, language],
  )
  const host = useShadowRoot(draw)
  return <div ref={host} className={styles['host']} />
}

function OneColumn({ before, after, label, language }: DiffViewProps) {
  const draw = useCallback(
    (root: ShadowRoot, parent: Element) => {
      const view = new EditorView({
        doc: after,
        extensions: [
          shown(after, label, language),
          unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged, diffConfig }),
        ],
        parent,
        root,
      })
      return () => view.destroy()
    },
    [before, after, label, language],
  )
  const host = useShadowRoot(draw)
  return <div ref={host} className={styles['host']} />
}

/** Read only, but to be scrolled and copied by keyboard. */
function shown(text: string, label: string, language: ConfigLanguage): Extension {
  return [readingExtensions(lineBreakOf(text), label, language), diffTheme(), EditorState.readOnly.of(true)]
}
