import { closedFormulaLength } from './math-syntax.ts'

/** What to do with Markdown that stops in the middle, so that text does not flicker while it streams. */

/**
 * True when the last line cannot be shown yet, since the next characters decide what it is: `-` may become an
 * item, a rule or the underline of a heading, a run of backticks a fence.
 */
export function isUndecided(partial: string, isInCode: boolean): boolean {
  if (isInCode) return /^ {0,3}(?:`+|~+) *\r?$/.test(partial)
  return (
    /^[\s\-=*+_#>|`~:$\\<!]*(?:\d{1,9}[.)]?)?[\s\r]*$/.test(partial) ||
    /^ {0,3}(?:`{3}|~{3})[^`\s]*$/.test(partial)
  )
}

/** Closes what the last paragraph, item or table cell leaves open: emphasis, code, a link, a formula. */
export function completeSource(source: string, isTable: boolean): string {
  const start = lastTextStart(source, isTable)
  const text = source.slice(start)
  const trailing = /\s*$/.exec(text)?.[0] ?? ''
  const body = text.slice(0, text.length - trailing.length).replace(/<\/?[a-z]*$/i, '')
  return source.slice(0, start) + completeInline(body) + trailing
}

function lastTextStart(source: string, isTable: boolean): number {
  const end = source.trimEnd().length
  if (isTable) return Math.max(source.lastIndexOf('|', end - 1), source.lastIndexOf('\n', end - 1)) + 1
  const boundary = /(?:^|\n)[ \t]*(?:\r?\n|#{1,6}\s|>|[*+-]\s+|\d{1,9}[.)]\s+)/g
  let start = 0
  for (const match of source.slice(0, end).matchAll(boundary)) start = match.index + match[0].length
  return start
}

interface Opened {
  readonly marker: string
  readonly at: number
}

/** Appends the markers that are missing at the end of one run of inline text, or drops what has no text yet. */
export function completeInline(text: string): string {
  const opened: Opened[] = []
  let index = 0
  while (index < text.length) {
    const character = text.charAt(index)
    const formula = character === '$' || character === '\\' ? closedFormulaLength(text, index) : 0
    if (formula > 0) index += formula
    else if (character === '\\') index += 2
    else if (character === '`') {
      const run = /^`+/.exec(text.slice(index))?.[0] ?? '`'
      const end = closingRun(text, index + run.length, run.length)
      if (end === -1) return closeOpen(text, [...opened, { marker: run, at: index }])
      index = end + run.length
    } else if (character === '!' && text.charAt(index + 1) === '[') {
      const end = linkEnd(text, index + 1)
      if (end === null) return closeOpen(text.slice(0, index), opened)
      index = end
    } else if (character === '[') {
      const end = linkEnd(text, index)
      if (end === null) return unlinked(text, index, opened)
      index = end
    } else if (character === '*' || character === '_' || character === '~') {
      const run = runAt(text, index, character)
      noteRun(opened, text, index, run)
      index += run.length
    } else index += 1
  }
  return closeOpen(text, opened)
}

function closingRun(text: string, from: number, length: number): number {
  for (const match of text.slice(from).matchAll(/`+/g)) {
    if (match[0].length === length) return from + match.index
  }
  return -1
}

function runAt(text: string, index: number, character: string): string {
  let end = index
  while (text.charAt(end) === character) end += 1
  return text.slice(index, end)
}

/** Position after a link or bracketed text that is complete; null when its text or address is still coming. */
function linkEnd(text: string, index: number): number | null {
  let depth = 0
  for (let at = index; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character === '\\') at += 1
    else if (character === '[') depth += 1
    else if (character === ']') depth -= 1
    if (depth > 0) continue
    if (text.charAt(at + 1) !== '(') return at + 1
    const close = text.indexOf(')', at)
    return close === -1 ? null : close + 1
  }
  return null
}

/** Shows an incomplete link as its text alone; a bracket that is not closed may still be plain text. */
function unlinked(text: string, index: number, opened: readonly Opened[]): string {
  const label = text.slice(index + 1)
  const labelEnd = label.indexOf('](')
  const shown = text.slice(0, index) + (labelEnd === -1 ? label : label.slice(0, labelEnd))
  return labelEnd === -1 ? completeInlineAfter(shown, index, opened) : closeOpen(shown, opened)
}

const completeInlineAfter = (text: string, index: number, opened: readonly Opened[]): string =>
  closeOpen(text.slice(0, index) + completeInline(text.slice(index)), opened)

function noteRun(opened: Opened[], text: string, index: number, run: string): void {
  const before = text.charAt(index - 1)
  const after = text.charAt(index + run.length)
  if (run.startsWith('~') && run.length > 2) return
  const canClose = before !== '' && !/\s/.test(before)
  // Inside a word a marker more often is none: 2*3, x_{1}.
  const canOpen = !/\s/.test(after) && !/[\p{L}\p{N}]/u.test(before)
  const rest = canClose ? run.length - closeWith(opened, run) : run.length
  if (rest === 0 || !canOpen) return
  const sizes = rest >= 3 ? [2, 1] : [rest]
  for (const size of sizes) opened.push({ marker: run.charAt(0).repeat(size), at: index })
}

/** Takes what the run closes off the open markers; answers how many of its characters that used. */
function closeWith(opened: Opened[], run: string): number {
  let used = 0
  for (let last = opened.at(-1); last; last = opened.at(-1)) {
    if (last.marker.charAt(0) !== run.charAt(0) || used + last.marker.length > run.length) break
    opened.pop()
    used += last.marker.length
  }
  return used
}

/** Closes from the inside out; markers with nothing after them are dropped instead. */
function closeOpen(text: string, opened: readonly Opened[]): string {
  let shown = text
  let closers = ''
  for (const { marker, at } of opened.toReversed()) {
    if (at >= shown.length || /^[*_~`\s]*$/.test(shown.slice(at))) shown = shown.slice(0, at).trimEnd()
    else closers += marker
  }
  return closers === '' ? shown : `${shown.trimEnd()}${closers}`
}
