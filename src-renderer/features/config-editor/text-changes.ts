import { diff } from '@codemirror/merge'

/** A piece of a text replaced: offsets into the old text. */
export interface TextChange {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** Above this many characters between the first and the last difference, the whole stretch is one change. */
const maxComparedLength = 20_000

/** The changes that make one text of another: few and small, so that cursor, marks and history keep their places. */
export function textChanges(before: string, after: string): readonly TextChange[] {
  const start = sharedStart(before, after)
  const end = sharedEnd(before, after, start)
  const from = before.slice(start, before.length - end)
  const to = after.slice(start, after.length - end)
  if (from === '' && to === '') return []
  const isLong = from.length + to.length > maxComparedLength
  if (from === '' || to === '' || isLong) return [{ from: start, to: start + from.length, insert: to }]
  return diff(from, to).map(({ fromA, toA, fromB, toB }) => ({
    from: start + fromA,
    to: start + toA,
    insert: to.slice(fromB, toB),
  }))
}

/** Length of what both begin with; never ends between the two halves of a character or line break. */
function sharedStart(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  let count = 0
  while (count < length && left.charCodeAt(count) === right.charCodeAt(count)) count += 1
  return isInside(left, count) || isInside(right, count) ? count - 1 : count
}

/** Length of what both end with beyond `start`. */
function sharedEnd(left: string, right: string, start: number): number {
  const length = Math.min(left.length, right.length) - start
  let count = 0
  while (
    count < length &&
    left.charCodeAt(left.length - count - 1) === right.charCodeAt(right.length - count - 1)
  )
    count += 1
  const isSplit = isInside(left, left.length - count) || isInside(right, right.length - count)
  return isSplit && count > 0 ? count - 1 : count
}

/** Whether an offset lies between two UTF-16 units that belong together. */
function isInside(text: string, offset: number): boolean {
  const before = text[offset - 1]
  const after = text[offset]
  if (before === undefined || after === undefined) return false
  return (before === '\r' && after === '\n') || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(before + after)
}
