/**
 * Cuts growing Markdown into blocks, line by line. A block that is finished is never looked at again, and long
 * code, tables, lists and quotes are cut into pieces, so the cost of a piece of text does not depend on how
 * much came before. Only line shapes are read here; the contents of a block are lexed when it is first shown
 * (see block-content.ts).
 */
import type { Block, LinkDefinitions } from './block.ts'
import { lexMarkdown, isTableHead } from './lexer.ts'
import {
  bulletOf,
  closesFence,
  fenceOf,
  htmlEndOf,
  indentOf,
  interruptsList,
  interruptsParagraph,
  interruptsQuote,
  interruptsTable,
  isBlank,
  isDelimiterRow,
  isHeading,
  isHtmlTagAlone,
  isHtmlUntilBlank,
  isIndentedCode,
  isMathStart,
  isQuote,
  isRule,
  isSetextUnderline,
  looksLikeBullet,
  type Bullet,
  type Fence,
} from './line-shapes.ts'
import { completeSource, isUndecided } from './unfinished-syntax.ts'

/** Lines after which a long code block, table, list or quote goes on in a new piece. */
const pieceLines = 48

/** Open text longer than this many characters is settled in steps, so that it is not lexed on every delta. */
const settleCharacters = 6000
const settleGrowth = 1.25

interface SegmentBase {
  readonly raw: string
  readonly lines: number
  readonly continues: boolean
}

/** The source that is not yet cut off, and what must be known about it to read the next line. */
type Segment = SegmentBase &
  (
    | { readonly kind: 'blank' }
    | {
        readonly kind: 'flow'
        readonly lastLine: string
        readonly lastLineStart: number
        readonly hasBullet: boolean
      }
    | { readonly kind: 'html'; readonly end: RegExp | null }
    | { readonly kind: 'math' }
    | { readonly kind: 'quote'; readonly afterBlank: boolean; readonly fence: Fence | null }
    | { readonly kind: 'list'; readonly list: ListState }
    | { readonly kind: 'table'; readonly head: string; readonly piecesHead: string }
    | { readonly kind: 'fence'; readonly fence: Fence; readonly codeStart: number }
    | { readonly kind: 'indented'; readonly codeStart: number }
  )

interface ListState {
  readonly marker: string
  readonly contentColumn: number
  /** Number of the first item in this piece; null for bullets. */
  readonly start: number | null
  readonly items: number
  readonly loose: boolean
  readonly afterBlank: boolean
  /** The last item has no text yet: a blank line now ends it. */
  readonly isEmptyItem: boolean
}

/** Where reading stands. Treat it as opaque apart from `finished`. */
export interface MarkdownState {
  /** Blocks that will not change any more, in order. The objects keep their identity. */
  readonly finished: readonly Block[]
  readonly links: LinkDefinitions
  readonly open: Segment
  /** The last line as far as it has come. */
  readonly partial: string
}

interface Reader {
  readonly added: Block[]
  readonly firstId: number
  links: LinkDefinitions
  open: Segment
}

const nothingOpen: Segment = { kind: 'blank', raw: '', lines: 0, continues: false }

export const emptyMarkdown: MarkdownState = {
  finished: [],
  links: Object.freeze(Object.create(null)),
  open: nothingOpen,
  partial: '',
}

/** Adds text to the end. Where the text was cut into deltas makes no difference to the blocks. */
export function appendMarkdown(state: MarkdownState, text: string): MarkdownState {
  if (text === '') return state
  const source = state.partial + text
  const reader = readerOf(state)
  let lineStart = 0
  for (const lineEnd of lineEnds(source, state.partial.length)) {
    readLine(reader, source.slice(lineStart, lineEnd))
    lineStart = lineEnd
  }
  return stateOf(state, reader, source.slice(lineStart))
}

