import { createElement, useContext, type JSX, type MouseEvent, type ReactNode } from 'react'

import { webAddress } from './addresses.ts'
import { AnswerImage } from './AnswerImage.tsx'
import { MarkdownActionsContext } from './markdown-actions.ts'
import styles from './markdown.module.css'
import { MathFormula } from './MathFormula.tsx'
import type { InlineNode } from './nodes.ts'

export function InlineNodes({ nodes }: { readonly nodes: readonly InlineNode[] }): JSX.Element {
  return <>{nodes.map(inlineElement)}</>
}

const inlineTags = { strong: 'strong', emphasis: 'em', deleted: 'del' } as const

function inlineElement(node: InlineNode, key: number): ReactNode {
  switch (node.type) {
    case 'text':
      return node.text
    case 'strong':
    case 'emphasis':
    case 'deleted':
      return createElement(inlineTags[node.type], { key }, node.children.map(inlineElement))
    case 'html':
      return createElement(node.tag, { key }, node.children.map(inlineElement))
    case 'code':
      return (
        <code key={key} className={styles.code}>
          {node.text}
        </code>
      )
    case 'break':
      return <br key={key} />
    case 'link':
      return (
        <AnswerLink key={key} url={node.url} title={node.title}>
          {node.children.map(inlineElement)}
        </AnswerLink>
      )
    case 'image':
      return <AnswerImage key={`${key} ${node.url}`} url={node.url} alt={node.alt} />
    case 'math':
      return <MathFormula key={key} tex={node.tex} display={node.display} isFinished />
  }
}

interface AnswerLinkProps {
  readonly url: string
  readonly title: string | null
  readonly children: ReactNode
}

/** A link the app opens; the page itself never navigates. Addresses outside the web are only text. */
function AnswerLink({ url, title, children }: AnswerLinkProps): JSX.Element {
  const { onOpenLink } = useContext(MarkdownActionsContext)
  const address = webAddress(url)
  if (!address) return <span title={url}>{children}</span>
  const open = (event: MouseEvent): void => {
    event.preventDefault()
    if (event.button === 0 || event.button === 1) onOpenLink(address.href)
  }
  return (
    <a
      href={address.href}
      className={styles.link}
      title={title ?? address.href}
      draggable={false}
      onClick={open}
      onAuxClick={open}
    >
      {children}
    </a>
  )
}
