import { type Figure, figureText, usdNumberFigure } from '../../ui/figures.ts'

const month = new Intl.DateTimeFormat('en', { month: 'short' })
const year = new Intl.DateTimeFormat('en', { year: 'numeric' })
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

const clockWithSeconds = new Intl.DateTimeFormat('en', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

const DAY_SECONDS = 86_400
const MONTH_SECONDS = 28 * DAY_SECONDS

/** Words below an axis of time. Moments and their distance in s; midnight is told as its day, January as its year. */
export function axisTimes(moments: readonly number[], increment: number): string[] {
  return moments.map((seconds) => {
    const moment = new Date(seconds * 1000)
    if (increment >= MONTH_SECONDS) return (moment.getMonth() === 0 ? year : month).format(moment)
    const isMidnight = moment.getHours() === 0 && moment.getMinutes() === 0
    if (increment < 60) return clockWithSeconds.format(moment)
    return (increment >= DAY_SECONDS || isMidnight ? day : clock).format(moment)
  })
}

const wholeUsd = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
})

/** An amount of USD beside an axis; the cents only where there are some. */
export function usdAxis(usd: number): string {
  return Number.isInteger(usd) ? wholeUsd.format(usd) : figureText(usdNumberFigure(usd))
}

/** A duration given in ms beside an axis, in seconds up to two minutes: "0", "0.5 s", "30 s", "5 min". */
export function durationAxis(milliseconds: number): string {
  if (milliseconds === 0) return '0'
  const seconds = Number((milliseconds / 1000).toPrecision(3))
  return seconds < 120 ? `${seconds} s` : `${Number((seconds / 60).toPrecision(3))} min`
}

/** A value beside an axis as it is told elsewhere. */
export function figureAxis(figureOf: (value: number) => Figure): (value: number) => string {
  return (value) => figureText(figureOf(value))
}