/** Ends the text: everything is finished, and references to links defined further down are resolved. */
export function finishMarkdown(state: MarkdownState): MarkdownState {
  const reader = readerOf(state)
  if (state.partial !== '') readLine(reader, state.partial)
  close(reader)
  const ended = stateOf(state, reader, '')
  return { ...ended, finished: resolveLateLinks(ended.finished, ended.links) }
}

/**
 * The blocks that may still change, as they should be shown now: markers without their counterpart are closed,
 * and a last line that could still become anything is held back. Blocks equal to one of `previous` (the last
 * answer of this function) are that same object.
 */
export function openBlocks(state: MarkdownState, previous: readonly Block[]): readonly Block[] {
  const reader = readerOf(state)
  const isCode = state.open.kind === 'fence' || state.open.kind === 'indented'
  const undecided = isUndecided(state.partial, isCode)
  if (state.partial !== '' && !undecided) readLine(reader, state.partial)
  showHeaderAsTable(reader)
  if (reader.open.kind === 'math') reader.open = { ...reader.open, raw: closedMath(reader.open.raw) }
  const last = reader.open.raw === '' ? null : blockOf(reader, reader.open)
  if (last) reader.added.push(...settled(last))
  const end = reader.added.length - 1
  return reader.added.map((block, index) => {
    const shown = index === end && block.kind !== 'code' ? completed(block) : { ...block, finished: false }
    const known = previous.find(({ id }) => id === block.id)
    return known && isSameBlock(known, shown) ? known : shown
  })
}

function* lineEnds(source: string, from: number): Generator<number> {
  const ending = /\r\n|\n|\r(?=[\s\S])/g
  ending.lastIndex = Math.max(0, from - 1)
  for (let match = ending.exec(source); match; match = ending.exec(source)) yield ending.lastIndex
}

const readerOf = (state: MarkdownState): Reader => ({
  added: [],
  firstId: state.finished.length,
  links: state.links,
  open: state.open,
})

const stateOf = (state: MarkdownState, reader: Reader, partial: string): MarkdownState => ({
  finished: reader.added.length === 0 ? state.finished : [...state.finished, ...reader.added],
  links: reader.links,
  open: reader.open,
  partial,
})

/** Reads one line with its ending: the open segment takes it, or is closed and another one starts. */
function readLine(reader: Reader, rawLine: string): void {
  const line = rawLine.replace(/[\r\n]+$/, '')
  const open = reader.open
  switch (open.kind) {
    case 'blank':
      return startSegment(reader, line, rawLine)
    case 'flow':
      return readFlowLine(reader, open, line, rawLine)
    case 'html':
      reader.open = grown(open, rawLine)
      if (open.end ? open.end.test(line) : isBlank(line)) close(reader)
      return
    case 'math':
      if (fenceOf(line)) return restart(reader, line, rawLine)
      reader.open = grown(open, rawLine)
      if (isBlank(line) || /(?:\$\$|\\\])\s*$/.test(line)) close(reader)
      return
    case 'quote':
      return readQuoteLine(reader, open, line, rawLine)
    case 'list':
      return readListLine(reader, open, line, rawLine)
    case 'table':
      return readTableLine(reader, open, line, rawLine)
    case 'fence':
      if (closesFence(line, open.fence.marker)) {
        const codeEnd = open.raw.length
        reader.open = grown(open, rawLine)
        return close(reader, codeEnd)
      }
      reader.open = grown(
        open.lines < pieceLines ? open : nextPiece(reader, { ...open, codeStart: 0 }),
        rawLine,
      )
      return
    case 'indented':
      if (!isBlank(line) && !isIndentedCode(line)) return restart(reader, line, rawLine)
      reader.open = grown(
        open.lines < pieceLines || isBlank(line) ? open : nextPiece(reader, { ...open, codeStart: 0 }),
        rawLine,
      )
      return
  }
}

type Open<Kind extends Segment['kind']> = Extract<Segment, { readonly kind: Kind }>

