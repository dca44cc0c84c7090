/** A duration LiteLLM refuses. */
export class DurationError extends Error {
  override readonly name = 'DurationError'
}

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
const DAY_MS = UNIT_MS.d

/**
 * When a budget of this duration is reset next, or a key of this lifetime expires, by the rules of 1.79.3: whole
 * minutes, hours, days; `7d` is Monday, `30d` and `1mo` the first of the month; whatever it does not know, such as
 * `1w`, `weekly`, `monthly` or `abc`, is the next midnight UTC.
 *
 * @throws DurationError for more than one month.
 */
export function nextStandardReset(duration: string, now: Date): Date {
  const [, digits, unit] = /^(\d+)(s|m|h|d|mo)$/.exec(duration) ?? []
  const count = Number(digits)
  if (unit === undefined || count === 0) return midnightAfter(now, 1)
  if (unit === 'mo') {
    if (count !== 1) throw new DurationError('Monthly resets currently only support 1 month intervals')
    return firstOfNextMonth(now)
  }
  if (unit === 'd') {
    if (count === 7) return midnightAfter(now, (8 - now.getUTCDay()) % 7 || 7)
    if (count === 30) return firstOfNextMonth(now)
    return midnightAfter(now, count)
  }
  if (unit === 's' || unit === 'm' || unit === 'h') return nextMultiple(count * UNIT_MS[unit], now)
  return midnightAfter(now, 1)
}

/** An exact time from now, as /key/update counts a lifetime; null when the text is not a duration. */
export function exactlyAfter(duration: string, now: Date): Date | null {
  const [, digits, unit] = /^(\d+)(s|m|h|d|w|mo)$/.exec(duration) ?? []
  if (unit === undefined) return null
  const count = Number(digits)
  const unitMs = { ...UNIT_MS, w: 7 * DAY_MS, mo: 30 * DAY_MS }[unit] ?? DAY_MS
  return new Date(now.getTime() + count * unitMs)
}

const NEWER_WORDS: Readonly<Record<string, string>> = {
  hourly: '1h',
  daily: '1d',
  weekly: '7d',
  monthly: '1mo',
}

/** What newer versions make of a budget duration: words become durations, weeks days; null for what they refuse. */
export function newerBudgetDuration(duration: string): string | null {
  const word = duration.trim().toLowerCase()
  const weeks = /^(\d+)w$/.exec(word)?.[1]
  if (weeks !== undefined && Number(weeks) > 0) return `${Number(weeks) * 7}d`
  return NEWER_WORDS[word] ?? (/^0*[1-9]\d*(s|m|h|d|w|mo)$/.test(word) ? word : null)
}

function midnightAfter(now: Date, days: number): Date {
  return new Date(startOfDay(now) + days * DAY_MS)
}

function startOfDay(now: Date): number {
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate())
}

function firstOfNextMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
}

function nextMultiple(stepMs: number, now: Date): Date {
  const start = startOfDay(now)
  const steps = Math.floor((now.getTime() - start) / stepMs) + 1
  return new Date(start + steps * stepMs)
}
