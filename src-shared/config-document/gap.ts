import { isLineBreak } from './characters.ts'
import type { ConfigContainer } from './config-node.ts'
import { commentEnd } from './json5-reader.ts'

/** A piece of the text between two values. Line breaks inside block comments are part of the comment. */
export interface GapPiece {
  readonly type: 'space' | 'break' | 'line-comment' | 'block-comment' | 'comma'
  readonly start: number
  readonly end: number
}

/**
 * The text between two neighbours of a container, or between one of them and a bracket, and which comments belong to whom:
 *
 * - To the item before: those on its line, up to the line break, and line comments below that begin in the column of the
 *   one on its line. Behind its comma they are only its own when nothing else follows on that line.
 * - To the item behind: those before it on its line, and those on lines of their own directly above, without a blank line.
 * - To the container: all others. That is what stands on the line of the opening bracket or, behind a comma, of the
 *   closing bracket, what stands below the last item, and blocks with a blank line below them.
 *
 * Offsets are those of the text.
 */
export interface Gap {
  readonly pieces: readonly GapPiece[]
  /** End of what belongs to the item before, with its comma when that is on its line. */
  readonly trailEnd: number
  /** Start of what belongs to the item behind. */
  readonly leadStart: number
  /** -1 when there is none. */
  readonly comma: number
  /** Whether the comma stands behind a line break: `1\n, 2`. */
  readonly isCommaFirst: boolean
  /** The first line break behind comma and trail; null when there is none. */
  readonly firstBreak: GapPiece | null
}

/** The gap behind the item at the index; -1 is the one behind the opening bracket. */
export function gapAfter(text: string, container: ConfigContainer, index: number): Gap {
  const { start, items, close } = container
  const item = items[index]
  const next = items[index + 1]
  const from = start + (item?.end ?? 1)
  const pieces = gapPieces(text, from, next === undefined ? close : start + next.start)
  const commaIndex = pieces.findIndex((piece) => piece.type === 'comma')
  const breakIndex = pieces.findIndex((piece) => piece.type === 'break')
  const comma = pieces[commaIndex]?.start ?? -1
  const trail = item === undefined ? [] : trailOf(text, pieces)
  const trailEnd = trail.at(-1)?.end ?? from
  const behind = pieces.filter((piece) => piece.start >= trailEnd && piece.start > comma)
  return {
    pieces,
    trailEnd,
    leadStart: next === undefined ? close : leadStart(behind, start + next.start),
    comma,
    isCommaFirst: breakIndex !== -1 && breakIndex < commaIndex,
    firstBreak: behind.find((piece) => piece.type === 'break') ?? null,
  }
}

/** What belongs to the item before. Behind the comma that is nothing where the line goes on, at least with a bracket. */
function trailOf(text: string, pieces: readonly GapPiece[]): readonly GapPiece[] {
  const breakIndex = pieces.findIndex((piece) => piece.type === 'break')
  const line = breakIndex === -1 ? pieces : pieces.slice(0, breakIndex)
  const commaIndex = line.findIndex((piece) => piece.type === 'comma')
  const own = breakIndex === -1 && commaIndex !== -1 ? line.slice(0, commaIndex + 1) : line
  const end = own.findLastIndex((piece) => piece.type !== 'space') + 1
  const last = own[end - 1]
  if (last?.type !== 'line-comment') return own.slice(0, end)
  const column = columnOf(text, last.start) - (commaIndex === -1 ? 0 : 1)
  return pieces.slice(0, continuationEnd(text, pieces, end, column))
}

/**
 * Index behind the line comments that stand below another, each on a line of its own in its column; one further right is
 * taken too, as the comma before the first may have come or gone.
 */
function continuationEnd(text: string, pieces: readonly GapPiece[], index: number, column: number): number {
  let end = index
  while (pieces[end]?.type === 'break') {
    const comment = pieces[end + 1]?.type === 'space' ? end + 2 : end + 1
    const piece = pieces[comment]
    const distance = piece?.type === 'line-comment' ? columnOf(text, piece.start) - column : -1
    if (distance !== 0 && distance !== 1) break
    end = comment + 1
  }
  return end
}

/** UTF-16 units from the start of the line. */
function columnOf(text: string, offset: number): number {
  let lineStart = offset
  while (lineStart > 0 && !isLineBreak(text.charCodeAt(lineStart - 1))) lineStart -= 1
  return offset - lineStart
}

function leadStart(pieces: readonly GapPiece[], itemStart: number): number {
  const breakIndex = pieces.findIndex((piece) => piece.type === 'break')
  let lead = itemStart
  let isBlankLine = false
  for (const piece of pieces.slice(breakIndex + 1).toReversed()) {
    if (piece.type === 'break') {
      if (isBlankLine) break
      isBlankLine = true
    } else if (piece.type !== 'space') {
      lead = piece.start
      isBlankLine = false
    }
  }
  return lead
}

/** Cuts a text without values into its pieces. */
export function gapPieces(text: string, from: number, to: number): GapPiece[] {
  const pieces: GapPiece[] = []
  let at = from
  while (at < to) {
    const type = pieceType(text, at)
    const end = pieceEnd(text, at, type, to)
    pieces.push({ type, start: at, end })
    at = end
  }
  return pieces
}

function pieceType(text: string, at: number): GapPiece['type'] {
  const character = text.charAt(at)
  if (character === ',') return 'comma'
  if (character === '/') return text.charAt(at + 1) === '*' ? 'block-comment' : 'line-comment'
  return isLineBreak(text.charCodeAt(at)) ? 'break' : 'space'
}

function pieceEnd(text: string, start: number, type: GapPiece['type'], limit: number): number {
  switch (type) {
    case 'comma':
      return start + 1
    case 'line-comment':
    case 'block-comment':
      return commentEnd(text, start)
    case 'break':
      return text.startsWith('\r\n', start) ? start + 2 : start + 1
    case 'space': {
      let at = start + 1
      while (at < limit && pieceType(text, at) === 'space') at += 1
      return at
    }
  }
}