function readFlowLine(reader: Reader, open: Open<'flow'>, line: string, rawLine: string): void {
  if (isBlank(line) || (isSetextUnderline(line) && !open.hasBullet)) {
    reader.open = grown(open, rawLine)
    return close(reader)
  }
  if (isDelimiterRow(line) && isTableHead(open.lastLine, line)) return startTable(reader, open, rawLine)
  if (interruptsParagraph(line)) return restart(reader, line, rawLine)
  reader.open = {
    ...grown(open, rawLine),
    lastLine: line,
    lastLineStart: open.raw.length,
    hasBullet: open.hasBullet || looksLikeBullet(line),
  }
}

function startTable(reader: Reader, open: Open<'flow'>, delimiterLine: string): void {
  const before = open.raw.slice(0, open.lastLineStart)
  const header = open.raw.slice(open.lastLineStart)
  let prefix = before
  let prefixLines = open.lines - 1
  if (!isBlank(before)) {
    reader.open = { ...open, raw: before, lines: prefixLines }
    close(reader)
    prefix = ''
    prefixLines = 0
  }
  const head = `${header}${delimiterLine}`
  reader.open = {
    kind: 'table',
    raw: prefix + head,
    lines: prefixLines + 2,
    continues: false,
    head: '',
    piecesHead: head.replace(/[\r\n]*$/, '\n'),
  }
}

function readTableLine(reader: Reader, open: Open<'table'>, line: string, rawLine: string): void {
  if (isBlank(line)) {
    reader.open = grown(open, rawLine)
    return close(reader)
  }
  if (interruptsTable(line) || isMathStart(line)) return restart(reader, line, rawLine)
  const room = open.lines < pieceLines
  reader.open = grown(room ? open : nextPiece(reader, { ...open, head: open.piecesHead }), rawLine)
}

function readQuoteLine(reader: Reader, open: Open<'quote'>, line: string, rawLine: string): void {
  if (isBlank(line)) {
    reader.open = grown(open, rawLine)
    return close(reader)
  }
  if (!isQuote(line)) {
    if (interruptsQuote(line)) return restart(reader, line, rawLine)
    reader.open = { ...grown(open, rawLine), afterBlank: false }
    return
  }
  const inner = line.replace(/^ {0,3}> ?/, '')
  const opened = fenceOf(inner)
  const startsAfresh = open.afterBlank && !open.fence && indentOf(inner) === 0 && !bulletOf(inner)
  const segment = open.lines >= pieceLines && startsAfresh ? nextPiece(reader, open) : open
  const closes = open.fence !== null && closesFence(inner, open.fence.marker)
  reader.open = {
    ...grown(segment, rawLine),
    afterBlank: isBlank(inner),
    fence: closes ? null : (open.fence ?? opened),
  }
}

/** Follows marked's own loop over list items, which looks at lines and not at what is nested in them. */
function readListLine(reader: Reader, open: Open<'list'>, line: string, rawLine: string): void {
  const { list } = open
  if (isBlank(line)) {
    reader.open = { ...grown(open, rawLine), list: { ...list, afterBlank: true } }
    return
  }
  const indent = indentOf(line)
  const isItemEnded = list.isEmptyItem && list.afterBlank
  if (indent <= Math.min(3, list.contentColumn - 1) || isItemEnded) {
    if (interruptsList(line)) return restart(reader, line, rawLine)
    const bullet = bulletOf(line)
    if (bullet && bullet.marker !== list.marker) return restart(reader, line, rawLine)
    if (bullet) return startItem(reader, open, bullet, rawLine)
  }
  if (!isItemEnded && indent >= list.contentColumn) {
    reader.open = { ...grown(open, rawLine), list: { ...list, afterBlank: false, isEmptyItem: false } }
    return
  }
  if (list.afterBlank || list.isEmptyItem) return restart(reader, line, rawLine)
  reader.open = grown(open, rawLine)
}

