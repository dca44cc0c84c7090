import type { ConfigContainer } from './config-node.ts'
import { gapAfter } from './gap.ts'

/** The indentation of a container's items; null when none of the first ones begins a line. */
export function itemIndent(text: string, container: ConfigContainer): string | null {
  for (const index of container.items.slice(0, LOOKED_AT).keys()) {
    const indent = indentBefore(text, container, index)
    if (indent !== null) return indent
  }
  return null
}

const LOOKED_AT = 40

/** The white space that begins the line of an item, or of the comments above it; null when it does not begin a line. */
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
