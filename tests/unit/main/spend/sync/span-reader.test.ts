import fc from 'fast-check'
import { expect, test } from 'vitest'

import { cover, type Coverage, type Span } from '#main/spend/coverage.ts'
import type { LogEntry } from '#main/spend/log-entry.ts'
import { SpanReader, type NextPage } from '#main/spend/sync/span-reader.ts'

import { entriesOf, generatedHistory } from '../../../../helpers/spend-rows.ts'

const [sample] = entriesOf(generatedHistory(1))
const START = Date.parse('2026-11-22T00:00:00Z')

function entryAt(offsetMs: number, index: number): LogEntry {
  if (!sample) throw new Error('No rows were generated')
  return { ...sample, id: `row-${index}`, timeMs: START + offsetMs }
}

/** Answers as LiteLLM does: whole seconds, both ends included, newest first, rows of one moment in no order. */
function answer(rows: readonly LogEntry[], { span, page }: NextPage, pageSize: number) {
  const [from, to] = [Math.floor(span.from / 1000) * 1000, Math.ceil(span.to / 1000) * 1000]
  const order = (entry: LogEntry): number => (Number(entry.id.slice(4)) * 7919) % 1009
  const found = rows
    .filter(({ timeMs }) => timeMs >= from && timeMs <= to)
    .toSorted((left, right) => right.timeMs - left.timeMs || order(left) - order(right))
  const entries = found.slice((page - 1) * pageSize, page * pageSize)
  return { entries, isFull: entries.length === pageSize }
}

const anyRows = fc
  .array(
    // Quiet hours, bursts within a second, and many rows of the very same moment.
    fc.oneof(fc.nat(600_000), fc.nat(3000), fc.constantFrom(0, 999, 1000, 1001, 599_999)),
    { maxLength: 120 },
  )
  .map((offsets) => offsets.map(entryAt))
const anySpan = fc
  .tuple(fc.nat(600_000), fc.nat(600_000))
  .map(([one, other]): Span => ({ from: START + Math.min(one, other), to: START + Math.max(one, other) }))

test('reads every row of a stretch once, and covers the stretch exactly once', () => {
  fc.assert(
    fc.property(anyRows, anySpan, fc.integer({ min: 1, max: 12 }), (rows, span, pageSize) => {
      const reader = new SpanReader(span, pageSize)
      const read: LogEntry[] = []
      let covered: Coverage = []
      let length = 0
      let questions = 0
      for (let next = reader.next(); next !== null; next = reader.next()) {
        const part = reader.take(answer(rows, next, pageSize))
        questions += 1
        expect(questions).toBeLessThan(2000)
        if (part === null) continue
        read.push(...part.entries)
        length += part.span.to - part.span.from
        covered = cover(covered, part.span)
      }
      expect(covered).toEqual(span.from < span.to ? [span] : [])
      expect(length).toBe(span.to - span.from)
      const wanted = rows.filter(({ timeMs }) => timeMs >= span.from && timeMs < span.to)
      expect(read.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted())
    }),
    { numRuns: 500 },
  )
})

test('asks for first pages alone where no second holds more than a page', () => {
  const rows = Array.from({ length: 500 }, (_, index) => entryAt(index * 700, index))
  const reader = new SpanReader({ from: START, to: START + 400_000 }, 20)
  for (let next = reader.next(); next !== null; next = reader.next()) {
    expect(next.page).toBe(1)
    reader.take(answer(rows, next, 20))
  }
})