function startItem(reader: Reader, open: Open<'list'>, bullet: Bullet, rawLine: string): void {
  const item = {
    contentColumn: bullet.contentColumn,
    isEmptyItem: bullet.isEmpty,
    afterBlank: false,
    loose: open.list.loose || open.list.afterBlank,
  }
  if (open.lines < pieceLines) {
    reader.open = { ...grown(open, rawLine), list: { ...open.list, ...item, items: open.list.items + 1 } }
    return
  }
  const { start, items } = open.list
  const next = nextPiece(reader, { ...open, list: { ...open.list, loose: item.loose } })
  const list = { ...next.list, ...item, start: start === null ? null : start + items, items: 1 }
  reader.open = { ...grown(next, rawLine), list }
}

/** Starts a segment with this line, after any blank lines that wait for one. */
function startSegment(reader: Reader, line: string, rawLine: string): void {
  const { raw: blanks, lines: blankLines } = reader.open
  const base = { raw: blanks + rawLine, lines: blankLines + 1, continues: false }
  const fence = fenceOf(line)
  const bullet = bulletOf(line)
  const end = htmlEndOf(line)
  if (isBlank(line)) reader.open = { ...base, kind: 'blank' }
  else if (isIndentedCode(line)) reader.open = { ...base, kind: 'indented', codeStart: blanks.length }
  else if (fence) reader.open = { ...base, kind: 'fence', fence, codeStart: base.raw.length }
  else if (isHeading(line) || isRule(line)) {
    reader.open = { ...base, kind: 'html', end: null }
    close(reader)
  } else if (isQuote(line)) {
    const inner = line.replace(/^ {0,3}> ?/, '')
    reader.open = { ...base, kind: 'quote', afterBlank: isBlank(inner), fence: fenceOf(inner) }
  } else if (bullet) {
    const { marker, contentColumn, number } = bullet
    const rest = { items: 1, loose: false, afterBlank: false, isEmptyItem: bullet.isEmpty }
    reader.open = { ...base, kind: 'list', list: { marker, contentColumn, start: number, ...rest } }
  } else if (end) {
    reader.open = { ...base, kind: 'html', end }
    if (end.test(line)) close(reader)
  } else if (isHtmlUntilBlank(line) || isHtmlTagAlone(line))
    reader.open = { ...base, kind: 'html', end: null }
  else if (isMathStart(line)) {
    reader.open = { ...base, kind: 'math' }
    if (/^ {0,3}(?:\$\$.+\$\$|\\\[.+\\\])\s*$/.test(line)) close(reader)
  } else {
    const hasBullet = looksLikeBullet(line)
    reader.open = { ...base, kind: 'flow', lastLine: line, lastLineStart: blanks.length, hasBullet }
  }
}

function restart(reader: Reader, line: string, rawLine: string): void {
  close(reader)
  startSegment(reader, line, rawLine)
}

const grown = <S extends Segment>(segment: S, rawLine: string): S => ({
  ...segment,
  raw: segment.raw + rawLine,
  lines: segment.lines + 1,
})

/** Closes the piece that is open and answers with an empty one to continue in. */
function nextPiece<S extends Segment>(reader: Reader, next: S): S {
  close(reader)
  return { ...next, raw: '', lines: 0, continues: true }
}

function close(reader: Reader, codeEnd?: number): void {
  if (reader.open.raw === '') return
  const block = blockOf(reader, reader.open, codeEnd)
  if (block.kind !== 'code' && block.raw.includes(']:')) {
    const { links } = lexMarkdown(block.raw, reader.links)
    const isNew = Object.keys(links).some((label) => !(label in reader.links))
    if (isNew) reader.links = links
  }
  reader.added.push(block.kind === 'code' ? block : { ...block, links: reader.links })
  reader.open = nothingOpen
}

