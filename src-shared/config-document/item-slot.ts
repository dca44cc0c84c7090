import type { ConfigContainer } from './config-node.ts'
import { isAsWritten } from './delete-item.ts'
import { type Gap, gapAfter } from './gap.ts'
import type { Splice } from './splice.ts'
import { indentBefore, itemIndent, lineIndent } from './indentation.ts'
import type { WritingStyle } from './writing-style.ts'

/** Text that becomes an item of a container, with the comments that come with it. */
export interface ItemText {
  readonly text: string
  /** Where in it a comma goes: behind the value. */
  readonly commaAt: number
  /** Whether a line break has to follow. */
  readonly endsWithLineComment: boolean
}

/** Where a new item goes. */
export interface ItemSlot {
  /** Indentation of the line it gets for itself; null when it shares a line. */
  readonly indent: string | null
  /** The changes that put an item there. */
  put(item: ItemText): Splice[]
}

/** A container that gets an item, and what decides how. */
export interface SlotPlace {
  readonly text: string
  readonly container: ConfigContainer
  readonly style: WritingStyle
  /** Whether the first item of a container without line breaks gets a line for itself. */
  readonly opensLines: boolean
  /** Whether the item cannot share a line, because a line comment ends it. */
  readonly needsLine: boolean
}

/** The slot before the item at an index, or behind the last one. Comments that belong to neighbours stay with them. */
export function itemSlot(place: SlotPlace, index: number): ItemSlot {
  const { text, container } = place
  if (container.items.length === 0) return onlySlot(place)
  if (index === 0) return firstSlot(place)
  const gap = gapAfter(text, container, index - 1)
  const isLast = index === container.items.length
  const before = isLast && index > 1 ? gapAfter(text, container, index - 2) : null
  if (gap.isCommaFirst) return isLast ? lineSlot(place, index, gap) : commaFirstSlot(place, index, gap)
  if (before?.isCommaFirst && gap.comma === -1) return lastCommaFirstSlot(place, gap, before)
  const model = isLast ? (before ?? gapAfter(text, container, -1)) : gap
  const needsLine = place.needsLine || hasCommentAtLineEnd(gap, container, index)
  return needsLine || model.firstBreak !== null
    ? lineSlot(place, index, gap)
    : sharedSlot(place, index, gap, before)
}

/** A comment behind the last comma, or to the end of the line, would go over to an item written behind it. */
function hasCommentAtLineEnd(gap: Gap, container: ConfigContainer, index: number): boolean {
  const itemEnd = container.start + (container.items[index - 1]?.end ?? 1)
  const own = gap.pieces.filter((piece) => piece.end <= gap.trailEnd)
  const commaEnd = gap.comma === -1 ? itemEnd : gap.comma + 1
  return own.some(
    (piece) =>
      piece.type === 'line-comment' ||
      (piece.type === 'block-comment' && gap.comma !== -1 && piece.start >= commaEnd),
  )
}

/** The first item of an empty container goes before what comments are in it. */
function onlySlot(place: SlotPlace): ItemSlot {
  const { text, container, style } = place
  const { pieces } = gapAfter(text, container, -1)
  const comment = pieces.find((piece) => piece.type !== 'space' && piece.type !== 'break')
  const firstBreak = pieces.find((piece) => piece.type === 'break')
  const outer = lineIndent(text, container.start)
  const indent = outer + style.indentUnit
  if (firstBreak !== undefined) return emptyLinesSlot(place, indent, firstBreak.end)
  if (comment !== undefined)
    return sharedLine((item) => [insertion(comment.start, `${punctuated(item, true)} `)])
  const at = container.start + 1
  if (place.opensLines && pieces.length === 0) {
    const line = (item: ItemText) => style.newline + indent + punctuated(item, style.hasTrailingComma)
    return { indent, put: (item) => [insertion(at, line(item) + style.newline + outer)] }
  }
  const padding = container.isObject && pieces.length === 0 ? style.padding : ''
  return sharedLine((item) => [insertion(at, padding + item.text + padding)])
}

/**
 * The line break that is there stays. Where the result would look like that of `{}`, the last comma is written the other
 * way, so that deleting the item again gives back the break too.
 */
function emptyLinesSlot(place: SlotPlace, indent: string, at: number): ItemSlot {
  const { text, container, style } = place
  return {
    indent,
    put(item) {
      const isTaken = isAsWritten(
        text.slice(container.start + 1, at) + indent,
        (style.hasTrailingComma ? ',' : '') + style.newline + text.slice(at, container.close),
        container.isObject,
        lineIndent(text, container.start),
        style,
      )
      return [insertion(at, indent + punctuated(item, style.hasTrailingComma !== isTaken) + style.newline)]
    },
  }
}

