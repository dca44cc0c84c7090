import Big from 'big.js'

import type { Model } from '#shared/model.ts'
import type { PriceComputation, PriceLine } from '#shared/spend-log.ts'

import type { LogEntry } from '../log-entry.ts'
import { usdOf } from '../pico-usd.ts'
import { fieldsOf } from '../sync/log-row.ts'

const MILLION = 1_000_000

type Fields = Readonly<Record<string, unknown>>

/** Prices of one token in USD; null where unknown. */
interface TokenPrices {
  readonly input: Big | null
  readonly output: Big | null
  readonly cached: Big | null
}

/**
 * How a row's price came about: by the parts the gateway told (`cost_breakdown`), else tokens times the price in the row
 * itself (`model_map_information`, the price of that day), else times the one listed now.
 */
export function priceOf(entry: LogEntry, metadata: Fields, model: Model | null): PriceComputation {
  const breakdown = fieldsOf(metadata['cost_breakdown'])
  if (!entry.isCacheHit && Object.values(breakdown).some((value) => typeof value === 'number')) {
    return computed('gateway', entry, breakdownLines(entry, breakdown))
  }
  const prices = pricesIn(metadata) ?? listedPrices(model)
  if (entry.hasFailed || entry.isCacheHit || prices === null) return computed('none', entry, [])
  return computed('list-price', entry, listLines(entry, prices))
}

function computed(
  basis: PriceComputation['basis'],
  entry: LogEntry,
  lines: readonly (PriceLine | null)[],
): PriceComputation {
  const shown = lines.filter((candidate) => candidate !== null)
  const billed = usdOf(entry.cost)
  if (basis === 'none') return { basis, lines: [], billed, difference: '0' }
  const sum = shown.reduce((total, { amount }) => total.plus(amount), new Big(0))
  // The gateway computes with floats; what lies beyond their digits is no difference.
  const difference = new Big(billed).minus(sum).round(12, Big.roundHalfUp)
  return { basis, lines: shown, billed, difference: plain(difference) }
}

function breakdownLines(entry: LogEntry, parts: Fields): (PriceLine | null)[] {
  const amount = (name: string): Big | null => amountOf(parts[name])
  const cached = amount('cache_read_cost')
  const reasoning = amount('reasoning_cost')
  const output = amount('output_cost')
  // Where cached input has no part of its own, it is in the input's.
  const freshTokens = cached === null ? entry.inputTokens : entry.inputTokens - entry.cachedTokens
  const writtenTokens = reasoning === null ? entry.outputTokens : entry.outputTokens - entry.reasoningTokens
  const other = [
    amount('guardrail_cost'),
    ...Object.values(fieldsOf(parts['additional_costs'])).map(amountOf),
  ]
  return [
    line('input', freshTokens, amount('input_cost')),
    line('cached-input', entry.cachedTokens, cached),
    line('cache-write', null, amount('cache_creation_cost')),
    line('output', writtenTokens, output === null ? null : output.minus(reasoning ?? 0)),
    line('reasoning', entry.reasoningTokens, reasoning),
    line('tools', null, amount('tool_usage_cost')),
    ...other.map((cost) => line('other', null, cost)),
    line('discount', null, amount('discount_amount')?.times(-1) ?? null),
    line('margin', null, amount('margin_total_amount')),
  ]
}

function listLines(entry: LogEntry, prices: TokenPrices): (PriceLine | null)[] {
  const cachedTokens = prices.cached === null ? 0 : entry.cachedTokens
  return [
    line('input', entry.inputTokens - cachedTokens, prices.input?.times(entry.inputTokens - cachedTokens)),
    line('cached-input', cachedTokens, prices.cached?.times(cachedTokens)),
    line('output', entry.outputTokens, prices.output?.times(entry.outputTokens)),
  ]
}

/** A line of the computation; null for nothing. */
function line(
  what: PriceLine['what'],
  tokens: number | null,
  amount: Big | null | undefined,
): PriceLine | null {
  if (amount === null || amount === undefined || (amount.eq(0) && (tokens ?? 0) === 0)) return null
  const perMillion = tokens === null || tokens <= 0 ? null : amount.times(MILLION).div(tokens)
  return {
    what,
    tokens: tokens === null ? null : Math.max(tokens, 0),
    // Dividing floats leaves digits nobody set; prices have no more than this.
    pricePerMillion: perMillion === null ? null : plain(perMillion.round(9, Big.roundHalfUp)),
    amount: plain(amount),
  }
}

function pricesIn(metadata: Fields): TokenPrices | null {
  const value = fieldsOf(fieldsOf(metadata['model_map_information'])['model_map_value'])
  const [input, output] = [amountOf(value['input_cost_per_token']), amountOf(value['output_cost_per_token'])]
  if (input === null && output === null) return null
  return { input, output, cached: amountOf(value['cache_read_input_token_cost']) }
}

function listedPrices(model: Model | null): TokenPrices | null {
  if (model === null || (model.inputPrice === null && model.outputPrice === null)) return null
  return { input: perToken(model.inputPrice), output: perToken(model.outputPrice), cached: null }
}

function perToken(perMillion: string | null): Big | null {
  return perMillion === null ? null : new Big(perMillion).div(MILLION)
}

function amountOf(value: unknown): Big | null {
  // Custom prices come as text.
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? new Big(number) : null
}

function plain(amount: Big): string {
  return amount.eq(0) ? '0' : amount.toFixed()
}
