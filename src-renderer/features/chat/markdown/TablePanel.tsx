import { memo, useLayoutEffect, useRef, useState, type JSX } from 'react'

import type { Block } from './block.ts'
import { blockContent } from './block-content.ts'
import { InlineNodes } from './InlineNodes.tsx'
import styles from './markdown.module.css'
import { useNearViewport } from './near-viewport.ts'
import type { Alignment, TableNode, TableRow } from './nodes.ts'
import { useSidewaysScroll } from './sideways-scroll.ts'

/** Room that later rows get in each column beyond what the first ones needed, in CSS pixels. */
const columnSlack = 24

type TablePanelProps = { readonly node: TableNode } | { readonly pieces: readonly Block[] }

const alignments = { left: styles.left, center: styles.center, right: styles.right }

const alignmentClass = (alignment: Alignment | undefined): string | undefined =>
  alignment ? alignments[alignment] : undefined

/** A table that scrolls sideways. One that comes in pieces keeps the column widths of the first. */
export function TablePanel(props: TablePanelProps): JSX.Element | null {
  const scroller = useRef<HTMLElement>(null)
  const header = useRef<HTMLTableRowElement>(null)
  const [widths, setWidths] = useState<readonly number[] | null>(null)
  useSidewaysScroll(scroller)
  const pieces = 'pieces' in props ? props.pieces : []
  const isLong = pieces.length > 1
  useLayoutEffect(() => {
    // Rows out of view are taken out of the page; the columns must not move when that happens.
    if (isLong) setWidths(Array.from(header.current?.cells ?? [], (cell) => cell.offsetWidth + columnSlack))
  }, [isLong])

  const table = 'node' in props ? props.node : tableOf(pieces[0])
  if (!table) return null
  const total = widths?.reduce((sum, width) => sum + width, 0)
  return (
    <section ref={scroller} className={styles.tableScroller} aria-label="Table">
      <table className={styles.table} style={widths ? { tableLayout: 'fixed', width: total } : undefined}>
        {widths ? (
          <colgroup>
            {widths.map((width, index) => (
              <col key={index} style={{ width }} />
            ))}
          </colgroup>
        ) : null}
        <thead>
          <tr ref={header}>
            {table.header.map((cell, index) => (
              <th key={index} scope="col" className={alignmentClass(table.alignments[index])}>
                <InlineNodes nodes={cell} />
              </th>
            ))}
          </tr>
        </thead>
        {isLong ? (
          pieces.map((piece, index) => (
            <HidableRows
              key={piece.id}
              piece={piece}
              isFirst={index === 0}
              isHidable={index < pieces.length - 1}
            />
          ))
        ) : (
          <tbody>
            <Rows rows={table.rows} alignments={table.alignments} />
          </tbody>
        )}
      </table>
    </section>
  )
}

function tableOf(block: Block | undefined): TableNode | null {
  const nodes = block ? blockContent(block) : []
  return nodes.find((node) => node.type === 'table') ?? null
}

const HidableRows = memo(function HidableRows({
  piece,
  isFirst,
  isHidable,
}: {
  readonly piece: Block
  /** The first piece decides how wide the columns are. */
  readonly isFirst: boolean
  readonly isHidable: boolean
}): JSX.Element {
  const ref = useRef<HTMLTableSectionElement>(null)
  const { isNear, height } = useNearViewport(ref, {
    subject: piece,
    enabled: isHidable,
    initiallyNear: isFirst || !isHidable,
  })
  const table = isNear ? tableOf(piece) : null
  return (
    <tbody ref={ref}>
      {table ? (
        <Rows rows={table.rows} alignments={table.alignments} />
      ) : (
        <tr aria-hidden style={{ height: height ?? `${piece.lines * 2.1}rem` }} />
      )}
    </tbody>
  )
})

function Rows({
  rows,
  alignments: columns,
}: {
  readonly rows: readonly TableRow[]
  readonly alignments: readonly Alignment[]
}): JSX.Element {
  return (
    <>
      {rows.map((row, index) => (
        <tr key={index}>
          {row.map((cell, column) => (
            <td key={column} className={alignmentClass(columns[column])}>
              <InlineNodes nodes={cell} />
            </td>
          ))}
        </tr>
      ))}
    </>
  )
}
