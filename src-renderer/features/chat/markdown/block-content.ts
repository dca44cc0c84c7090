import type { MarkedToken, Token, Tokens } from 'marked'

import type { Block, CodeBlock } from './block.ts'
import { decodeCharacterReferences } from './character-references.ts'
import { lexMarkdown } from './lexer.ts'
import {
  safeTags,
  type BlockNode,
  type CodeNode,
  type InlineNode,
  type ListNode,
  type SafeTag,
} from './nodes.ts'

const contents = new WeakMap<Block, readonly BlockNode[]>()

/** Contents of a block, lexed the first time they are asked for: a block that is never shown costs nothing. */
export function blockContent(block: Block): readonly BlockNode[] {
  const known = contents.get(block)
  if (known) return known
  const content = contentOf(block)
  contents.set(block, content)
  return content
}

/** The code of a piece, without fences, indentation and the last line ending. */
export function codeText(block: CodeBlock): string {
  const code = block.raw.slice(block.codeStart, block.codeEnd).replace(/\r\n?/g, '\n')
  const dedented =
    block.indent === 0 ? code : code.replace(new RegExp(`^(?: {1,${block.indent}}|\\t)`, 'gm'), '')
  return dedented.replace(block.indent >= 4 ? /\s+$/ : /\n$/, '')
}

function contentOf(block: Block): readonly BlockNode[] {
  switch (block.kind) {
    case 'code':
      return [{ type: 'code', language: block.language, text: codeText(block) }]
    case 'table':
      return blockNodes(lexMarkdown(block.head + block.raw, block.links))
    case 'list':
      return renumbered(blockNodes(lexMarkdown(block.raw, block.links)), block.start, block.loose)
    case 'flow':
      return blockNodes(lexMarkdown(block.raw, block.links))
  }
}

function renumbered(nodes: readonly BlockNode[], start: number | null, loose: boolean): readonly BlockNode[] {
  const index = nodes.findIndex((node) => node.type === 'list')
  return nodes.map((node, at): BlockNode => {
    if (at !== index || node.type !== 'list') return node
    return { ...node, start: node.start === null ? null : start, loose: node.loose || loose }
  })
}

interface MathToken {
  readonly type: 'math'
  readonly raw: string
  readonly text: string
  readonly display: boolean
}

/** marked's own tokens and those of math-syntax.ts are all there can be. */
const isKnown = (token: Token): token is MarkedToken | MathToken => token.type !== ''

const blockNodes = (tokens: readonly Token[]): readonly BlockNode[] =>
  tokens.flatMap((token) => (isKnown(token) ? blockNode(token) : []))

function blockNode(token: MarkedToken | MathToken): readonly BlockNode[] {
  switch (token.type) {
    case 'heading':
      return [{ type: 'heading', depth: token.depth, children: inlineNodes(token.tokens) }]
    case 'paragraph':
      return [paragraph(inlineNodes(token.tokens))]
    case 'text':
      return [paragraph(token.tokens ? inlineNodes(token.tokens) : [{ type: 'text', text: token.text }])]
    case 'blockquote':
      return [{ type: 'quote', children: blockNodes(token.tokens) }]
    case 'hr':
      return [{ type: 'rule' }]
    case 'html':
      return [{ type: 'html', text: token.text.trimEnd() }]
    case 'math':
      return [{ type: 'math', tex: token.text }]
    case 'code':
      return [codeNode(token)]
    case 'list':
      return [listNode(token)]
    case 'table':
      return [
        {
          type: 'table',
          alignments: token.align,
          header: token.header.map((cell) => inlineNodes(cell.tokens)),
          rows: token.rows.map((row) => row.map((cell) => inlineNodes(cell.tokens))),
        },
      ]
    default:
      return []
  }
}

/** A paragraph that is nothing but one displayed formula is that formula. */
function paragraph(children: readonly InlineNode[]): BlockNode {
  const [only] = children
  if (children.length === 1 && only?.type === 'math' && only.display) return { type: 'math', tex: only.tex }
  return { type: 'paragraph', children }
}

const codeNode = (token: Tokens.Code): CodeNode => ({
  type: 'code',
  language: /[^\s{]\S*/.exec(token.lang ?? '')?.[0] ?? '',
  text: token.text.replace(/\n$/, ''),
})

const listNode = (token: Tokens.List): ListNode => ({
  type: 'list',
  start: token.ordered ? Number(token.start) : null,
  loose: token.loose,
  items: token.items.map((item) => ({
    checked: item.task ? (item.checked ?? false) : null,
    children: blockNodes(item.tokens),
  })),
})

function inlineNodes(tokens: readonly Token[]): readonly InlineNode[] {
  const nodes: InlineNode[] = []
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (!token || !isKnown(token)) continue
    const tag = token.type === 'html' ? openTag(token.text) : null
    const end = tag === null ? -1 : closeTagIndex(tokens, index, tag)
    if (tag !== null && end !== -1) {
      nodes.push({ type: 'html', tag, children: inlineNodes(tokens.slice(index + 1, end)) })
      index = end
    } else pushMerged(nodes, inlineNode(token))
  }
  return nodes
}

/** Neighbouring text becomes one node, so that it is one text node on the page. */
function pushMerged(nodes: InlineNode[], node: InlineNode | null): void {
  const last = nodes.at(-1)
  if (node?.type === 'text' && last?.type === 'text') {
    nodes[nodes.length - 1] = { type: 'text', text: last.text + node.text }
  } else if (node) nodes.push(node)
}

function inlineNode(token: MarkedToken | MathToken): InlineNode | null {
  switch (token.type) {
    case 'strong':
      return { type: 'strong', children: inlineNodes(token.tokens) }
    case 'em':
      return { type: 'emphasis', children: inlineNodes(token.tokens) }
    case 'del':
      return { type: 'deleted', children: inlineNodes(token.tokens) }
    case 'codespan':
      return { type: 'code', text: token.text }
    case 'br':
      return { type: 'break' }
    case 'link': {
      const url = token.autolink ? token.href : decodeCharacterReferences(token.href)
      return { type: 'link', url, title: token.title ?? null, children: inlineNodes(token.tokens) }
    }
    case 'image': {
      const alt = decodeCharacterReferences(token.text)
      return { type: 'image', url: decodeCharacterReferences(token.href), alt }
    }
    case 'math':
      return { type: 'math', tex: token.text, display: token.display }
    case 'html':
      return /^<br\s*\/?>$/i.test(token.text) ? { type: 'break' } : { type: 'text', text: token.text }
    case 'escape':
      return { type: 'text', text: token.text }
    case 'text':
      return { type: 'text', text: decodeCharacterReferences(token.text) }
    default:
      return null
  }
}

function openTag(html: string): SafeTag | null {
  const name = /^<([a-z]+)\s*>$/i.exec(html)?.[1]?.toLowerCase()
  return safeTags.find((tag) => tag === name) ?? null
}

function closeTagIndex(tokens: readonly Token[], from: number, tag: SafeTag): number {
  const close = new RegExp(`^</${tag}\\s*>$`, 'i')
  return tokens.findIndex((token, index) => index > from && token.type === 'html' && close.test(token.raw))
}