function blockOf(reader: Reader, segment: Segment, codeEnd = segment.raw.length): Block {
  const { raw, lines, continues } = segment
  const base = { id: reader.firstId + reader.added.length, raw, lines, continues, finished: true }
  const { links } = reader
  switch (segment.kind) {
    case 'fence': {
      const { language, indent } = segment.fence
      return { ...base, kind: 'code', language, indent, codeStart: segment.codeStart, codeEnd }
    }
    case 'indented':
      return { ...base, kind: 'code', language: '', indent: 4, codeStart: segment.codeStart, codeEnd }
    case 'list':
      return { ...base, kind: 'list', start: segment.list.start, loose: segment.list.loose, links }
    case 'table':
      return { ...base, kind: 'table', head: segment.head, links }
    case 'blank':
    case 'flow':
    case 'html':
    case 'math':
    case 'quote':
      return { ...base, kind: 'flow', links }
  }
}

/** A first line that starts with a pipe is shown as the head of a table before its delimiter row is there. */
function showHeaderAsTable(reader: Reader): void {
  const { open } = reader
  if (open.kind !== 'flow' || !/^ {0,3}\|./.test(open.lastLine)) return
  const header = open.lastLine.replace(/(?<!\\)\|? *$/, ' |')
  const cells = header.match(/(?<!\\)\|/g)?.length ?? 0
  const delimiter = `|${' - |'.repeat(Math.max(1, cells - 1))}`
  if (!isTableHead(header, delimiter)) return
  const raw = `${open.raw.slice(0, open.lastLineStart)}${header}\n`
  startTable(reader, { ...open, raw, lastLine: header }, `${delimiter}\n`)
}

/** A formula on its own lines that is still coming, with its end put after it. */
function closedMath(raw: string): string {
  const body = raw.replace(/[$\\\s]+$/, '')
  if (body === '') return ''
  return `${body}\n${raw.trimStart().startsWith('$') ? '$$' : '\\]'}\n`
}

/** Cuts off the part of very long open text that stays the same for a while. */
function settled(block: Block): readonly Block[] {
  if (block.kind === 'code' || block.kind === 'table' || block.raw.length < settleCharacters) return [block]
  let length = settleCharacters
  while (length * settleGrowth <= block.raw.length) length = Math.floor(length * settleGrowth)
  const lineStart = block.raw.lastIndexOf('\n', length - 1) + 1
  const cut = lineStart > length / 2 ? lineStart : block.raw.lastIndexOf(' ', length - 1) + 1
  if (cut === 0) return [block]
  const rest = block.raw.slice(cut)
  const indent = Math.min(...rest.split('\n').flatMap((line) => (isBlank(line) ? [] : [indentOf(line)])), 40)
  const dedented = rest.replace(new RegExp(`^ {0,${indent}}`, 'gm'), '')
  const base = { id: block.id + 1, lines: 1, continues: true, finished: false, links: block.links }
  return [
    { ...block, raw: block.raw.slice(0, cut), finished: false },
    { ...base, kind: 'flow', raw: dedented },
  ]
}

const completed = (block: Block): Block => ({
  ...block,
  raw: completeSource(block.raw, block.kind === 'table'),
  finished: false,
})

/** Compares what decides how a block looks; ids are equal by position. */
function isSameBlock(a: Block, b: Block): boolean {
  if (a.id !== b.id || a.kind !== b.kind || a.raw !== b.raw || a.finished !== b.finished) return false
  if (a.kind === 'code' || b.kind === 'code') return a.kind === b.kind && a.continues === b.continues
  return a.links === b.links && a.continues === b.continues
}

function resolveLateLinks(blocks: readonly Block[], links: LinkDefinitions): readonly Block[] {
  if (Object.keys(links).length === 0) return blocks
  return blocks.map((block) => {
    if (block.kind === 'code' || block.links === links || !block.raw.includes('[')) return block
    const known = block.links
    const isLate = referencesIn(block.raw).some((label) => label in links && !(label in known))
    return isLate ? { ...block, links } : block
  })
}

/** Labels in square brackets, normalised the way marked does it. */
const referencesIn = (raw: string): readonly string[] =>
  Array.from(raw.matchAll(/\[((?:\\[\s\S]|[^[\]\\])+)\]/g), ([, label = '']) =>
    label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase().toLowerCase(),
  )
