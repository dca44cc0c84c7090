import { structuredPatch } from 'diff'

import type { Style } from './terminal.ts'

const CONTEXT_LINES = 3

/**
 * What changes between two texts, as `diff -u` writes it; empty when nothing does. `name` stands for both files; `before` is
 * null for a file that is made.
 */
export function textDiff(
  name: string,
  before: string | null,
  after: string,
  paint: (style: Style, text: string) => string,
): string {
  if (before === after) return ''
  const { hunks } = structuredPatch(name, name, before ?? '', after, undefined, undefined, {
    context: CONTEXT_LINES,
  })
  const lines = hunks.flatMap((hunk) => [
    paint('cyan', `@@ -${span(hunk.oldStart, hunk.oldLines)} +${span(hunk.newStart, hunk.newLines)} @@`),
    ...hunk.lines.map((line) => painted(line, paint)),
  ])
  return [
    paint('bold', `--- ${before === null ? '(none)' : name}`),
    paint('bold', `+++ ${name}`),
    ...lines,
  ].join('\n')
}

/** A span of no lines begins after the line before it. Source: POSIX, diff -u. */
function span(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`
}

function painted(line: string, paint: (style: Style, text: string) => string): string {
  if (line.startsWith('+')) return paint('green', line)
  if (line.startsWith('-')) return paint('red', line)
  return line.startsWith('\\') ? paint('dim', line) : line
}
