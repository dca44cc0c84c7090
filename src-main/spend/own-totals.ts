import type { SpendTotal, SpendTotals } from '#shared/spend.ts'
import type { Usd } from '#shared/money.ts'

import type { OwnCall } from './own-call.ts'
import { picoOf, usdOf } from './pico-usd.ts'
import type { Midnights } from './worker-calls.ts'

const WEEK_DAYS = 7

/** Where the computer's days begin that totals are about. */
export function midnightsOf(now: Date): Midnights {
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()]
  return {
    today: new Date(year, month, date).getTime(),
    last7Days: new Date(year, month, date - (WEEK_DAYS - 1)).getTime(),
    thisMonth: new Date(year, month, 1).getTime(),
  }
}

/** Totals of what Litedesk itself sent. */
export function ownTotals(gatewayId: string, calls: readonly OwnCall[], midnights: Midnights): SpendTotals {
  const since = (from: number): SpendTotal =>
    totalOf(calls.filter(({ startedAt }) => Date.parse(startedAt) >= from))
  return {
    gatewayId,
    scope: 'litedesk',
    today: since(midnights.today),
    last7Days: since(midnights.last7Days),
    thisMonth: since(midnights.thisMonth),
  }
}

function totalOf(calls: readonly OwnCall[]): SpendTotal {
  return {
    billed: sum(calls.flatMap(({ billed }) => billed ?? [])),
    pending: sum(calls.flatMap(({ billed, estimate }) => (billed === null ? (estimate ?? []) : []))),
    calls: calls.length,
  }
}

/** What each day cost from `from`, a midnight, to today, which comes last. */
export function dailyCosts(calls: readonly OwnCall[], from: number): Usd[] {
  const days = new Map<number, Usd>()
  for (const { startedAt, billed, estimate } of calls) {
    const day = new Date(startedAt).setHours(0, 0, 0, 0)
    days.set(day, sum([days.get(day) ?? '0', billed ?? estimate ?? '0']))
  }
  return costsByDay(days, from)
}

/** The costs of days in order, those without any as zero; days are told by their midnight, in ms since 1970. */
export function costsByDay(days: ReadonlyMap<number, Usd>, from: number): Usd[] {
  const costs: Usd[] = []
  const day = new Date(from)
  for (const now = Date.now(); day.getTime() <= now; day.setDate(day.getDate() + 1)) {
    costs.push(days.get(day.getTime()) ?? '0')
  }
  return costs
}

function sum(amounts: readonly Usd[]): Usd {
  return usdOf(amounts.reduce((total, usd) => total + picoOf(usd), 0n))
}
