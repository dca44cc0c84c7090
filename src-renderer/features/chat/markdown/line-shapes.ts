/**
 * What a single line of Markdown can be. The shapes follow marked's block rules, since the splitter must cut
 * exactly where marked would end a block. Lines come without their line ending.
 */

const htmlTags =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|' +
  'fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|' +
  'menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|' +
  'tr|track|ul'

const fence = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})(.*)$/
const heading = /^ {0,3}#{1,6}(?:\s|$)/
const rule = /^ {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$/
const quote = /^ {0,3}>/
const bullet = /^( {0,3}([*+-]|\d{1,9}[.)]))(?:([ \t].*))?$/
const paragraphBreakingBullet = /^ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t]/
const tableBreakingBullet = /^ {0,3}(?:[*+-]|1[.)])[ \t]/
const quoteBreakingBullet = /^ {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$)/
const htmlWithEnd = /^ {0,3}<(?:(script|pre|style|textarea)(?:[\s>]|$)|(!--)|(\?)|(!\[CDATA\[)|(![a-z]))/i
const htmlUntilBlank = new RegExp(`^ {0,3}</?(?:${htmlTags})(?:[ \\t]+|$|/?>)`, 'i')
const htmlTagAlone =
  /^ {0,3}<(?:[a-z][a-z0-9-]*(?:[ \t]+[a-z:_][\w.:-]*(?:[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*[ \t]*\/?|\/[a-z][a-z0-9-]*\s*)>[ \t]*$/i
const mathStart = /^ {0,3}(?:\$\$|\\\[)/
const delimiterRow = /^ {0,3}(?:\| *)?:?-+:? *(?:\| *:?-+:? *)*(?:\| *)?$/

export const isBlank = (line: string): boolean => line.trim() === ''
export const isHeading = (line: string): boolean => heading.test(line)
export const isRule = (line: string): boolean => rule.test(line)
export const isQuote = (line: string): boolean => quote.test(line)
export const isIndentedCode = (line: string): boolean => /^(?: {4}| {0,3}\t)/.test(line)
export const isSetextUnderline = (line: string): boolean => /^ {0,3}(?:=+|-+)[ \t]*$/.test(line)
export const looksLikeBullet = (line: string): boolean => /^ {0,3}(?:[*+-]|\d{1,9}[.)]) /.test(line)
export const isHtmlUntilBlank = (line: string): boolean => htmlUntilBlank.test(line)
export const isHtmlTagAlone = (line: string): boolean => htmlTagAlone.test(line)
export const isMathStart = (line: string): boolean => mathStart.test(line)
export const isDelimiterRow = (line: string): boolean => /[:|]/.test(line) && delimiterRow.test(line)

/** Column of the first character that is not white space; tabs go to the next multiple of four. */
export function indentOf(line: string): number {
  let column = 0
  for (const character of line) {
    if (character === ' ') column += 1
    else if (character === '\t') column += 4 - (column % 4)
    else break
  }
  return column
}

export interface Fence {
  readonly indent: number
  /** The run of backticks or tildes that opened it. */
  readonly marker: string
  readonly language: string
}

/** The fence this line opens, or null. */
export function fenceOf(line: string): Fence | null {
  const match = fence.exec(line)
  if (!match) return null
  const [, indent = '', marker = '', info = ''] = match
  return { indent: indent.length, marker, language: /[^\s{]\S*/.exec(info.trim())?.[0] ?? '' }
}

/** True when the line closes a fence opened with `marker`: at least as long, nothing after it. */
export function closesFence(line: string, marker: string): boolean {
  const match = /^ {0,3}(`+|~+) *$/.exec(line)
  const run = match?.[1] ?? ''
  return run.length >= marker.length && run[0] === marker[0]
}

export interface Bullet {
  /** `-`, `*`, `+`, `.` or `)`: items of one list share it. */
  readonly marker: string
  /** The item's number; null for bulleted items. */
  readonly number: number | null
  /** Column where the item's text starts. */
  readonly contentColumn: number
  readonly isEmpty: boolean
}

/** The list item this line opens, or null. Thematic breaks made of `-` or `*` must be ruled out first. */
export function bulletOf(line: string): Bullet | null {
  const match = bullet.exec(line)
  if (!match) return null
  const [, prefix = '', sign = '', rest = ''] = match
  const isEmpty = rest.trim() === ''
  const gap = indentOf(`${' '.repeat(prefix.length)}${rest}`) - prefix.length
  return {
    marker: sign.slice(-1),
    number: sign.length > 1 ? Number(sign.slice(0, -1)) : null,
    contentColumn: prefix.length + (isEmpty || gap > 4 ? 1 : gap),
    isEmpty,
  }
}

/** What ends an HTML block that may hold blank lines (a comment, a script), or null for any other line. */
export function htmlEndOf(line: string): RegExp | null {
  const match = htmlWithEnd.exec(line)
  if (!match) return null
  if (match[1]) return new RegExp(`</${match[1]}>`, 'i')
  if (match[2]) return /-->|<!--?>/
  if (match[3]) return /\?>/
  return match[4] ? /\]\]>/ : />/
}

const isHtmlStart = (line: string): boolean => htmlWithEnd.test(line) || htmlUntilBlank.test(line)

const isBlockStart = (line: string): boolean =>
  fence.test(line) || heading.test(line) || rule.test(line) || quote.test(line) || isHtmlStart(line)

export const interruptsParagraph = (line: string): boolean =>
  isBlockStart(line) || paragraphBreakingBullet.test(line) || mathStart.test(line)

export const interruptsTable = (line: string): boolean =>
  isBlockStart(line) || tableBreakingBullet.test(line) || isIndentedCode(line)

/** True when a line without `>` cannot be a lazy continuation of the quote before it. */
export const interruptsQuote = (line: string): boolean => isBlockStart(line) || quoteBreakingBullet.test(line)

/** True when a line indented less than the item's text ends the list, wherever it stands. Bullets apart. */
export const interruptsList = (line: string): boolean => isBlockStart(line)
