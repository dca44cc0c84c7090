import { z } from 'zod'

import { getFromGateway, type GatewayAddress } from '../../gateway/gateway-client.ts'
import { picoOfNumber, type PicoUsd } from '../pico-usd.ts'

/** Figures of one of UTC's days, or of a part of it. */
export interface DayFigures {
  readonly cost: PicoUsd
  readonly calls: number
  readonly failures: number
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cachedTokens: number
}

/** A day as the gateway sums it up, without looking at its log. */
export interface DailyActivity {
  /** `YYYY-MM-DD`, a day of UTC. */
  readonly day: string
  readonly whole: DayFigures
  /** By public model name, key's hash, and provider. */
  readonly parts: Readonly<Record<ActivityDimension, ReadonlyMap<string, DayFigures>>>
  /** Aliases of keys, as far as it tells. */
  readonly keyAliases: ReadonlyMap<string, string>
}

/** What the gateway's daily figures can be split by. */
export type ActivityDimension = 'model' | 'key' | 'provider'

const PAGE_SIZE = 1000
const MAX_PAGES = 20

const Count = z
  .number()
  .nullish()
  .transform((value) => value ?? 0)
const Metrics = z.object({
  spend: Count,
  prompt_tokens: Count,
  completion_tokens: Count,
  cache_read_input_tokens: Count,
  failed_requests: Count,
  api_requests: Count,
})
const Part = z.object({
  metrics: Metrics,
  metadata: z.object({ key_alias: z.string().nullish() }).nullish(),
})
const Parts = z
  .record(z.string(), Part)
  .nullish()
  .transform((parts) => parts ?? {})
const Activity = z.object({
  results: z.array(
    z.object({
      date: z.string(),
      metrics: Metrics,
      breakdown: z.object({ models: Parts, model_groups: Parts, api_keys: Parts, providers: Parts }),
    }),
  ),
  metadata: z.object({ has_more: z.boolean().nullish() }).nullish(),
})

/**
 * The gateway's daily figures from one of UTC's days to another, oldest first; days without calls are missing. It keeps them
 * apart from the log, so they take it no time. Throws AppFailure, `forbidden` for keys that may not ask.
 */
export async function readDailyActivity(
  address: GatewayAddress,
  days: { readonly first: string; readonly last: string },
  signal: AbortSignal,
): Promise<DailyActivity[]> {
  const found: DailyActivity[] = []
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const query = new URLSearchParams({
      start_date: days.first,
      end_date: days.last,
      page: String(page),
      page_size: String(PAGE_SIZE),
    })
    const { json } = await getFromGateway(address, `/user/daily/activity?${query.toString()}`, { signal })
    const { results, metadata } = Activity.parse(json)
    found.push(...results.map(dayOf))
    if (metadata?.has_more !== true) break
  }
  return joinDays(found)
}

function dayOf({ date, metrics, breakdown }: z.infer<typeof Activity>['results'][number]): DailyActivity {
  const groups = Object.keys(breakdown.model_groups).length > 0 ? breakdown.model_groups : breakdown.models
  const aliases = Object.entries(breakdown.api_keys).flatMap(([hash, { metadata }]): [string, string][] =>
    typeof metadata?.key_alias === 'string' ? [[hash, metadata.key_alias]] : [],
  )
  return {
    day: date,
    whole: figuresOf(metrics),
    parts: {
      model: partsOf(groups),
      key: partsOf(breakdown.api_keys),
      provider: partsOf(breakdown.providers),
    },
    keyAliases: new Map(aliases),
  }
}

function partsOf(parts: z.infer<typeof Parts>): ReadonlyMap<string, DayFigures> {
  return new Map(Object.entries(parts).map(([name, { metrics }]) => [name, figuresOf(metrics)]))
}

function figuresOf(metrics: z.infer<typeof Metrics>): DayFigures {
  return {
    cost: picoOfNumber(metrics.spend),
    calls: metrics.api_requests,
    failures: metrics.failed_requests,
    inputTokens: metrics.prompt_tokens,
    outputTokens: metrics.completion_tokens,
    cachedTokens: metrics.cache_read_input_tokens,
  }
}

/** Pages cut by rows of the gateway's table, so a day can come in two of them. */
function joinDays(days: readonly DailyActivity[]): DailyActivity[] {
  const byDay = Map.groupBy(days, ({ day }) => day)
  return [...byDay.values()]
    .map((same) => same.reduce(joinDay))
    .sort((left, right) => (left.day < right.day ? -1 : 1))
}

function joinDay(left: DailyActivity, right: DailyActivity): DailyActivity {
  return {
    day: left.day,
    whole: addFigures(left.whole, right.whole),
    parts: {
      model: joinParts(left.parts.model, right.parts.model),
      key: joinParts(left.parts.key, right.parts.key),
      provider: joinParts(left.parts.provider, right.parts.provider),
    },
    keyAliases: new Map([...left.keyAliases, ...right.keyAliases]),
  }
}

function joinParts(
  left: ReadonlyMap<string, DayFigures>,
  right: ReadonlyMap<string, DayFigures>,
): ReadonlyMap<string, DayFigures> {
  const joined = new Map(left)
  for (const [name, figures] of right) {
    const before = joined.get(name)
    joined.set(name, before === undefined ? figures : addFigures(before, figures))
  }
  return joined
}

/** Sums figures. */
export function addFigures(left: DayFigures, right: DayFigures): DayFigures {
  return {
    cost: left.cost + right.cost,
    calls: left.calls + right.calls,
    failures: left.failures + right.failures,
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    cachedTokens: left.cachedTokens + right.cachedTokens,
  }
}
