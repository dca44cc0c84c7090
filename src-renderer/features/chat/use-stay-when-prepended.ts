import { type RefObject, useLayoutEffect, useRef } from 'react'

import type { BranchEntry } from '#shared/message-tree.ts'

/**
 * Keeps the reader's place when earlier messages appear above: the view moves by what was added. At the end, following
 * does the same by itself. `totalSize` in CSS pixels.
 */
export function useStayWhenPrepended(
  scroller: RefObject<HTMLElement | null>,
  branch: readonly BranchEntry[],
  totalSize: number,
): void {
  const last = useRef({ firstId: branch[0]?.message.id, totalSize })
  useLayoutEffect(() => {
    const element = scroller.current
    const previous = last.current
    last.current = { firstId: branch[0]?.message.id, totalSize }
    const place = branch.findIndex((entry) => entry.message.id === previous.firstId)
    if (!element || place <= 0) return
    element.scrollTo({ top: element.scrollTop + totalSize - previous.totalSize, behavior: 'instant' })
  }, [scroller, branch, totalSize])
}
