/** Moments as a `datetime-local` field holds them: local, to the minute, without a zone. */

/** What such a field shows for a moment; empty for none. */
export function fieldTime(iso: string | null): string {
  if (iso === null) return ''
  const moment = new Date(iso)
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** The moment such a field means; null when it is empty or incomplete. */
export function momentOfField(text: string): string | null {
  const moment = new Date(text)
  return text === '' || Number.isNaN(moment.getTime()) ? null : moment.toISOString()
}
