/** Steps of time in the computer's zone, as main makes them for charts and groups. */
import type { TimeStep } from '#shared/spend-query.ts'

const FIXED_MS = { minute: 60_000, hour: 3_600_000 } as const

/** Where the step that begins at `from` ends; ISO 8601 UTC. With `isUtc` a day is the gateway's, which is one of UTC. */
export function stepEnd(from: string, step: TimeStep, isUtc = false): string {
  const begin = new Date(from)
  if (step === 'minute' || step === 'hour') return new Date(begin.getTime() + FIXED_MS[step]).toISOString()
  const [months, days] = { day: [0, 1], week: [0, 7], month: [1, 0] }[step] as [number, number]
  const end = isUtc
    ? Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + months, begin.getUTCDate() + days)
    : new Date(begin.getFullYear(), begin.getMonth() + months, begin.getDate() + days).getTime()
  return new Date(end).toISOString()
}

const formats = {
  minute: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  hour: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'long' },
} satisfies Record<TimeStep, Intl.DateTimeFormatOptions>

/** What a step is called: "14 Mar, 15:00", "Sat, 14 Mar", "Week of 9 Mar", "March"; with the year when it is not this one. */
export function stepName(from: string, step: TimeStep, now: Date, isUtc = false): string {
  const begin = new Date(from)
  const isThisYear = begin.getFullYear() === now.getFullYear()
  const name = new Intl.DateTimeFormat('en', {
    ...formats[step],
    ...(isThisYear ? {} : { year: 'numeric' }),
    ...(isUtc ? { timeZone: 'UTC' } : {}),
  }).format(begin)
  return step === 'week' ? `Week of ${name}` : name
}

/**
 * When a day of UTC begins here, such as "02:00"; null where days of UTC are the days here. Gateways count days, budgets
 * and their daily figures by UTC.
 */
export function utcDayBegin(now: Date): string | null {
  const offset = now.getTimezoneOffset()
  if (offset === 0) return null
  const minutes = ((-offset % 1440) + 1440) % 1440
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The computer's zone as an IANA name. */
export function zoneName(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

const sameYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
const otherYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })
const clock = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const inFull = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
})

/** A moment as a column of times shows it: the day, then the time to the second. */
export function momentParts(iso: string, now: Date): { readonly day: string; readonly time: string } {
  const moment = new Date(iso)
  const isThisYear = moment.getFullYear() === now.getFullYear()
  return { day: (isThisYear ? sameYear : otherYear).format(moment), time: clock.format(moment) }
}

/** A moment in full, local with its zone: "Sat, Mar 14, 2026, 13:00:05 GMT+1". */
export function momentWithZone(iso: string): string {
  return inFull.format(new Date(iso))
}

/** The same, then as the gateway stores it. */
export function momentInFull(iso: string): string {
  return `${momentWithZone(iso)} · ${iso}`
}

/** A moment for a sentence: "14:03" today, "12 Mar" this year, else with the year. */
export function momentWord(iso: string, now: Date): string {
  const moment = new Date(iso)
  if (moment.toDateString() === now.toDateString()) return clock.format(moment).slice(0, 5)
  return momentParts(iso, now).day
}
