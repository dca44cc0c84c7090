import { memo, useRef, type JSX, type ReactNode } from 'react'

import type { Block } from './block.ts'
import { BlockNodes } from './BlockNodes.tsx'
import { blockContent, codeText } from './block-content.ts'
import { CodePanel } from './CodePanel.tsx'
import type { CodePiece } from './highlighter.ts'
import styles from './markdown.module.css'
import { useNearViewport } from './near-viewport.ts'
import type { Run, Section } from './sections.ts'
import { TablePanel } from './TablePanel.tsx'

interface SectionViewProps {
  readonly section: Section
  readonly canHide: boolean
  /** Whether it is rendered before its place on the page is known. Only the first value counts. */
  readonly initiallyNear: boolean
}

/** One section of an answer, or an empty box of its height while it is far from view. */
export const SectionView = memo(function SectionView({
  section,
  canHide,
  initiallyNear,
}: SectionViewProps): JSX.Element {
  const ref = useRef<HTMLDivElement>(null)
  const { isNear, height } = useNearViewport(ref, {
    subject: section,
    enabled: canHide && section.closed,
    initiallyNear,
  })
  if (!isNear) return <div ref={ref} style={{ height: height ?? estimatedHeight(section) }} />
  return (
    <div ref={ref} className={styles.section}>
      {section.runs.map((run) => (
        <RunView key={run.id} run={run} />
      ))}
    </div>
  )
})

const RunView = memo(function RunView({ run }: { readonly run: Run }): ReactNode {
  const { blocks } = run
  const [first] = blocks
  if (first.kind === 'code') {
    return <CodePanel language={first.language} pieces={codePieces(blocks)} />
  }
  if (first.kind === 'table' && blockContent(first).some((node) => node.type === 'table')) {
    return <TablePanel pieces={blocks} />
  }
  if (blocks.length === 1) return <FlowPiece block={first} />
  return blocks.map((block, index) => (
    <HidablePiece key={block.id} block={block} isFirst={index === 0} isHidable={index < blocks.length - 1} />
  ))
})

const FlowPiece = memo(function FlowPiece({ block }: { readonly block: Block }): JSX.Element {
  return <BlockNodes nodes={blockContent(block)} isFinished={block.finished} continues={block.continues} />
})

/** A piece of a long list or quote; the one that is still growing always stays. */
const HidablePiece = memo(function HidablePiece({
  block,
  isFirst,
  isHidable,
}: {
  readonly block: Block
  readonly isFirst: boolean
  readonly isHidable: boolean
}): JSX.Element {
  const ref = useRef<HTMLDivElement>(null)
  const { isNear, height } = useNearViewport(ref, {
    subject: block,
    enabled: isHidable,
    initiallyNear: isFirst || !isHidable,
  })
  if (!isNear) return <div ref={ref} style={{ height: height ?? `${estimatedRem(block)}rem` }} />
  return (
    <div ref={ref} className={styles.piece}>
      <FlowPiece block={block} />
    </div>
  )
})

const knownPieces = new WeakMap<Block, CodePiece>()

/** Colours are remembered by piece, so a block has the same one each time it comes back into view. */
function codePieces(blocks: readonly Block[]): readonly CodePiece[] {
  const pieces: CodePiece[] = []
  for (const block of blocks) {
    if (block.kind !== 'code') continue
    const previous = pieces.at(-1) ?? null
    const known = knownPieces.get(block)
    const piece =
      known?.previous === previous ? known : { text: codeText(block), isFinished: block.finished, previous }
    knownPieces.set(block, piece)
    pieces.push(piece)
  }
  return pieces
}

/** Height of a section that was never rendered, from its source: lines of code and rows are nearly exact. */
function estimatedHeight(section: Section): string {
  let rem = 0
  for (const run of section.runs) {
    for (const block of run.blocks) rem += estimatedRem(block)
  }
  return `${rem}rem`
}

function estimatedRem(block: Block): number {
  const wrappedLines = Math.ceil(block.raw.length / 85)
  switch (block.kind) {
    case 'code':
      return block.lines * 1.25 + 0.5
    case 'table':
      return block.lines * 2.1 - 3.5
    case 'list':
      return Math.max(block.lines, wrappedLines) * 1.75 - 1
    case 'flow':
      return wrappedLines * 1.5 + 0.75
  }
}
