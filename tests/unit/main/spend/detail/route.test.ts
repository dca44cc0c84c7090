import { expect, test } from 'vitest'

import { routeOf } from '#main/spend/detail/route.ts'
import type { LogEntry } from '#main/spend/log-entry.ts'

import { entriesOf, generatedHistory } from '../../../../helpers/spend-rows.ts'

const [sample] = entriesOf(generatedHistory(1))
const plain = { hasFailed: false, isCacheHit: false, model: 'gpt-4o', providerModel: 'openai/gpt-4o' }

function entry(fields: Partial<LogEntry> = {}): LogEntry {
  if (!sample) throw new Error('No rows were generated')
  return { ...sample, ...plain, ...fields }
}

test('an ordinary call was asked and answered', () => {
  expect(routeOf(entry(), {}, 'https://api.openai.com')).toEqual([
    { kind: 'asked', model: 'gpt-4o', detail: null },
    { kind: 'answered', model: 'gpt-4o', detail: 'openai/gpt-4o at https://api.openai.com' },
  ])
})

test('retries and fallbacks are told where the gateway counts them', () => {
  const metadata = { original_model_group: 'claude', attempted_retries: 2, attempted_fallbacks: 1 }
  expect(routeOf(entry(), metadata, null)).toEqual([
    { kind: 'asked', model: 'claude', detail: null },
    { kind: 'retry', model: 'claude', detail: '2 times tried again.' },
    { kind: 'fallback', model: 'gpt-4o', detail: 'Once handed to another model.' },
    { kind: 'answered', model: 'gpt-4o', detail: 'openai/gpt-4o' },
  ])
})

test('a failure ends with its error, a repeated answer with the cache', () => {
  const failed = routeOf(entry({ hasFailed: true, errorMessage: 'Wait.' }), {}, null)
  expect(failed.at(-1)).toEqual({ kind: 'failed', model: 'gpt-4o', detail: 'Wait.' })
  expect(routeOf(entry({ isCacheHit: true }), {}, null).at(-1)?.kind).toBe('cache')
})
