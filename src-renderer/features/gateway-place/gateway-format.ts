import type { Duration } from '#shared/duration.ts'

const exact = new Intl.NumberFormat('en')
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const dateAndTime = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
})

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const units: readonly { readonly unit: Intl.RelativeTimeFormatUnit; readonly ms: number }[] = [
  { unit: 'year', ms: 365 * DAY_MS },
  { unit: 'month', ms: 30 * DAY_MS },
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: MINUTE_MS },
]

/** How far away a moment is, either way: "in 3 days", "2 hours ago", "now". */
export function formatDistance(iso: string, now: Date): string {
  const ms = new Date(iso).getTime() - now.getTime()
  const fitting = units.find((unit) => Math.abs(ms) >= unit.ms * 0.95)
  if (fitting === undefined) return 'now'
  return relative.format(Math.round(ms / fitting.ms), fitting.unit)
}

/** A moment in full with its time zone, in local time: "Tue, Dec 1, 2026, 1:00 AM GMT+1". */
export function formatInstant(iso: string): string {
  return dateAndTime.format(new Date(iso))
}

const durationUnits: Readonly<Record<string, string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  mo: 'month',
}

/** A gateway's duration in words: "30 days" for `30d`; one Litedesk does not know stays as it is, such as `monthly`. */
export function durationWords(duration: Duration): string {
  const [, count, letter] = /^(\d+)(s|mo|m|h|d)$/.exec(duration) ?? []
  const unit = letter === undefined ? undefined : durationUnits[letter]
  if (count === undefined || unit === undefined) return duration
  return `${count} ${unit}${count === '1' ? '' : 's'}`
}

/** How often a budget begins anew: "every 30 days", "every month", or the gateway's own word. */
export function resetWords(duration: string): string {
  const words = durationWords(duration)
  return words === duration ? `“${duration}”` : `every ${words.replace(/^1 /, '')}`
}

/** A count for a narrow column: "128K"; a dash when it is not known. The exact figure belongs in a tooltip. */
export function formatTokens(count: number | null): string {
  return count === null ? '–' : compact.format(count)
}

/** A count in full: "128,000". */
export function formatWhole(count: number): string {
  return exact.format(count)
}

/** `1 key`, `2 keys`. */
export function countOf(count: number, noun: string): string {
  return `${exact.format(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Several names in a narrow place: the first ones, and how many more there are. */
export function firstOf(names: readonly string[], shown: number): string {
  if (names.length <= shown) return names.join(', ')
  return `${names.slice(0, shown).join(', ')} +${String(names.length - shown)}`
}
