import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { usdOf } from '#main/spend/pico-usd.ts'
import type { LogEntry } from '#main/spend/log-entry.ts'
import { readFacets } from '#main/spend/mirror/facets.ts'
import { readFigures } from '#main/spend/mirror/figures.ts'
import { filterSql } from '#main/spend/mirror/filter-sql.ts'
import { readGroups } from '#main/spend/mirror/groups.ts'
import { Mirror } from '#main/spend/mirror/mirror.ts'
import { Pages } from '#main/spend/mirror/page.ts'
import { readSeries } from '#main/spend/mirror/series.ts'
import { stepRule } from '#main/spend/time-steps.ts'
import {
  noFilter,
  SpendDimension,
  SpendQuantity,
  TimeStep,
  type SpendFilter,
  type SpendMeasure,
} from '#shared/spend-query.ts'

import { inOrder, passes, percentile, sortKeys, valuesOf } from '../../../../helpers/reference-spend.ts'
import { entriesOf, fillMirror, generatedHistory } from '../../../../helpers/spend-rows.ts'

const history = generatedHistory(3000)
const entries = entriesOf(history)
const hostile = [
  "'; DROP TABLE log; --",
  '%',
  '_',
  '\\',
  '"',
  "a' OR '1'='1",
  '\u{FFFC}',
  '\u001F',
  '?',
  '$1',
  'é',
]
let mirror: Mirror
let pages: Pages

beforeAll(async () => {
  mirror = await Mirror.open(':memory:')
  await fillMirror(mirror, history, { batchRows: 700 })
  pages = new Pages(mirror, () => mirror.generation)
})
afterAll(() => mirror.close())

