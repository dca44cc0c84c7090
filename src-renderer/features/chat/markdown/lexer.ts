import { Lexer, Marked, type TokensList } from 'marked'

import type { LinkDefinitions } from './block.ts'
import { blockMath, inlineMath } from './math-syntax.ts'

const options = new Marked({ gfm: true, extensions: [blockMath, inlineMath] }).defaults

/** Lexes one block of Markdown; `links` are the reference definitions known from elsewhere in the answer. */
export function lexMarkdown(source: string, links: LinkDefinitions): TokensList {
  const lexer = new Lexer({ ...options })
  for (const [label, link] of Object.entries(links)) {
    lexer.tokens.links[label] = { href: link.href, title: link.title ?? null }
  }
  return lexer.lex(source)
}

/** True when marked reads the two lines as the head of a table. */
export function isTableHead(header: string, delimiter: string): boolean {
  return new Lexer({ gfm: true }).lex(`${header}\n${delimiter}\n`)[0]?.type === 'table'
}

const everyShape =
  '# a\n\nb\n=\n\n- [x] **c** _d_ ~~e~~ `f`\n\n  > [g](h) ![i](j) <br> k@l.m $n$\n\n1. o\n\n' +
  '| p | q |\n|--|--|\n| r | s |\n\n```t\nu\n```\n\n<div>\n\n[v]: w\n\n---\n'

let isWarm = false

/** Lexes a little of everything once, so that the first words of an answer do not wait for patterns to compile. */
export function warmLexer(): void {
  if (isWarm) return
  isWarm = true
  for (let round = 0; round < 2; round += 1) lexMarkdown(everyShape, {})
}
