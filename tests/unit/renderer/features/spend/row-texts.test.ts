import { describe, expect, it } from 'vitest'

import type { SpendLogDetail } from '#shared/spend-log.ts'
import { detailFacts } from '../../../../../src-renderer/features/spend/detail-facts.ts'
import { groupsMarkdown, rowsMarkdown } from '../../../../../src-renderer/features/spend/markdown-table.ts'
import { timingParts } from '../../../../../src-renderer/features/spend/timing-parts.ts'
import { trialOf } from '../../../../../src-renderer/features/spend/trial.ts'
import { sampleFigures, sampleLog } from '../../../../helpers/sample-spend.ts'

const detail = (changes: Partial<SpendLogDetail> = {}): SpendLogDetail => ({
  log: sampleLog(),
  content: 'stored',
  messages: [],
  requestJson: null,
  responseJson: null,
  metadataJson: null,
  traceback: null,
  hasTraceback: false,
  price: { basis: 'none', lines: [], billed: '0', difference: '0' },
  route: [],
  timing: { firstTokenMs: null, totalMs: 0, overheadMs: null },
  apiBase: null,
  requesterIp: null,
  ...changes,
})
const said = (role: string, text: string) => ({
  role,
  text,
  reasoning: '',
  toolCalls: [],
  skippedCharacters: 0,
})

describe('a copy as Markdown', () => {
  it('rounds nothing and keeps its columns whatever a value holds', () => {
    const logs = [sampleLog({ cost: '0.000001234', tags: ['a|b', 'c\nd'] }), sampleLog({ isEstimate: true })]
    const columns = [
      { column: 'time', width: 90 },
      { column: 'cost', width: 90 },
      { column: 'tags', width: 90 },
    ] as const
    expect(rowsMarkdown(logs, columns)).toEqual({
      text: [
        '| Time (UTC) | Cost | Tags |',
        '| --- | ---: | --- |',
        '| 2026-03-14T12:00:00.000Z | $0.000001234 | a\\|b, c d |',
        '| 2026-03-14T12:00:00.000Z | ≈ $0.0042 | nightly |',
      ].join('\n'),
      count: 2,
      noun: 'rows',
    })
  })

  it('of groups ends with their totals', () => {
    const answer = {
      source: 'mirror' as const,
      isWhole: true,
      revision: 1,
      groups: [{ key: '', label: '', figures: sampleFigures('1.25', { calls: 5, errorRate: 0.2 }) }],
      total: 1,
      totals: sampleFigures('1.25', { calls: 5, errorRate: 0.2 }),
    }
    const columns = [
      { column: 'cost', width: 90 },
      { column: 'calls', width: 90 },
      { column: 'errorRate', width: 90 },
      { column: 'durationP95', width: 90 },
    ] as const
    expect(groupsMarkdown('user', answer, columns).text).toBe(
      [
        '| User | Cost | Calls | Error rate | Duration p95 |',
        '| --- | ---: | ---: | ---: | ---: |',
        '| None | $1.25 | 5 | 20 % |  |',
        '| All | $1.25 | 5 | 20 % |  |',
      ].join('\n'),
    )
  })
})

describe('trying a row again', () => {
  it('asks what was asked last, under the same system prompt', () => {
    expect(
      trialOf(
        detail({ messages: [said('system', 'Be brief.'), said('user', 'Why?'), said('assistant', 'So.')] }),
      ),
    ).toEqual({ prompt: 'Why?', systemPrompt: 'Be brief.', model: 'gpt-4o' })
  })

  it('puts what was said before in front', () => {
    const messages = [said('user', 'One?'), said('assistant', '1'), said('user', 'Two?')]
    expect(trialOf(detail({ messages }))?.prompt).toBe('I said: One?\n\nYou said: 1\n\nTwo?')
  })

  it('is not offered without a prompt', () => {
    expect(trialOf(detail())).toBeNull()
  })
})

describe('the timing of a call', () => {
  it('is told in parts that follow each other', () => {
    expect(timingParts({ firstTokenMs: 400, totalMs: 2500, overheadMs: 30 })).toEqual([
      { name: 'LiteLLM itself', fromMs: 0, toMs: 30, hue: 3 },
      { name: 'To the first token', fromMs: 30, toMs: 400, hue: 2 },
      { name: 'Streaming', fromMs: 400, toMs: 2500, hue: 1 },
    ])
  })

  it('is one part where nothing is told apart, and never leaves the call', () => {
    expect(timingParts({ firstTokenMs: null, totalMs: 100, overheadMs: null })).toEqual([
      { name: 'Answer', fromMs: 0, toMs: 100, hue: 1 },
    ])
    expect(
      timingParts({ firstTokenMs: 300, totalMs: 100, overheadMs: 900 }).map(({ fromMs, toMs }) => [
        fromMs,
        toMs,
      ]),
    ).toEqual([
      [0, 100],
      [100, 100],
      [100, 100],
    ])
  })
})

it('lists what is known of a row, copies ids in full, and filters by what can be filtered by', () => {
  const facts = detailFacts(
    detail({ log: sampleLog({ tags: ['a', 'b'], callId: 'call' }), apiBase: 'https://api' }),
  )
  expect(facts.map(({ name }) => name)).toEqual([
    'Time',
    'Time in UTC',
    'Model',
    'Answered by',
    'Provider',
    'Key',
    'User',
    'Tag',
    'Tag 2',
    'Program',
    'Session',
    'Call type',
    'Request id',
    'Call id',
    'Address',
  ])
  expect(facts.find(({ name }) => name === 'Key')).toEqual({
    name: 'Key',
    value: 'team-key',
    full: 'a'.repeat(64),
    isId: false,
    filter: { dimension: 'key', value: 'a'.repeat(64) },
  })
})
