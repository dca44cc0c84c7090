import type { TimeStep } from '#shared/spend-query.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

/** From `from` on, `offset` is what a zone's clocks are ahead of UTC, in ms. */
interface OffsetSpan {
  readonly from: number
  readonly offset: number
}

/**
 * How moments are put into steps of a zone's time: `numberSql` gives the number of a row's step, `startOf` when a step
 * begins. Numbers grow by one from step to step.
 */
export interface StepRule {
  readonly numberSql: string
  numberOf(timeMs: number): number
  /** In ms since 1970. */
  startOf(step: number): number
}

/**
 * Steps of a zone's time between two moments. The zone's clock changes in between are found here, so that the rows are
 * counted with whole numbers alone. An hour that clocks go through twice is two hours.
 */
export function stepRule(step: TimeStep, timeZone: string, from: number, to: number): StepRule {
  const offsets = offsetSpans(timeZone, from, to)
  switch (step) {
    case 'minute':
      return evenSteps(MINUTE_MS, remainders(offsets, MINUTE_MS))
    case 'hour':
      return evenSteps(HOUR_MS, remainders(offsets, HOUR_MS))
    case 'day':
      return daySteps(timeZone, offsets, {
        sql: (day) => day,
        numberOf: (day) => day,
        firstDayOf: (number) => number,
      })
    case 'week':
      // Day 0 was a Thursday.
      return daySteps(timeZone, offsets, {
        sql: (day) => `(${day} + 3) // 7`,
        numberOf: (day) => Math.floor((day + 3) / 7),
        firstDayOf: (number) => number * 7 - 3,
      })
    case 'month': {
      const months = daySteps(timeZone, offsets, {
        sql: calendarMonthSql,
        numberOf: (day) => monthOf(day),
        firstDayOf: (number) => Date.UTC(1970, number, 1) / DAY_MS,
      })
      return { ...months, numberSql: listedSteps(months, from, to) ?? months.numberSql }
    }
  }
}

function calendarMonthSql(day: string): string {
  const date = `(DATE '1970-01-01' + (${day})::INTEGER)`
  return `(year(${date}) - 1970) * 12 + month(${date}) - 1`
}

/** Comparing with the beginnings of a few months is four times as fast as the calendar. */
const LISTED_STEPS = 40

function listedSteps(rule: StepRule, from: number, to: number): string | null {
  const [first, last] = [rule.numberOf(from), rule.numberOf(to)]
  if (last - first > LISTED_STEPS) return null
  const cases = Array.from({ length: last - first }, (_, index) => {
    const number = last - index
    return `WHEN time_ms >= ${rule.startOf(number)} THEN ${number}`
  })
  return cases.length === 0 ? String(first) : `CASE ${cases.join(' ')} ELSE ${first} END`
}

/** A step that makes about 30 to 120 of them between two moments. */
export function fittingStep(from: number, to: number): TimeStep {
  const length = to - from
  if (length <= 3 * HOUR_MS) return 'minute'
  if (length <= 5 * DAY_MS) return 'hour'
  if (length <= 150 * DAY_MS) return 'day'
  if (length <= 900 * DAY_MS) return 'week'
  return 'month'
}

/** More steps than these are of no use to anybody. */
export const MAX_STEPS = 2_000

/** The step itself, or the next longer one that stays within the most steps there may be. */
export function boundedStep(step: TimeStep, from: number, to: number): TimeStep {
  const longer: readonly (readonly [TimeStep, number])[] = [
    ['minute', MINUTE_MS],
    ['hour', HOUR_MS],
    ['day', DAY_MS],
    ['week', 7 * DAY_MS],
  ]
  const first = longer.findIndex(([name]) => name === step)
  if (first < 0) return step
  return longer.slice(first).find(([, length]) => (to - from) / length < MAX_STEPS - 1)?.[0] ?? 'month'
}

function evenSteps(length: number, offsets: readonly OffsetSpan[]): StepRule {
  const offsetAt = (timeMs: number): number => offsetIn(offsets, timeMs)
  return {
    numberSql: `(time_ms + ${offsetSql(offsets)}) // ${length}`,
    numberOf: (timeMs) => Math.floor((timeMs + offsetAt(timeMs)) / length),
    startOf: (number) => number * length - offsetAt(number * length),
  }
}

interface DayRule {
  readonly sql: (day: string) => string
  readonly numberOf: (day: number) => number
  readonly firstDayOf: (number: number) => number
}

function daySteps(timeZone: string, offsets: readonly OffsetSpan[], rule: DayRule): StepRule {
  return {
    numberSql: rule.sql(`(time_ms + ${offsetSql(offsets)}) // ${DAY_MS}`),
    numberOf: (timeMs) => rule.numberOf(Math.floor((timeMs + offsetIn(offsets, timeMs)) / DAY_MS)),
    startOf: (number) => localMidnight(timeZone, rule.firstDayOf(number) * DAY_MS),
  }
}

function monthOf(day: number): number {
  const date = new Date(day * DAY_MS)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}

/** When a zone's day begins whose midnight would be `utcMs` were the zone UTC. */
function localMidnight(timeZone: string, utcMs: number): number {
  const first = utcMs - offsetOf(timeZone, utcMs)
  const second = utcMs - offsetOf(timeZone, first)
  // Where clocks jump over midnight, the day begins after the jump.
  return offsetOf(timeZone, second) + second === utcMs ? second : Math.max(first, second)
}

/** Only what is beyond whole steps matters to even steps: a zone's hours are those of UTC, but for odd zones. */
function remainders(offsets: readonly OffsetSpan[], length: number): OffsetSpan[] {
  return offsets.map(({ from, offset }) => ({ from, offset: ((offset % length) + length) % length }))
}

function offsetIn(offsets: readonly OffsetSpan[], timeMs: number): number {
  return (offsets.findLast(({ from }) => from <= timeMs) ?? offsets[0])?.offset ?? 0
}

function offsetSql(offsets: readonly OffsetSpan[]): string {
  const [first, ...later] = distinct(offsets)
  const cases = later.toReversed().map(({ from, offset }) => `WHEN time_ms >= ${from} THEN ${offset}`)
  return cases.length === 0
    ? String(first?.offset ?? 0)
    : `CASE ${cases.join(' ')} ELSE ${first?.offset ?? 0} END`
}

function distinct(offsets: readonly OffsetSpan[]): OffsetSpan[] {
  return offsets.filter(({ offset }, index) => index === 0 || offset !== offsets[index - 1]?.offset)
}

/** A zone's offsets between two moments, oldest first. Clocks change at most every few weeks. */
function offsetSpans(timeZone: string, from: number, to: number): OffsetSpan[] {
  const spans: OffsetSpan[] = [{ from, offset: offsetOf(timeZone, from) }]
  const step = 7 * DAY_MS
  for (let time = from; time < to; time += step) {
    const end = Math.min(time + step, to)
    const before = offsetOf(timeZone, time)
    if (offsetOf(timeZone, end) === before) continue
    let [low, high] = [time, end]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offsetOf(timeZone, middle) === before) low = middle
      else high = middle
    }
    spans.push({ from: high, offset: offsetOf(timeZone, high) })
  }
  return spans
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** What a zone's clocks are ahead of UTC at a moment, in ms. Throws RangeError for a zone nobody knows. */
function offsetOf(timeZone: string, timeMs: number): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]))
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return local - Math.floor(timeMs / 1000) * 1000
}
