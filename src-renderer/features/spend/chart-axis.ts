const month = new Intl.DateTimeFormat('en', { month: 'short' })
const year = new Intl.DateTimeFormat('en', { year: 'numeric' })
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

const DAY_SECONDS = 86_400
const MONTH_SECONDS = 28 * DAY_SECONDS

/** Words below an axis of time. Moments and their distance in s; midnight is told as its day, January as its year. */
export function axisTimes(moments: readonly number[], increment: number): string[] {
  return moments.map((seconds) => {
    const moment = new Date(seconds * 1000)
    if (increment >= MONTH_SECONDS) return (moment.getMonth() === 0 ? year : month).format(moment)
    const isMidnight = moment.getHours() === 0 && moment.getMinutes() === 0
    return (increment >= DAY_SECONDS || isMidnight ? day : clock).format(moment)
  })
}
