const compact = new Intl.NumberFormat('en', { notation: 'compact' })
const exact = new Intl.NumberFormat('en')
const timeOfDay = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit' })
const weekday = new Intl.DateTimeFormat('en', { weekday: 'short' })
const dayAndMonth = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
const fullDate = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })
const fullMoment = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' })

/** A count for a glance: "940", "1.2K", "3.4M". The exact figure belongs in a tooltip, see `formatExact`. */
export function formatCount(count: number): string {
  return compact.format(count)
}

/** A count in full: "12,345". */
export function formatExact(count: number): string {
  return exact.format(count)
}

/** A span of time given in ms: "0.42 s", "12.3 s", "1 min 5 s". */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  const rest = whole % 60
  return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${rest} s`
}

/** A size given in bytes: "812 B", "96 KB", "10.0 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** When something happened, as short as it stays clear: a time today, a weekday this week, else a date. */
export function formatWhen(iso: string, now: Date): string {
  const moment = new Date(iso)
  const ageMs = now.getTime() - moment.getTime()
  if (ageMs < 60_000) return 'now'
  if (ageMs < 3_600_000) return `${Math.floor(ageMs / 60_000)} min`
  if (moment.toDateString() === now.toDateString()) return timeOfDay.format(moment)
  if (ageMs < 6 * 86_400_000) return weekday.format(moment)
  return moment.getFullYear() === now.getFullYear() ? dayAndMonth.format(moment) : fullDate.format(moment)
}

/** A moment in full, for tooltips. */
export function formatMoment(iso: string): string {
  return fullMoment.format(new Date(iso))
}

/** A name as a sentence in passing quotes it. */
export function shortened(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name
}

/** A running span of time given in ms, in whole seconds: "0 s", "12 s", "1 min 5 s". */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
