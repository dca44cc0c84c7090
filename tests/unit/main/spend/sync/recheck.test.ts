import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Span } from '#main/spend/coverage.ts'
import type { LogPage } from '#main/spend/sync/log-source.ts'
import { recheck, RecheckTimes } from '#main/spend/sync/recheck.ts'

const LENGTH_MS = 200_000

function within(times: readonly number[], { from, to }: Span): number[] {
  return times.filter((time) => time >= from && time < to)
}

/** Rechecks until nothing is read again, and answers with what is known then. */
async function recheckAll(
  there: readonly number[],
  known: readonly number[],
  pageSize: number,
): Promise<number[]> {
  let now = [...known]
  for (let round = 0; round < 60; round += 1) {
    let rereads = 0
    await recheck(
      { from: 0, to: LENGTH_MS },
      {
        pageSize,
        ask: async ({ span }) => {
          // Both ends belong to a question.
          const total = within(there, { from: span.from, to: span.to + 1 }).length
          return { total, isTotalCapped: false } as LogPage
        },
        count: async (span) => within(now, span).length,
        reread: async (span) => {
          rereads += 1
          now = [...now.filter((time) => time < span.from || time >= span.to), ...within(there, span)]
        },
      },
    )
    if (rereads === 0) return now.toSorted((left, right) => left - right)
  }
  throw new Error('It never ends')
}

const anyTimes = fc.array(fc.nat(LENGTH_MS - 1), { maxLength: 60 })

test('finds every stretch that has got rows, and reads no other', async () => {
  await fc.assert(
    fc.asyncProperty(anyTimes, anyTimes, fc.integer({ min: 1, max: 20 }), async (known, added, pageSize) => {
      const there = [...known, ...added].toSorted((left, right) => left - right)
      expect(await recheckAll(there, known, pageSize)).toEqual(there)
    }),
  )
})

test('short stretches are counted often, long ones seldom', () => {
  const minute = 60_000
  const times = new RecheckTimes()
  const reaches = [0, 1, 2, 4, 20, 22, 40].map((minutes) => times.take(minutes * minute))
  const [half, six] = [30 * minute, 6 * 60 * minute]
  expect(reaches).toEqual([48 * 60 * minute, null, half, half, six, half, six])
  times.reset()
  expect(times.take(41 * minute)).toBe(48 * 60 * minute)
})
