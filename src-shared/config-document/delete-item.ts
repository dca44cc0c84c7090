import type { ConfigContainer } from './config-node.ts'
import { type Gap, type GapPiece, gapAfter } from './gap.ts'
import type { Splice } from './splice.ts'
import { lineIndent } from './indentation.ts'
import type { WritingStyle } from './writing-style.ts'

/**
 * The changes that take an item out of its container, with the comments that belong to it. Its lines go when it has them
 * for itself; the comma before it goes when it was the last and had none of its own.
 *
 * @param style what the text around the container shows
 */
export function deleteItem(
  text: string,
  container: ConfigContainer,
  index: number,
  style: WritingStyle,
): Splice[] {
  const before = gapAfter(text, container, index - 1)
  const after = gapAfter(text, container, index)
  const isLast = index === container.items.length - 1
  const role = { isLast, isOnly: container.items.length === 1 }
  if (role.isOnly && isBareOnlyItem(text, container, style))
    return [cut(container.start + 1, container.close)]
  if (after.isCommaFirst) {
    if (!hasCommentBeforeComma(after))
      return [cutItem(before, after, before.leadStart, after.comma + 1, role)]
    return [cut(before.leadStart, after.trailEnd), cut(after.comma, after.comma + 1)]
  }
  if (!isLast || role.isOnly || after.comma !== -1) {
    return [cutItem(before, after, before.leadStart, after.trailEnd, role)]
  }
  if (before.isCommaFirst && isDirectlyBehindComma(before))
    return [cutItem(before, after, before.comma, after.trailEnd, role)]
  const comma = cut(before.comma, before.comma + 1)
  return [comma, cutItem(before, after, before.leadStart, after.trailEnd, role)]
}

function isBareOnlyItem(text: string, container: ConfigContainer, style: WritingStyle): boolean {
  const [item] = container.items
  const left = text.slice(container.start + 1, container.start + (item?.start ?? 1))
  const right = text.slice(container.start + (item?.end ?? 1), container.close)
  return isAsWritten(left, right, container.isObject, lineIndent(text, container.start), style)
}

/**
 * Whether the text on both sides of a container's only item, up to the brackets, is what is written into an empty
 * container whose line is indented by `outer`. Then the brackets close again when the item goes.
 */
export function isAsWritten(
  left: string,
  right: string,
  isObject: boolean,
  outer: string,
  style: WritingStyle,
): boolean {
  const padding = isObject ? style.padding : ''
  if (left === padding && right === padding) return true
  const comma = style.hasTrailingComma ? ',' : ''
  return left === style.newline + outer + style.indentUnit && right === comma + style.newline + outer
}

function isDirectlyBehindComma(before: Gap): boolean {
  const between = before.pieces.filter((piece) => piece.start > before.comma && piece.end <= before.leadStart)
  return between.every((piece) => piece.type === 'space')
}

/** Whether comments of no item stand between the item and its comma on a later line. */
function hasCommentBeforeComma(after: Gap): boolean {
  return after.pieces.some(
    (piece) => isComment(piece) && piece.start >= after.trailEnd && piece.end <= after.comma,
  )
}

/** Cuts a piece of the text, and the white space that would be left over. */
function cutItem(before: Gap, after: Gap, start: number, end: number, role: ItemRole): Splice {
  const ahead = before.pieces.filter((piece) => piece.end <= start)
  const spaceless = ahead.at(-1)?.type === 'space' ? ahead.slice(0, -1) : ahead
  const lineBreak = spaceless.at(-1)?.type === 'break' ? spaceless.at(-1) : undefined
  const follower = after.pieces.find((piece) => piece.start >= end && piece.type !== 'space')
  const endsLine = follower?.type === 'break'
  if (!endsLine && !role.isLast) return cut(start, follower?.start ?? after.leadStart)
  if (!endsLine && role.isOnly && !lineBreak && follower) return cut(start, follower.start)
  if (lineBreak === undefined) return cut(spaceless.at(-1)?.end ?? before.pieces[0]?.start ?? start, end)
  if (endsLine) return cutLines(spaceless, lineBreak, follower, after, role)
  const isNeeded = spaceless.at(-2)?.type === 'line-comment'
  return cut(isNeeded ? lineBreak.end : lineBreak.start, end)
}

/**
 * Cuts whole lines, and one of the blank lines where one would be left on either side, or before the bracket. None of
 * that is ever around an item that was only just added.
 */
function cutLines(
  ahead: readonly GapPiece[],
  lineBreak: GapPiece,
  follower: GapPiece,
  after: Gap,
  role: ItemRole,
): Splice {
  const above = ahead.slice(0, -1).findLast((piece) => piece.type !== 'space')
  const below = after.pieces.find((piece) => piece.start >= follower.end && piece.type !== 'space')
  if (above?.type !== 'break') return cut(lineBreak.end, follower.end)
  if (below?.type === 'break') return cut(lineBreak.end, below.end)
  const isBeforeBracket = role.isLast && below === undefined
  return cut(isBeforeBracket ? above.end : lineBreak.end, follower.end)
}

interface ItemRole {
  readonly isLast: boolean
  readonly isOnly: boolean
}

function isComment(piece: GapPiece): boolean {
  return piece.type === 'line-comment' || piece.type === 'block-comment'
}

function cut(start: number, end: number): Splice {
  return { start, end, text: '' }
}
