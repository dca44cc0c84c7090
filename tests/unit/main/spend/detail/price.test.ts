import Big from 'big.js'
import { expect, test } from 'vitest'

import { priceOf } from '#main/spend/detail/price.ts'
import type { LogEntry } from '#main/spend/log-entry.ts'
import { picoOf } from '#main/spend/pico-usd.ts'
import { readLogRow } from '#main/spend/sync/log-row.ts'
import type { Model } from '#shared/model.ts'

import { entriesOf, generatedHistory } from '../../../../helpers/spend-rows.ts'

const [sample] = entriesOf(generatedHistory(1))

function entry(fields: Partial<LogEntry>): LogEntry {
  if (!sample) throw new Error('No rows were generated')
  return {
    ...sample,
    hasFailed: false,
    isCacheHit: false,
    inputTokens: 1000,
    outputTokens: 500,
    cachedTokens: 0,
    reasoningTokens: 0,
    ...fields,
  }
}

const model: Model = {
  id: 'gpt-4o',
  providers: ['openai'],
  mode: 'chat',
  contextWindow: null,
  maxOutputTokens: null,
  inputPrice: '2.5',
  outputPrice: '10',
  capabilities: [],
  parameters: null,
}

test('goes by the parts the gateway told', () => {
  const breakdown = {
    input_cost: 0.002,
    cache_read_cost: 0.00025,
    output_cost: 0.005,
    reasoning_cost: 0.002,
    tool_usage_cost: 0.01,
    discount_amount: 0.0005,
    margin_total_amount: 0.001,
    original_cost: 0.01725,
    total_cost: 0.01775,
  }
  const billed = entry({ cost: picoOf('0.01775'), cachedTokens: 200, reasoningTokens: 200 })
  expect(priceOf(billed, { cost_breakdown: breakdown }, model)).toEqual({
    basis: 'gateway',
    lines: [
      { what: 'input', tokens: 800, pricePerMillion: '2.5', amount: '0.002' },
      { what: 'cached-input', tokens: 200, pricePerMillion: '1.25', amount: '0.00025' },
      { what: 'output', tokens: 300, pricePerMillion: '10', amount: '0.003' },
      { what: 'reasoning', tokens: 200, pricePerMillion: '10', amount: '0.002' },
      { what: 'tools', tokens: null, pricePerMillion: null, amount: '0.01' },
      { what: 'discount', tokens: null, pricePerMillion: null, amount: '-0.0005' },
      { what: 'margin', tokens: null, pricePerMillion: null, amount: '0.001' },
    ],
    billed: '0.01775',
    difference: '0',
  })
})

test('goes by the price of that day, as it stands in the row', () => {
  const metadata = {
    model_map_information: {
      model_map_value: {
        input_cost_per_token: '2.5e-06',
        output_cost_per_token: 1e-5,
        cache_read_input_token_cost: 1.25e-6,
      },
    },
  }
  const price = priceOf(entry({ cost: picoOf('0.00725'), cachedTokens: 200 }), metadata, null)
  expect(price).toMatchObject({ basis: 'list-price', difference: '0' })
  expect(price.lines.map(({ what, amount }) => [what, amount])).toEqual([
    ['input', '0.002'],
    ['cached-input', '0.00025'],
    ['output', '0.005'],
  ])
})

test('goes by the price listed now, and tells what was billed beyond it', () => {
  const price = priceOf(entry({ cost: picoOf('0.008') }), {}, model)
  expect(price).toMatchObject({ basis: 'list-price', difference: '0.0005' })
})

test.each([
  ['a failure', { hasFailed: true }],
  ['an answer from the gateway’s cache', { isCacheHit: true }],
])('has nothing to compute for %s', (_what, fields) => {
  const none = { basis: 'none', lines: [], billed: '0', difference: '0' }
  expect(priceOf(entry({ ...fields, cost: 0n }), {}, model)).toEqual(none)
})

test('adds up to what was billed for every generated row', () => {
  const history = generatedHistory(400)
  for (let index = 0; index < history.count; index += 1) {
    const row = history.row(index)
    const read = readLogRow(row)
    if (read === null) continue
    const { basis, lines, billed, difference } = priceOf(read, row.metadata, null)
    const sum = lines.reduce((total, { amount }) => total.plus(amount), new Big(0))
    if (basis !== 'none')
      expect(sum.plus(difference).round(11).toFixed()).toBe(new Big(billed).round(11).toFixed())
  }
})
