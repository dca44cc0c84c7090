import { durationMs } from '#shared/duration.ts'

/** How a time the gateway gave stands to what was asked. */
export type TimeVerdict = 'exact' | 'rounded' | 'other'

/** What a request's way to the gateway and its clock may differ, in ms. */
const SLACK_MS = 3 * 60_000
/** Time zones go this far from UTC, in ms: an operator may have set one. */
const ZONE_MS = 14 * 3_600_000
const DAY_MS = 86_400_000

/**
 * Judges a reset or an expiry by the duration that was asked at `askedAt`. LiteLLM's own rounding is known: full minutes
 * and hours, midnight, Monday for `7d`, the first of the month for `30d` and `1mo`, in the operator's time zone.
 */
export function judgeTime(duration: string, askedAt: Date, got: Date): TimeVerdict {
  const length = durationMs(duration, askedAt)
  if (length === null) return 'other'
  const wait = got.getTime() - askedAt.getTime()
  if (Math.abs(wait - length) <= SLACK_MS) return 'exact'
  if (wait < -SLACK_MS) return 'other'
  return isRounding(duration, length, askedAt, got) ? 'rounded' : 'other'
}

function isRounding(duration: string, length: number, askedAt: Date, got: Date): boolean {
  if (!isFullQuarter(got))
    return length < DAY_MS / 24 && got.getTime() - askedAt.getTime() <= length + SLACK_MS
  if (duration === '1mo' || duration === '30d') return isNear(got, firstOfNextMonth(askedAt))
  if (duration === '7d') return isNear(got, mondayAfter(askedAt))
  if (length % DAY_MS === 0) return isNear(got, midnightAfter(askedAt, length / DAY_MS))
  return got.getTime() - askedAt.getTime() <= length + SLACK_MS
}

/** Midnight somewhere is a full quarter of an hour in UTC. */
function isFullQuarter(time: Date): boolean {
  return time.getTime() % (15 * 60_000) === 0
}

/** Whether a time is this midnight in some time zone. */
function isNear(got: Date, midnightUtc: number): boolean {
  return Math.abs(got.getTime() - midnightUtc) <= ZONE_MS
}

function midnightAfter(from: Date, days: number): number {
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate() + days)
}

function mondayAfter(from: Date): number {
  return midnightAfter(from, (8 - from.getUTCDay()) % 7 || 7)
}

function firstOfNextMonth(from: Date): number {
  return Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1)
}