function firstSlot(place: SlotPlace): ItemSlot {
  const { text, container, style, needsLine } = place
  const { leadStart } = gapAfter(text, container, -1)
  const ownIndent = indentBefore(text, container, 0)
  if (ownIndent !== null) {
    const lineStart = leadStart - ownIndent.length
    return {
      indent: ownIndent,
      put: (item) => [insertion(lineStart, ownIndent + punctuated(item, true) + style.newline)],
    }
  }
  const behind = gapAfter(text, container, 0)
  const hasSpace = container.items.length > 1 && behind.firstBreak === null && !behind.isCommaFirst
  const space = hasSpace ? text.slice(behind.comma + 1, behind.leadStart) : style.separator
  const follow = needsLine ? style.newline + innerIndent(place) : space
  return sharedLine((item) => [insertion(leadStart, punctuated(item, true) + follow)])
}

/** A line of its own behind the line of the item before. */
function lineSlot(place: SlotPlace, index: number, gap: Gap): ItemSlot {
  const { text, container, style } = place
  const isLast = index === container.items.length
  const needsComma = isLast && gap.comma === -1
  const indent =
    indentBefore(text, container, index - 1) ??
    (isLast ? null : indentBefore(text, container, index)) ??
    innerIndent(place)
  return {
    indent,
    put(item) {
      const line = indent + punctuated(item, !needsComma)
      const comma = needsComma
        ? [insertion(container.start + (container.items[index - 1]?.end ?? 1), ',')]
        : []
      if (gap.firstBreak !== null) return [...comma, insertion(gap.firstBreak.end, line + style.newline)]
      const rest = item.endsWithLineComment ? style.newline + (isLast ? '' : indent) : ''
      return [...comma, insertion(Math.max(gap.trailEnd, gap.comma + 1), style.newline + line + rest)]
    },
  }
}

/** Behind the item before, on its line. */
function sharedSlot(place: SlotPlace, index: number, gap: Gap, before: Gap | null): ItemSlot {
  const { text, container, style } = place
  if (index < container.items.length) {
    const space = text.slice(gap.comma + 1, gap.leadStart)
    return sharedLine((item) => [insertion(gap.trailEnd, space + punctuated(item, true))])
  }
  const space = before === null ? style.separator : text.slice(before.comma + 1, before.leadStart)
  if (gap.comma === -1) return sharedLine((item) => [insertion(gap.trailEnd, `,${space}${item.text}`)])
  return sharedLine((item) => [insertion(gap.trailEnd, space + punctuated(item, true))])
}

/** Between two items whose comma begins the line of the second. */
function commaFirstSlot(place: SlotPlace, index: number, gap: Gap): ItemSlot {
  const { text, container } = place
  const lead = commaLead(text, gap)
  return {
    indent: indentBefore(text, container, index - 1) ?? innerIndent(place),
    put: (item) => [insertion(gap.leadStart, `${item.text}${lead.newline}${lead.comma}`)],
  }
}

/** Behind the last item, where the comma before that begins its line. */
function lastCommaFirstSlot(place: SlotPlace, gap: Gap, before: Gap): ItemSlot {
  const lead = commaLead(place.text, before)
  return {
    indent: innerIndent(place),
    put(item) {
      if (gap.firstBreak !== null)
        return [insertion(gap.firstBreak.end, lead.comma + item.text + place.style.newline)]
      const rest = item.endsWithLineComment ? place.style.newline : ''
      return [insertion(gap.trailEnd, lead.newline + lead.comma + item.text + rest)]
    },
  }
}

/** The line break before a comma, and the comma with the white space on both sides. */
function commaLead(text: string, gap: Gap): { newline: string; comma: string } {
  const lineBreak = gap.pieces.findLast((piece) => piece.type === 'break' && piece.end <= gap.comma)
  const indent = /[ \t]*$/.exec(text.slice(lineBreak?.end ?? gap.comma, gap.comma))?.[0] ?? ''
  const space = /^[ \t]*/.exec(text.slice(gap.comma + 1, gap.leadStart))?.[0] ?? ''
  return { newline: text.slice(lineBreak?.start, lineBreak?.end), comma: `${indent},${space}` }
}

/** The indentation of items of a container that get lines of their own. */
function innerIndent({ text, container, style }: SlotPlace): string {
  return itemIndent(text, container) ?? lineIndent(text, container.start) + style.indentUnit
}

function sharedLine(put: ItemSlot['put']): ItemSlot {
  return { indent: null, put }
}

function punctuated(item: ItemText, hasComma: boolean): string {
  return hasComma ? `${item.text.slice(0, item.commaAt)},${item.text.slice(item.commaAt)}` : item.text
}

function insertion(at: number, text: string): Splice {
  return { start: at, end: at, text }
}
