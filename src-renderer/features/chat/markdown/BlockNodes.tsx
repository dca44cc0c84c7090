import { createElement, memo, type JSX, type ReactNode } from 'react'

import { classNames } from '../../../ui/class-names.ts'
import { CodePanel } from './CodePanel.tsx'
import type { CodePiece } from './highlighter.ts'
import { InlineNodes } from './InlineNodes.tsx'
import styles from './markdown.module.css'
import { MathFormula } from './MathFormula.tsx'
import type { BlockNode, CodeNode, ListNode } from './nodes.ts'
import { TablePanel } from './TablePanel.tsx'

interface BlockNodesProps {
  readonly nodes: readonly BlockNode[]
  /** False while the text may still grow: code is not coloured and formulas are not typeset yet. */
  readonly isFinished: boolean
  /** True when the first node goes on from the piece before it. */
  readonly continues?: boolean
}

export function BlockNodes({ nodes, isFinished, continues = false }: BlockNodesProps): JSX.Element {
  return (
    <>
      {nodes.map((node, index) =>
        // The nodes of a block have no identity but their position.
        blockElement(node, index, isFinished, continues && index === 0),
      )}
    </>
  )
}

function blockElement(node: BlockNode, key: number, isFinished: boolean, continues: boolean): ReactNode {
  switch (node.type) {
    case 'heading':
      return createElement(
        // The page has its own h1 and h2.
        `h${Math.min(6, node.depth + 2)}`,
        { key, className: styles[`heading${Math.min(4, node.depth)}`] },
        <InlineNodes nodes={node.children} />,
      )
    case 'paragraph':
      return (
        <p key={key} className={styles.paragraph}>
          <InlineNodes nodes={node.children} />
        </p>
      )
    case 'quote':
      return (
        <blockquote key={key} className={classNames(styles.quote, continues && styles.continues)}>
          <BlockNodes nodes={node.children} isFinished={isFinished} />
        </blockquote>
      )
    case 'rule':
      return <hr key={key} className={styles.rule} />
    case 'html':
      return (
        <div key={key} className={styles.html}>
          {node.text}
        </div>
      )
    case 'math':
      return <MathFormula key={key} tex={node.tex} display isFinished={isFinished} />
    case 'code':
      return <CodeElement key={key} node={node} isFinished={isFinished} />
    case 'table':
      return <TablePanel key={key} node={node} />
    case 'list':
      return <ListElement key={key} node={node} isFinished={isFinished} continues={continues} />
  }
}

/** Colours are remembered by piece, so a node has the same one each time it comes back into view. */
const nestedPieces = new WeakMap<CodeNode, CodePiece>()

const CodeElement = memo(function CodeElement({
  node,
  isFinished,
}: {
  readonly node: CodeNode
  readonly isFinished: boolean
}): JSX.Element {
  const known = nestedPieces.get(node)
  const piece = known?.isFinished === isFinished ? known : { text: node.text, isFinished, previous: null }
  nestedPieces.set(node, piece)
  return <CodePanel language={node.language} pieces={[piece]} />
})

function ListElement({
  node,
  isFinished,
  continues,
}: {
  readonly node: ListNode
  readonly isFinished: boolean
  readonly continues: boolean
}): JSX.Element {
  const className = classNames(
    styles.list,
    node.start === null ? styles.bulleted : styles.numbered,
    node.loose && styles.loose,
    continues && styles.continues,
  )
  const items = node.items.map((item, index) => (
    <li key={index} className={classNames(styles.item, item.checked !== null && styles.task)}>
      {item.checked === null ? null : (
        <input
          type="checkbox"
          className={styles.checkbox}
          checked={item.checked}
          disabled
          aria-label={item.checked ? 'Done' : 'To do'}
        />
      )}
      {item.children.map((child, at) =>
        child.type === 'paragraph' && !node.loose && at === 0 ? (
          <InlineNodes key="text" nodes={child.children} />
        ) : (
          blockElement(child, at, isFinished, false)
        ),
      )}
    </li>
  ))
  if (node.start === null) return <ul className={className}>{items}</ul>
  return (
    <ol className={className} start={node.start}>
      {items}
    </ol>
  )
}