const dimensions = SpendDimension.options.filter((dimension) => dimension !== 'conversation')
const anyEntry = fc.nat(entries.length - 1).map((index) => entries[index]!)
const anyChoice = fc
  .tuple(
    fc.constantFrom(...dimensions),
    fc.array(fc.oneof({ weight: 4, arbitrary: anyEntry }, fc.constantFrom(...hostile, '')), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.boolean(),
  )
  .map(([dimension, chosen, isExcluded]) => {
    const values = chosen.flatMap((value) =>
      typeof value === 'string' ? [value] : valuesOf(value, dimension),
    )
    return [dimension, { isExcluded, values }] as const
  })
const anyBounds = fc
  .tuple(fc.constantFrom(...SpendQuantity.options), anyEntry, anyEntry, fc.boolean(), fc.boolean())
  .map(([quantity, low, high, hasMin, hasMax]) => {
    const value = (entry: LogEntry): number =>
      quantity === 'cost' ? Number(usdOf(entry.cost)) : (entry[quantity] ?? 0)
    return [quantity, { min: hasMin ? value(low) : null, max: hasMax ? value(high) : null }] as const
  })
const anyText = fc.oneof(
  fc.constant(''),
  fc.constantFrom(...hostile, 'legal', 'RATE limit', 'gpt-4o prod', 'chatcmpl', 'User 400'),
  anyEntry.map((entry) => entry.id),
  anyEntry.map((entry) => entry.callId ?? ''),
  fc.tuple(anyEntry, fc.integer({ min: 1, max: 40 })).map(([entry, length]) => entry.id.slice(0, length)),
  anyEntry.map((entry) => entry.keyHash?.slice(0, 12) ?? ''),
  fc.string({ maxLength: 12 }),
)
const anyTime = fc.option(anyEntry.map((entry) => new Date(entry.timeMs).toISOString()))
const anyFilter: fc.Arbitrary<SpendFilter> = fc.record({
  from: anyTime,
  to: anyTime,
  choices: fc.array(anyChoice, { maxLength: 2 }).map((choices) => Object.fromEntries(choices)),
  bounds: fc.array(anyBounds, { maxLength: 2 }).map((bounds) => Object.fromEntries(bounds)),
  text: anyText,
})

describe('a filter', () => {
  test('keeps exactly the rows it means', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const question = { filter, sort: { column: 'time', direction: 'descending' } } as const
        const { rows, total } = await pages.page('gateway', question, { offset: 0, limit: 20 })
        const wanted = entries.filter((entry) => passes(entry, filter))
        expect(total).toBe(wanted.length)
        expect(rows.map(({ entry }) => entry.timeMs)).toEqual(
          wanted
            .map(({ timeMs }) => timeMs)
            .toSorted((left, right) => right - left)
            .slice(0, 20),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('has nothing of what was chosen or typed in its SQL', () => {
    fc.assert(
      fc.property(fc.constantFrom(...dimensions), fc.string({ minLength: 1 }), (dimension, text) => {
        const marked = `«${text}»`
        const choices = { [dimension]: { isExcluded: false, values: [marked] } }
        const { sql, parameters } = filterSql({ ...noFilter, choices, text: marked }, null)
        expect(sql).not.toContain('«')
        expect(sql.split('?').length - 1).toBe(parameters.length)
      }),
    )
  })
})

describe('rows', () => {
  test.each(Object.keys(sortKeys) as (keyof typeof sortKeys)[])('come in the order of %s', async (column) => {
    const keyOf = sortKeys[column]
    for (const direction of ['ascending', 'descending'] as const) {
      const question = { filter: noFilter, sort: { column, direction } }
      const expected = inOrder(entries, keyOf ?? (() => null), direction === 'ascending')
      // The first page is found by itself, the second from the order as a whole.
      for (const offset of [0, 1900]) {
        const rows = await pages.rows('gateway', question, { offset, limit: 150 })
        const shown = rows.map(({ entry }) => [keyOf?.(entry), entry.timeMs])
        expect(shown).toEqual(
          expected.slice(offset, offset + 150).map((entry) => [keyOf?.(entry), entry.timeMs]),
        )
      }
    }
  })

  test('are there once each, whole, over all pages', async () => {
    const question = { filter: noFilter, sort: { column: 'status', direction: 'ascending' } } as const
    const seen: LogEntry[] = []
    for (let offset = 0; offset < entries.length; offset += 500) {
      const rows = await pages.rows('gateway', question, { offset, limit: 500 })
      seen.push(...rows.map(({ entry }) => entry))
    }
    const byId = (left: LogEntry, right: LogEntry): number => (left.id < right.id ? -1 : 1)
    expect(seen.toSorted(byId)).toEqual(entries.toSorted(byId))
  })
})

const measures: SpendMeasure[] = [
  'calls',
  'failures',
  'tokens',
  'costAverage',
  'durationP95',
  'firstTokenP50',
]

function expectedFigures(rows: readonly LogEntry[]) {
  const cost = rows.reduce((sum, { cost: added }) => sum + added, 0n)
  const timed = rows.filter(({ hasFailed, isCacheHit }) => !hasFailed && !isCacheHit)
  return {
    cost: usdOf(cost),
    values: {
      calls: rows.length,
      failures: rows.filter(({ hasFailed }) => hasFailed).length,
      tokens: rows.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0),
      costAverage: rows.length === 0 ? null : closeTo(Number(usdOf(cost)) / rows.length),
      durationP95: closeTo(
        percentile(
          timed.map(({ durationMs }) => durationMs),
          0.95,
        ),
      ),
      firstTokenP50: closeTo(
        percentile(
          timed.flatMap(({ firstTokenMs }) => firstTokenMs ?? []),
          0.5,
        ),
      ),
    },
  }
}

function closeTo(value: number | null): unknown {
  return value === null ? null : expect.closeTo(value, 6)
}

describe('sums', () => {
  test('over everything are exact, also of nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const figures = await readFigures(mirror, 'gateway', { filter, measures })
        expect(figures).toEqual(expectedFigures(entries.filter((entry) => passes(entry, filter))))
      }),
      { numRuns: 60 },
    )
  })

  test.each(dimensions)('by %s are those of its rows', async (by) => {
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const { groups, total } = await readGroups(mirror, 'gateway', {
          filter,
          by,
          timeZone: 'UTC',
          measures,
          sort: { by: 'cost', direction: 'descending' },
          offset: 0,
          limit: 25,
        })
        const rows = entries.filter((entry) => passes(entry, filter))
        const expected = new Map<string, LogEntry[]>()
        for (const entry of rows) {
          for (const value of valuesOf(entry, by))
            expected.set(value, [...(expected.get(value) ?? []), entry])
        }
        expect(total).toBe(expected.size)
        expect(groups).toHaveLength(Math.min(25, expected.size))
        for (const { key, figures } of groups)
          expect(figures).toEqual(expectedFigures(expected.get(key) ?? []))
        const costs = groups.map(({ figures }) => Number(figures.cost))
        expect(costs).toEqual(costs.toSorted((left, right) => right - left))
      }),
      { numRuns: 6 },
    )
  })

  test.each(TimeStep.options)('by %s are those of the zone’s steps', async (by) => {
    const timeZone = 'Europe/Berlin'
    const filter = { ...noFilter, from: '2026-10-20T10:11:12Z', to: '2026-11-10T00:00:00Z' }
    const { groups } = await readGroups(mirror, 'gateway', {
      filter,
      by,
      timeZone,
      measures,
      sort: { by: 'key', direction: 'ascending' },
      offset: 0,
      limit: 1000,
    })
    const rule = stepRule(by, timeZone, Date.parse(filter.from), Date.parse(filter.to))
    const steps = Map.groupBy(
      entries.filter((entry) => passes(entry, filter)),
      (entry) => new Date(rule.startOf(rule.numberOf(entry.timeMs))).toISOString(),
    )
    expect(groups.map(({ key }) => key)).toEqual([...steps.keys()].toSorted().slice(0, 1000))
    for (const { key, figures } of groups) expect(figures).toEqual(expectedFigures(steps.get(key) ?? []))
  })

  test('over time add up to the whole, split or not', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.constantFrom(null, ...dimensions), async (filter, stackBy) => {
        const series = await readSeries(mirror, 'gateway', {
          filter,
          step: null,
          timeZone: 'America/New_York',
          measures: ['calls', 'cost'],
          stackBy,
          top: 3,
        })
        const rows = entries.filter((entry) => passes(entry, filter))
        const counted = stackBy === null ? rows : rows.flatMap((entry) => valuesOf(entry, stackBy))
        const calls = series.lines.flatMap(({ values }) => values.calls ?? [])
        expect(calls.reduce((sum: number, count) => sum + (count ?? 0), 0)).toBe(counted.length)
        expect(series.lines.length).toBeLessThanOrEqual(4)
        for (const line of series.lines) {
          expect(line.values.cost).toHaveLength(series.times.length)
          const drawn = line.values.cost?.reduce((sum: number, cost) => sum + (cost ?? 0), 0) ?? 0
          expect(drawn).toBeCloseTo(Number(line.cost), 6)
        }
        expect(series.times).toEqual([...new Set(series.times)].toSorted())
      }),
      { numRuns: 40 },
    )
  })
})

