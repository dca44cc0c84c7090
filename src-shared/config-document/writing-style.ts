import { gapAfter } from './gap.ts'
import type { ConfigContainer, ConfigNode } from './config-node.ts'
import { containerOf } from './config-node.ts'

/** How new text is written so that it looks like what is around it. */
export interface WritingStyle {
  /** Line ending. */
  readonly newline: string
  /** One level of indentation. */
  readonly indentUnit: string
  /** Quote around keys; empty where keys go without quotes when they can. */
  readonly keyQuote: '' | '"' | "'"
  readonly stringQuote: '"' | "'"
  /** What stands between key and value, such as `: `. */
  readonly colon: string
  /** What stands inside the braces of an object of one line, such as a space. */
  readonly padding: string
  /** What stands behind a comma on one line, such as a space. */
  readonly separator: string
  /** Whether the last item has a comma where items stand on lines of their own. */
  readonly hasTrailingComma: boolean
}

/** How the engines' documentation writes configs: the style of a document that shows none. */
const DOCUMENTED_STYLE: WritingStyle = {
  newline: '\n',
  indentUnit: '  ',
  keyQuote: '',
  stringQuote: '"',
  colon: ': ',
  padding: ' ',
  separator: ' ',
  hasTrailingComma: true,
}

type Evidence = { -readonly [Trait in keyof WritingStyle]?: WritingStyle[Trait] }

/**
 * The style for something new in the innermost of the containers, outermost first: what its siblings and what is in them
 * show comes first, then the same for each container around it.
 */
export function writingStyle(text: string, containers: readonly ConfigContainer[]): WritingStyle {
  const evidence: Evidence = {}
  const newline = /\r\n?|\n/.exec(text)?.[0]
  if (newline !== undefined) evidence.newline = newline
  let inside: ConfigNode | null = null
  for (const container of containers.toReversed()) {
    observe(text, container, inside, evidence, { left: SAMPLE_SIZE })
    inside = container.node
  }
  return {
    ...DOCUMENTED_STYLE,
    ...(evidence.keyQuote && { stringQuote: evidence.keyQuote }),
    ...evidence,
  }
}

/** Containers looked into at each level. */
const SAMPLE_SIZE = 40

/** Adds what a container and those inside of it show of traits that are still open; leaves out the one it comes from. */
function observe(
  text: string,
  container: ConfigContainer,
  skipped: ConfigNode | null,
  evidence: Evidence,
  budget: { left: number },
): void {
  budget.left -= 1
  observeLayout(text, container, evidence)
  for (const item of container.items.slice(0, SAMPLE_SIZE)) observeItem(text, container, item, evidence)
  for (const item of container.items.slice(0, SAMPLE_SIZE)) {
    const inner = item === skipped ? null : containerOf(item, container.start)
    if (inner !== null && budget.left > 0) observe(text, inner, null, evidence, budget)
  }
}

function observeLayout(text: string, container: ConfigContainer, evidence: Evidence): void {
  const { items, start, isObject } = container
  const first = items[0]
  if (first === undefined) return
  const opening = text.slice(start + 1, start + first.start)
  if (/^[ \t]*$/.test(opening)) {
    if (isObject) evidence.padding ??= opening
  }
  const last = gapAfter(text, container, items.length - 1)
  if (last.firstBreak !== null) evidence.hasTrailingComma ??= last.comma !== -1
  const second = items[1]
  const between = text.slice(start + first.comma + 1, start + (second?.start ?? 0))
  if (second !== undefined && /^[ \t]*$/.test(between)) evidence.separator ??= between
  const indent = itemIndent(text, container)
  const outer = lineIndent(text, start)
  if (indent?.startsWith(outer)) {
    evidence.indentUnit ??= indent.slice(outer.length)
  }
}

function observeItem(text: string, container: ConfigContainer, item: ConfigNode, evidence: Evidence): void {
  const { start } = container
  if (typeof item.value === 'string') {
    evidence.stringQuote ??= text.charAt(start + item.valueStart) === "'" ? "'" : '"'
  }
  if (item.key === null) return
  const first = text.charAt(start + item.start)
  if (first !== '"' && first !== "'") evidence.keyQuote ??= ''
  else if (isPlainKey(item.key)) evidence.keyQuote ??= first
  else if (evidence.keyQuote === undefined) evidence.stringQuote ??= first
  const colon = text.slice(start + item.keyEnd, start + item.valueStart)
  if (/^[ \t]*:[ \t]*$/.test(colon)) evidence.colon ??= colon
}

/** Whether a key may stand without quotes everywhere. */
export function isPlainKey(key: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(key)
}

/** The indentation of a container's items; null when none of the first ones begins a line. */
export function itemIndent(text: string, container: ConfigContainer): string | null {
  for (const index of container.items.slice(0, SAMPLE_SIZE).keys()) {
    const indent = indentBefore(text, container, index)
    if (indent !== null) return indent
  }
  return null
}

/** The indentation of the line an item begins, or the comments above it; null when the item does not begin a line. */
export function indentBefore(text: string, container: ConfigContainer, index: number): string | null {
  const from = container.start + (container.items[index - 1]?.end ?? 1)
  const { leadStart } = gapAfter(text, container, index - 1)
  return /[\n\r\u2028\u2029]([^\S\n\r\u2028\u2029]*)$/.exec(text.slice(from, leadStart))?.[1] ?? null
}

/** The spaces and tabs that begin the line of an offset. */
export function lineIndent(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? ''
}
