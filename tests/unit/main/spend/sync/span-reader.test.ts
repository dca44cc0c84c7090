import fc from 'fast-check'
import { expect, test } from 'vitest'

import { cover, type Coverage, type Span } from '#main/spend/coverage.ts'
import { seededRandom } from '#main/demo-gateway/seeded-random.ts'
import type { LogEntry } from '#main/spend/log-entry.ts'
import { readBurst } from '#main/spend/sync/burst.ts'
import type { LogPage, LogPageRequest } from '#main/spend/sync/log-source.ts'
import { SpanReader, type ReadPart } from '#main/spend/sync/span-reader.ts'

import { entriesOf, generatedHistory } from '../../../../helpers/spend-rows.ts'

const [sample] = entriesOf(generatedHistory(1))
const START = Date.parse('2026-11-22T00:00:00Z')

function entryAt(offsetMs: number, index: number): LogEntry {
  if (!sample) throw new Error('No rows were generated')
  return { ...sample, id: `row-${index}`, timeMs: START + offsetMs }
}

/** A gateway: whole seconds, both ends included, rows of one moment in another order for every page. */
function gatewayOf(rows: readonly LogEntry[], hasOrders: boolean) {
  let asked = 0
  return (request: LogPageRequest): LogPage => {
    asked += 1
    const { span, page, pageSize, query } = request
    const [from, to] = [Math.floor(span.from / 1000) * 1000, Math.ceil(span.to / 1000) * 1000]
    const isAscending = hasOrders && query?.['sort_order'] === 'asc'
    const random = seededRandom(asked)
    const ties = new Map(rows.map((row) => [row, random.next()]))
    const found = rows
      .filter(({ timeMs }) => timeMs >= from && timeMs <= to)
      .toSorted(
        (left, right) =>
          (isAscending ? left.timeMs - right.timeMs : right.timeMs - left.timeMs) ||
          (ties.get(left) ?? 0) - (ties.get(right) ?? 0),
      )
    const entries = found.slice((page - 1) * pageSize, page * pageSize)
    return {
      entries,
      rowCount: entries.length,
      isFull: entries.length === pageSize,
      total: found.length,
      isTotalCapped: false,
      serverTimeMs: null,
    }
  }
}

/** Reads a stretch as the synchroniser does. */
async function readAll(
  span: Span,
  pageSize: number,
  ask: (request: LogPageRequest) => LogPage,
): Promise<ReadPart[]> {
  const reader = new SpanReader(span, pageSize)
  const parts: ReadPart[] = []
  for (let next = reader.next(); next !== null; next = reader.next()) {
    expect(parts.length).toBeLessThan(2000)
    const part = reader.take(ask({ span: next, page: 1, pageSize }))
    if (part !== null) {
      parts.push(part)
      continue
    }
    const burst = await readBurst(reader.newestSecond, pageSize, async (request) => ask(request))
    parts.push(reader.takeBurst(burst.entries))
  }
  return parts
}

const anyRows = fc
  .array(
    // Quiet hours, bursts within a second, and many rows of the very same moment.
    fc.oneof(fc.nat(600_000), fc.nat(3000), fc.constantFrom(0, 999, 1000, 1001, 599_999)),
    { maxLength: 100 },
  )
  .map((offsets) => offsets.map(entryAt))
const anySpan = fc
  .tuple(fc.nat(600_000), fc.nat(600_000))
  .map(([one, other]): Span => ({ from: START + Math.min(one, other), to: START + Math.max(one, other) }))

test('reads every row of a stretch once, and covers the stretch exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, anySpan, fc.integer({ min: 8, max: 40 }), async (rows, span, pageSize) => {
      const parts = await readAll(span, pageSize, gatewayOf(rows, true))
      expect(parts.reduce<Coverage>((covered, part) => cover(covered, part.span), [])).toEqual(
        span.from < span.to ? [span] : [],
      )
      const length = parts.reduce((sum, part) => sum + part.span.to - part.span.from, 0)
      expect(length).toBe(span.to - span.from)
      const read = parts.flatMap(({ entries }) => entries)
      const wanted = rows.filter(({ timeMs }) => timeMs >= span.from && timeMs < span.to)
      expect(read.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted())
    }),
    { numRuns: 400 },
  )
})

test('asks for first pages alone where no second holds more than a page', async () => {
  const rows = Array.from({ length: 500 }, (_, index) => entryAt(index * 700, index))
  const ask = gatewayOf(rows, true)
  const pages: number[] = []
  await readAll({ from: START, to: START + 400_000 }, 20, (request) => {
    pages.push(request.page)
    return ask(request)
  })
  expect(new Set(pages)).toEqual(new Set([1]))
})

test('a second is not taken for whole when a gateway without orders keeps a row back', async () => {
  const rows = Array.from({ length: 30 }, (_, index) => entryAt(0, index))
  const honest = gatewayOf(rows, false)
  const ask = async (request: LogPageRequest): Promise<LogPage> => {
    const page = honest(request)
    return { ...page, entries: page.entries.filter(({ id }) => id !== 'row-7') }
  }
  const burst = await readBurst({ from: START, to: START + 1000 }, 10, ask)
  expect(burst.isWhole).toBe(false)
  expect(burst.entries).toHaveLength(29)
})

test('a second with more rows than are counted is read to its end', async () => {
  const rows = Array.from({ length: 95 }, (_, index) => entryAt(index, index))
  const honest = gatewayOf(rows, true)
  const ask = async (request: LogPageRequest): Promise<LogPage> => ({
    ...honest(request),
    total: 50,
    isTotalCapped: true,
  })
  const burst = await readBurst({ from: START, to: START + 1000 }, 10, ask)
  expect(burst).toMatchObject({ isWhole: true })
  expect(burst.entries).toHaveLength(95)
})
