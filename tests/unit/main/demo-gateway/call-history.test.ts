import fc from 'fast-check'
import { expect, test } from 'vitest'

import { callHistory } from '#main/demo-gateway/call-history.ts'

const plan = {
  count: 50_000,
  from: new Date('2026-09-01T00:00:00Z'),
  to: new Date('2026-11-22T03:27:00Z'),
  isNewer: true,
}
const history = callHistory(plan)
const anyIndex = fc.integer({ min: 0, max: plan.count - 1 })

test('makes the same rows every time, each with an id of its own', () => {
  const again = callHistory(plan)
  fc.assert(
    fc.property(anyIndex, (index) => {
      expect(again.row(index)).toEqual(history.row(index))
    }),
  )
  const ids = new Set(Array.from({ length: plan.count }, (_, index) => history.row(index).request_id))
  expect(ids.size).toBe(plan.count)
})

test('rows are in the order of time, and a time leads to its row', () => {
  const times = Array.from({ length: plan.count }, (_, index) => history.timeOf(index))
  expect(times).toEqual(times.toSorted((left, right) => left - right))
  const anyTime = fc.integer({ min: plan.from.getTime() - 1000, max: plan.to.getTime() + 1000 })
  fc.assert(
    fc.property(anyTime, (time) => {
      expect(history.indexAt(time)).toBe(times.filter((other) => other < time).length)
    }),
  )
  expect([history.indexAt(-Infinity), history.indexAt(Infinity)]).toEqual([0, plan.count])
})

test('finds a row by its request id and by its call id', () => {
  fc.assert(
    fc.property(anyIndex, (index) => {
      const row = history.row(index)
      expect(history.find(row.request_id)).toEqual(row)
      if (row.litellm_call_id !== undefined) expect(history.find(row.litellm_call_id)).toEqual(row)
    }),
  )
  expect(history.find('chatcmpl-nobody')).toBeNull()
})

test('has what real logs have: failures, cache hits, sessions, repeated tags, rows without status', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => history.row(index * 10))
  const share = (has: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(has).length / rows.length
  expect(share((row) => row.status === 'failure')).toBeGreaterThan(0.01)
  expect(share((row) => row.cache_hit === 'True' && row.spend === 0)).toBeGreaterThan(0.01)
  expect(share((row) => row.status === null)).toBeGreaterThan(0.03)
  expect(share((row) => new Set(row.request_tags).size < row.request_tags.length)).toBeGreaterThan(0.01)
  expect(new Set(rows.map((row) => row.session_id)).size).toBeLessThan(rows.length)
  expect(new Set(rows.map((row) => row.api_key)).size).toBe(40)
})
