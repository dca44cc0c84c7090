const HOUR_MS = 3_600_000

/** How calls are spread over a stretch of time: which part of them began by when. */
export interface HourlyPace {
  /** When so large a part of the calls has begun, from 0 to 1; in ms since 1970. */
  timeAt(share: number): number
  /** Which part of the calls has begun by a time, in ms since 1970. */
  shareAt(timeMs: number): number
}

/** The pace of office hours, nights and weekends. Both ends in ms since 1970. */
export function hourlyPace(fromMs: number, toMs: number): HourlyPace {
  const hours = Math.max(1, Math.ceil((toMs - fromMs) / HOUR_MS))
  const sums = new Float64Array(hours + 1)
  for (let hour = 0; hour < hours; hour += 1) {
    const weight = hourWeight(new Date(fromMs + hour * HOUR_MS), hour / hours)
    sums[hour + 1] = (sums[hour] ?? 0) + weight
  }
  const whole = sums[hours] ?? 1
  const hourMs = (toMs - fromMs) / hours

  function timeAt(share: number): number {
    const wanted = share * whole
    let low = 0
    let high = hours
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) <= wanted) low = middle
      else high = middle
    }
    const before = sums[low] ?? 0
    const inside = (wanted - before) / ((sums[low + 1] ?? before + 1) - before)
    return Math.min(Math.floor(fromMs + (low + inside) * hourMs), toMs - 1)
  }

  function shareAt(timeMs: number): number {
    const place = Math.min(hours, Math.max(0, (timeMs - fromMs) / hourMs))
    const hour = Math.floor(place)
    const before = sums[hour] ?? 0
    return (before + (place - hour) * ((sums[hour + 1] ?? before) - before)) / whole
  }

  return { timeAt, shareAt }
}

/** Few calls at night and on weekends, and a use that grows over the months. */
function hourWeight(time: Date, progress: number): number {
  const office = Math.exp(-(((time.getUTCHours() - 13.5) / 4.5) ** 2))
  const isWeekend = time.getUTCDay() === 0 || time.getUTCDay() === 6
  return (0.08 + office) * (isWeekend ? 0.3 : 1) * (0.6 + 0.8 * progress)
}
