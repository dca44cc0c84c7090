import Big from 'big.js'

import type { SpendBudget } from '#shared/spend.ts'

import type { KeyBudget } from './own-key.ts'

const DAY_MS = 86_400_000
/** What a forecast goes by. */
const TREND_DAYS = 7
/** A budget without an end is looked at for this long. */
const OPEN_PERIOD_MS = 30 * DAY_MS

/** Spent up to a moment, from the rows at hand. */
export interface SpentPoint {
  readonly at: number
  readonly spent: string
}

/**
 * When the period of a budget began: one duration before its reset. null for a budget without reset, or with a duration
 * nobody knows. Months count as on the calendar.
 */
export function periodStart(budget: KeyBudget): number | null {
  if (budget.resetAt === null || budget.duration === null) return null
  const reset = Date.parse(budget.resetAt)
  const words: Readonly<Record<string, string>> = { hourly: '1h', daily: '1d', weekly: '7d', monthly: '1mo' }
  const duration = words[budget.duration.trim().toLowerCase()] ?? budget.duration
  const found = /^(\d+)(mo|[smhdw])$/.exec(duration)
  if (Number.isNaN(reset) || !found) return null
  const count = Number(found[1])
  const units: Readonly<Record<string, number>> = {
    s: 1000,
    m: 60_000,
    h: 3_600_000,
    d: DAY_MS,
    w: 7 * DAY_MS,
  }
  const unit = units[found[2] ?? '']
  if (unit === undefined || isMonthly(count, found[2])) {
    const date = new Date(reset)
    date.setUTCMonth(date.getUTCMonth() - (found[2] === 'mo' ? count : 1))
    return date.getTime()
  }
  return reset - count * unit
}

/** LiteLLM resets a budget of 30 days on the first of the month. Source: docs/litellm-compatibility.md, "Keys and logs". */
function isMonthly(count: number, unit: string | undefined): boolean {
  return unit === 'mo' || (unit === 'd' && count === 30)
}

/** A budget's burn-down, from what was spent day by day since its period began. */
export function burnDown(
  budget: KeyBudget & { readonly maxBudget: string },
  points: readonly SpentPoint[],
  now: number,
): SpendBudget {
  const startedAt = periodStart(budget) ?? Math.max(points[0]?.at ?? 0, now - OPEN_PERIOD_MS)
  const spent = new Big(budget.spend)
  return {
    keyHash: budget.hash,
    label: budget.alias ?? budget.hash,
    maxBudget: budget.maxBudget,
    softBudget: budget.softBudget,
    spent: budget.spend,
    resetAt: budget.resetAt,
    startedAt: new Date(startedAt).toISOString(),
    points: fitted(points, spent, startedAt, now),
    forecast: forecastOf(budget, points, startedAt, now),
    warning: warningOf(budget),
  }
}

/** The rows at hand may know less or more than the gateway counts; the curve ends where the gateway is. */
function fitted(
  points: readonly SpentPoint[],
  spent: Big,
  startedAt: number,
  now: number,
): SpendBudget['points'] {
  const last = new Big(points.at(-1)?.spent ?? 0)
  const shift = spent.minus(last)
  const within = points.filter(({ at }) => at >= startedAt && at < now)
  const shown = within.map(({ at, spent: sum }) => ({
    at: new Date(at).toISOString(),
    spent: positive(shift.gt(0) ? new Big(sum).plus(shift) : new Big(sum)),
  }))
  return [...shown, { at: new Date(now).toISOString(), spent: positive(spent) }]
}

function positive(amount: Big): string {
  return amount.lt(0) ? '0' : amount.toFixed()
}

function forecastOf(
  budget: KeyBudget & { readonly maxBudget: string },
  points: readonly SpentPoint[],
  startedAt: number,
  now: number,
): SpendBudget['forecast'] {
  const from = Math.max(startedAt, now - TREND_DAYS * DAY_MS)
  const days = (now - from) / DAY_MS
  // Less than an hour says nothing about a day.
  if (days < 1 / 24) return null
  const before = points.findLast(({ at }) => at <= from)?.spent ?? '0'
  const since = new Big(points.at(-1)?.spent ?? 0).minus(before)
  const perDay = since.lt(0) ? new Big(0) : since.div(days)
  const endsAt = budget.resetAt === null ? now + OPEN_PERIOD_MS : Date.parse(budget.resetAt)
  const left = new Big(budget.maxBudget).minus(budget.spend)
  const daysLeft = perDay.eq(0) ? null : left.div(perDay).toNumber()
  const usedUpAt = left.lte(0) ? now : daysLeft === null ? Infinity : now + daysLeft * DAY_MS
  return {
    perDay: plain(perDay),
    spentAtEnd: plain(new Big(budget.spend).plus(perDay.times(Math.max(endsAt - now, 0)).div(DAY_MS))),
    endsAt: new Date(endsAt).toISOString(),
    usedUpAt: usedUpAt > endsAt ? null : new Date(usedUpAt).toISOString(),
  }
}

function plain(amount: Big): string {
  return amount.round(12, Big.roundHalfUp).toFixed()
}

/** The highest mark a budget has reached. */
export function warningOf(budget: KeyBudget & { readonly maxBudget: string }): SpendBudget['warning'] {
  const spent = new Big(budget.spend)
  const max = new Big(budget.maxBudget)
  if (spent.gte(max)) return '100'
  if (spent.gte(max.times(0.8))) return '80'
  return budget.softBudget !== null && spent.gte(budget.softBudget) ? 'soft' : 'none'
}
