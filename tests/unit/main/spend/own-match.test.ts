import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { LogEntry } from '#main/spend/log-entry.ts'
import { matchCalls } from '#main/spend/own-match.ts'

import { sampleCall } from '../../../helpers/sample-calls.ts'
import { entriesOf, generatedHistory } from '../../../helpers/spend-rows.ts'

const [sample] = entriesOf(generatedHistory(1))

function row(fields: Partial<LogEntry>): LogEntry {
  if (!sample) throw new Error('No rows were generated')
  return { ...sample, model: 'gpt-4o', cost: 1_000_000n, ...fields }
}

const start = Date.parse('2026-11-22T12:00:00.000Z')

test('a row is joined by the answer’s id, even from the gateway’s cache', () => {
  const call = sampleCall('one')
  const bill = { id: 'one', billed: '0.000001' }
  expect(matchCalls([call], [row({ id: 'x' }), row({ id: 'chatcmpl-one' })], 0)).toEqual([
    { ...bill, logId: 'chatcmpl-one' },
  ])
  const cached = row({ id: 'chatcmpl-one_cache_hit1795000000', cost: 0n })
  expect(matchCalls([call], [cached], 0)).toEqual([{ id: 'one', billed: '0', logId: cached.id }])
})

test('a row is joined by the call’s id: newer gateways have a column for it, failures are logged under it', () => {
  const call = sampleCall('one', { completionId: null })
  expect(matchCalls([call], [row({ id: 'other', callId: 'call-one' })], 0)).toMatchObject([
    { logId: 'other' },
  ])
  expect(matchCalls([call], [row({ id: 'call-one', callId: null })], 0)).toMatchObject([
    { logId: 'call-one' },
  ])
})

test('the third way is the conversation, the model and the time, by the gateway’s clock', () => {
  const call = sampleCall('one', { completionId: null, callId: null })
  const session = { sessionId: 'conversation', callId: null }
  const at = (offsetMs: number, fields: Partial<LogEntry> = {}): LogEntry =>
    row({ id: `at ${offsetMs}`, timeMs: start + offsetMs, ...session, ...fields })
  expect(matchCalls([call], [at(60_000), at(3000)], 0)).toMatchObject([{ logId: 'at 3000' }])
  expect(matchCalls([call], [at(3000), at(60_000)], 60_000)).toMatchObject([{ logId: 'at 60000' }])
  expect(matchCalls([call], [at(0, { sessionId: 'another' })], 0)).toEqual([])
  expect(matchCalls([call], [at(0, { model: 'another' })], 0)).toEqual([])
})

test('a row pays for one call, a call is paid once, and ids come before guesses', () => {
  const anyId = fc.option(fc.constantFrom('a', 'b', 'c'))
  const anyCalls = fc
    .array(fc.tuple(anyId, anyId), { maxLength: 5 })
    .map((ids) =>
      ids.map(([completionId, callId], index) => sampleCall(String(index), { completionId, callId })),
    )
  const anyRows = fc
    .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), anyId), {
      maxLength: 5,
      selector: ([id]) => id,
    })
    .map((rows) => rows.map(([id, callId]) => row({ id, callId, sessionId: 'conversation', timeMs: start })))
  fc.assert(
    fc.property(anyCalls, anyRows, (calls, rows) => {
      const bills = matchCalls(calls, rows, 0)
      expect(new Set(bills.map(({ id }) => id)).size).toBe(bills.length)
      expect(new Set(bills.map(({ logId }) => logId)).size).toBe(bills.length)
      for (const entry of rows) {
        const sure = calls.filter(({ completionId }) => completionId === entry.id)
        if (sure.length > 0) expect(bills.some(({ logId }) => logId === entry.id)).toBe(true)
      }
    }),
  )
})
