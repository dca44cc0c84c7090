import type { ConfigContainer } from './config-node.ts'
import { type Gap, type GapPiece, gapAfter } from './gap.ts'
import type { Splice } from './splice.ts'
import { type WritingStyle, lineIndent } from './writing-style.ts'

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
  if (container.items.length === 1 && isBareOnlyItem(text, container, style)) {
    return [cut(container.start + 1, container.close)]
  }
  if (after.isCommaFirst) return cutBeforeCommaFirst(before, after)
  if (isLast && index > 0 && after.comma === -1) {
    if (before.isCommaFirst) return [cutItem(before, after, before.comma, isLast)]
    return [cut(before.comma, before.comma + 1), cutItem(before, after, before.leadStart, isLast)]
  }
  return [cutItem(before, after, before.leadStart, isLast)]
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

/** The comma of the item stands before the next one: `1\n, 2`. It goes; comments between it and the item stay. */
function cutBeforeCommaFirst(before: Gap, after: Gap): Splice[] {
  const isFree = after.pieces.some(
    (piece) => isComment(piece) && piece.start >= after.trailEnd && piece.end <= after.comma,
  )
  if (!isFree) return [cut(before.leadStart, after.leadStart)]
  return [cut(before.leadStart, after.trailEnd), cut(after.comma, after.comma + 1)]
}

/** Cuts from the start to where what belongs to the item ends, and the white space that would be left over. */
function cutItem(before: Gap, after: Gap, start: number, isLast: boolean): Splice {
  const end = after.trailEnd
  const ahead = before.pieces.filter((piece) => piece.end <= start)
  const behind = after.pieces.filter((piece) => piece.start >= end)
  const follower = behind.find((piece) => piece.type !== 'space')
  const spaceless = ahead.at(-1)?.type === 'space' ? ahead.slice(0, -1) : ahead
  const lineBreak = spaceless.at(-1)?.type === 'break' ? spaceless.at(-1) : undefined
  const isFollowedOnLine = follower === undefined ? !isLast : follower.type !== 'break'
  if (isFollowedOnLine) return cut(start, follower?.start ?? after.leadStart)
  if (lineBreak === undefined) return cut(spaceless.at(-1)?.end ?? before.pieces[0]?.start ?? start, end)
  if (follower !== undefined) return cut(lineBreak.end, follower.end)
  const isNeeded = spaceless.at(-2)?.type === 'line-comment'
  return cut(isNeeded ? lineBreak.end : lineBreak.start, end)
}

function isComment(piece: GapPiece): boolean {
  return piece.type === 'line-comment' || piece.type === 'block-comment'
}

function cut(start: number, end: number): Splice {
  return { start, end, text: '' }
}
