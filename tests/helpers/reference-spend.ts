import type { LogEntry } from '#main/spend/log-entry.ts'
import { picoOfNumber } from '#main/spend/pico-usd.ts'
import type { SpendColumn, SpendDimension, SpendFilter, SpendQuantity } from '#shared/spend-query.ts'

/** What the questions of `src-main/spend/mirror` mean, in plain words: slow, and right by looking at it. */

/** The values of a row in a dimension; a row has one, but for tags. */
export function valuesOf(entry: LogEntry, dimension: SpendDimension): readonly string[] {
  switch (dimension) {
    case 'model':
      return [entry.model ?? '']
    case 'providerModel':
      return [entry.providerModel ?? '']
    case 'provider':
      return [entry.provider ?? '']
    case 'key':
      return [entry.keyHash ?? '']
    case 'user':
      return [entry.user ?? '']
    case 'endUser':
      return [entry.endUser ?? '']
    case 'team':
      return [entry.teamId ?? '']
    case 'tag':
      return entry.tags.length === 0 ? [''] : entry.tags
    case 'client':
      return [entry.client ?? '']
    case 'session':
    case 'conversation':
      return [entry.sessionId ?? '']
    case 'status':
      return [entry.hasFailed ? 'failure' : 'success']
    case 'error':
      return [entry.errorClass ?? '']
    case 'callType':
      return [entry.callType ?? '']
    case 'cache':
      return [entry.isCacheHit ? 'hit' : 'miss']
  }
}

function quantityOf(entry: LogEntry, quantity: SpendQuantity): number | bigint | null {
  return entry[quantity]
}

/** Whether a row passes a filter. */
export function passes(entry: LogEntry, filter: SpendFilter): boolean {
  const { from, to, choices, bounds, text } = filter
  if (from !== null && entry.timeMs < Date.parse(from)) return false
  if (to !== null && entry.timeMs >= Date.parse(to)) return false
  for (const [name, choice] of Object.entries(choices)) {
    const has = valuesOf(entry, name as SpendDimension).some((value) => choice.values.includes(value))
    if (has === choice.isExcluded) return false
  }
  for (const [name, bound] of Object.entries(bounds)) {
    const value = quantityOf(entry, name as SpendQuantity)
    const limit = (usd: number): number | bigint => (name === 'cost' ? picoOfNumber(usd) : usd)
    if (bound.min !== null && (value === null || value < limit(bound.min))) return false
    if (bound.max !== null && (value === null || value > limit(bound.max))) return false
  }
  return text
    .replaceAll('\u001F', ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .every((word) => hasWord(entry, word.toLowerCase()))
}

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/

function hasWord(entry: LogEntry, word: string): boolean {
  const ids = [entry.id, entry.callId, entry.sessionId].filter((id) => id !== null)
  const uuid = UUID.exec(word)?.[0]
  if (uuid !== undefined) return ids.some((id) => UUID.exec(id)?.[0] === uuid)
  const texts = [
    entry.model,
    entry.providerModel,
    entry.keyAlias,
    entry.user,
    entry.endUser,
    entry.teamAlias,
    entry.client,
    entry.errorClass,
    entry.errorMessage,
    ...entry.tags,
    // Around its UUID, an id is searched like any text.
    entry.id.replace(UUID, '\u{FFFC}'),
    entry.sessionId?.replace(UUID, '\u{FFFC}') ?? null,
  ]
  if (texts.some((text) => text?.toLowerCase().includes(word) === true)) return true
  if (entry.keyHash?.startsWith(word) === true) return true
  const beginning = /(?:^|[^\da-z])([\da-f]{4,8}|[\da-f]{8}-[\da-f-]*)$/.exec(word)?.[1]?.replaceAll('-', '')
  return (
    beginning !== undefined &&
    ids.some((id) => UUID.exec(id)?.[0].replaceAll('-', '').startsWith(beginning) === true)
  )
}

/** Rows in the order of a column; ties newest first. */
export function inOrder(
  entries: readonly LogEntry[],
  keyOf: (entry: LogEntry) => string | number | bigint | null,
  isAscending: boolean,
): LogEntry[] {
  return entries.toSorted((left, right) => {
    const [one, other] = [keyOf(left), keyOf(right)]
    if (one === other) return right.timeMs - left.timeMs
    if (one === null) return 1
    if (other === null) return -1
    return (one < other ? -1 : 1) * (isAscending ? 1 : -1)
  })
}

/** What rows are sorted by, for some of the columns. */
export const sortKeys: Partial<Record<SpendColumn, (entry: LogEntry) => string | number | bigint | null>> = {
  time: (entry) => entry.timeMs,
  cost: (entry) => entry.cost,
  model: (entry) => entry.model?.toLowerCase() ?? null,
  key: (entry) => (entry.keyAlias ?? entry.keyHash)?.toLowerCase() ?? null,
  durationMs: (entry) => entry.durationMs,
  firstTokenMs: (entry) => entry.firstTokenMs,
  outputTokens: (entry) => entry.outputTokens,
  endUser: (entry) => entry.endUser?.toLowerCase() ?? null,
}

/** A percentile as statistics packages compute it: between two values, in proportion. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((left, right) => left - right)
  const place = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  return low + (high - low) * (place - Math.floor(place))
}
