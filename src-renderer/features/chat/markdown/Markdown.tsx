import { useEffect, useMemo, useRef, type JSX } from 'react'

import styles from './markdown.module.css'
import { MarkdownActionsContext, type MarkdownActions } from './markdown-actions.ts'
import { SectionView } from './SectionView.tsx'
import { useMarkdownStream } from './use-markdown-stream.ts'

/** Answers with fewer blocks than this stay in the page as a whole. */
const longAnswerBlocks = 40

interface MarkdownProps extends MarkdownActions {
  /** All the text there is; while streaming it only grows. */
  readonly text: string
  /** True while more text may come. */
  readonly streaming: boolean
}

/**
 * Shows Markdown that may still be streaming. What is finished is parsed and rendered once; what is far from
 * view in a long answer is replaced by its height. Nothing is loaded and no address is opened by itself.
 */
export function Markdown({ text, streaming, ...actions }: MarkdownProps): JSX.Element {
  const { sections, size } = useMarkdownStream(text, streaming)
  const latest = useRef<MarkdownActions>(actions)
  useEffect(() => {
    latest.current = actions
  })
  const stable = useMemo<MarkdownActions>(
    () => ({
      onOpenLink: (url) => latest.current.onOpenLink(url),
      onLoadImage: (url) => latest.current.onLoadImage(url),
      onCopy: (copied) => latest.current.onCopy(copied),
    }),
    [],
  )
  const canHide = size >= longAnswerBlocks
  return (
    <MarkdownActionsContext value={stable}>
      <div className={styles.answer}>
        {sections.map((section, index) => (
          <SectionView
            key={section.id}
            section={section}
            canHide={canHide}
            initiallyNear={!section.closed || index === 0 || index >= sections.length - 2}
          />
        ))}
      </div>
    </MarkdownActionsContext>
  )
}
