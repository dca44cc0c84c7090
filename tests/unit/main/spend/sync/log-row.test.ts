import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readLogRow, timeOf } from '#main/spend/sync/log-row.ts'

const row = {
  request_id: 'chatcmpl-1',
  call_type: 'acompletion',
  api_key: 'abc123',
  spend: 2.25e-5,
  prompt_tokens: 10,
  completion_tokens: 20,
  startTime: '2026-11-22T03:27:00.125Z',
  endTime: '2026-11-22T03:27:02.125Z',
  completionStartTime: '2026-11-22T03:27:00.625Z',
  model: 'openai/gpt-4o',
  model_id: 'deployment-1',
  model_group: 'gpt-4o',
  custom_llm_provider: 'openai',
  user: 'someone',
  metadata: {
    user_api_key_alias: 'ci',
    user_api_key_team_alias: 'Platform',
    usage_object: {
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 5 },
    },
  },
  cache_hit: 'False',
  request_tags: ['prod', 'prod', 'User-Agent: curl', 'User-Agent: curl/8.5.0'],
  team_id: 'team-1',
  end_user: '',
  session_id: 'session-1',
  status: 'success',
  litellm_call_id: 'call-1',
  request_duration_ms: 2001,
}

const entry = {
  id: 'chatcmpl-1',
  timeMs: Date.parse('2026-11-22T03:27:00.125Z'),
  callId: 'call-1',
  model: 'gpt-4o',
  providerModel: 'openai/gpt-4o',
  provider: 'openai',
  callType: 'acompletion',
  keyHash: 'abc123',
  keyAlias: 'ci',
  user: 'someone',
  endUser: null,
  teamId: 'team-1',
  teamAlias: 'Platform',
  tags: ['prod'],
  client: 'curl/8.5.0',
  sessionId: 'session-1',
  deploymentId: 'deployment-1',
  hasFailed: false,
  cost: 22_500_000n,
  inputTokens: 10,
  outputTokens: 20,
  cachedTokens: 4,
  reasoningTokens: 5,
  durationMs: 2001,
  firstTokenMs: 500,
  isCacheHit: false,
  errorClass: null,
  errorCode: null,
  errorMessage: null,
}

test('reads a row of a newer gateway', () => {
  expect(readLogRow(row)).toEqual(entry)
})

test('reads columns that come as JSON text, as raw queries give them', () => {
  const raw = {
    ...row,
    metadata: JSON.stringify(row.metadata),
    request_tags: JSON.stringify(row.request_tags),
  }
  expect(readLogRow(raw)).toEqual(entry)
})

test('reads a row of an old version: no status, no duration, an answer that was not streamed', () => {
  const { litellm_call_id: _callId, request_duration_ms: _duration, ...old } = row
  expect(readLogRow({ ...old, status: null, completionStartTime: old.endTime })).toEqual({
    ...entry,
    callId: null,
    durationMs: 2000,
    firstTokenMs: null,
  })
})

test('reads a failure without its traceback', () => {
  const failure = {
    ...row,
    request_id: 'call-2',
    status: 'failure',
    call_type: '',
    model_group: '',
    metadata: {
      error_information: {
        error_code: '429',
        error_class: 'RateLimitError',
        error_message: 'Wait. '.repeat(200),
        traceback: '/srv/litellm/secret.py',
      },
    },
  }
  const read = readLogRow(failure)
  expect(read).toMatchObject({
    hasFailed: true,
    callType: null,
    model: 'openai/gpt-4o',
    errorClass: 'RateLimitError',
    errorCode: '429',
  })
  expect(read?.errorMessage).toHaveLength(500)
  expect(Object.values(read ?? {}).some((value) => String(value).includes('secret'))).toBe(false)
})

test('a cache hit is told by a word of Python', () => {
  expect(
    ['True', 'False', 'None', null].map((hit) => readLogRow({ ...row, cache_hit: hit })?.isCacheHit),
  ).toEqual([true, false, false, false])
})

test('times are UTC, whatever stands behind them', () => {
  const time = Date.parse('2026-11-22T03:27:00.125Z')
  const written = [
    '2026-11-22T03:27:00.125Z',
    '2026-11-22T03:27:00.125',
    '2026-11-22 03:27:00.125',
    '2026-11-22T04:27:00.125+01:00',
  ]
  expect(written.map(timeOf)).toEqual([time, time, time, time])
  expect(['', 'soon', 17, null, undefined].map(timeOf)).toEqual([null, null, null, null, null])
})

test('never throws, and gives no row without an id and a time', () => {
  const names = Object.keys(row)
  const anyRow = fc.oneof(
    fc.anything(),
    fc.dictionary(fc.constantFrom(...names), fc.anything()).map((changes) => ({ ...row, ...changes })),
  )
  fc.assert(
    fc.property(anyRow, (value) => {
      const read = readLogRow(value)
      if (read === null) return
      expect(read.id).not.toBe('')
      expect(Number.isFinite(read.timeMs)).toBe(true)
      expect(Number.isInteger(read.inputTokens)).toBe(true)
      expect(typeof read.cost).toBe('bigint')
    }),
  )
})
