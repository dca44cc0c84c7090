const moment = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })
const kilobytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

/** A time in UTC as the local one for reading: "Nov 24, 2026, 10:31 PM". */
export function formatMoment(at: string): string {
  return moment.format(new Date(at))
}

/** A size in bytes: "812 B", "3.4 kB". */
export function formatSize(bytes: number): string {
  return bytes < 1000 ? `${String(bytes)} B` : `${kilobytes.format(bytes / 1000)} kB`
}