describe('facets', () => {
  test.each(dimensions)('count the rows of each %s as if nothing were chosen in it', async (dimension) => {
    const others: SpendFilter = {
      ...noFilter,
      choices: dimension === 'model' ? {} : { model: { isExcluded: true, values: ['gpt-4o'] } },
    }
    const chosen = { isExcluded: false, values: [...valuesOf(entries[0]!, dimension)] }
    const filter = { ...others, choices: { ...others.choices, [dimension]: chosen } }
    const counts = new Map<string, number>()
    for (const entry of entries.filter((row) => passes(row, others))) {
      for (const value of valuesOf(entry, dimension)) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    const { facets, total } = await readFacets(mirror, 'gateway', dimension, {
      filter,
      search: '',
      limit: 50,
    })
    expect(total).toBe(counts.size)
    for (const { value, calls } of facets) expect([value, calls]).toEqual([value, counts.get(value)])
  })

  test('are found by a part of their label', async () => {
    const question = { filter: noFilter, search: 'LEGAL', limit: 50 }
    const { facets } = await readFacets(mirror, 'gateway', 'key', question)
    expect(facets.length).toBeGreaterThan(0)
    for (const { label, value } of facets) {
      expect(label).toContain('legal')
      expect(value).toMatch(/^[\da-f]{64}$/)
    }
  })
})
