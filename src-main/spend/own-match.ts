import type { LogEntry } from './log-entry.ts'
import type { OwnBill, OwnCall } from './own-call.ts'
import { usdOf } from './pico-usd.ts'

/** A row's start and ours may differ by the way to the gateway and by what its clock is off, in ms. */
const NEAR_MS = 10_000

/**
 * Joins calls to the rows that billed them: by the answer's id, by the call's id, and where the gateway kept neither, by the
 * conversation it was part of (`session_id`) and its time. A row pays for one call only.
 */
export function matchCalls(
  calls: readonly OwnCall[],
  entries: readonly LogEntry[],
  clockAheadMs: number,
): OwnBill[] {
  const taken = new Set<string>()
  const bills: OwnBill[] = []
  for (const isSame of [hasSameId, hasSameCall, isSameMoment]) {
    for (const call of calls) {
      if (bills.some(({ id }) => id === call.id)) continue
      const entry = entries.find(
        (candidate) => !taken.has(candidate.id) && isSame(call, candidate, clockAheadMs),
      )
      if (entry === undefined) continue
      taken.add(entry.id)
      bills.push({ id: call.id, logId: entry.id, billed: usdOf(entry.cost) })
    }
  }
  return bills
}

function hasSameId(call: OwnCall, entry: LogEntry): boolean {
  // An answer from the gateway's cache is logged under the id of the answer it repeats, and a mark behind it.
  return (
    call.completionId !== null &&
    (entry.id === call.completionId || entry.id.startsWith(`${call.completionId}_cache_hit`))
  )
}

function hasSameCall(call: OwnCall, entry: LogEntry): boolean {
  return call.callId !== null && (entry.callId === call.callId || entry.id === call.callId)
}

function isSameMoment(call: OwnCall, entry: LogEntry, clockAheadMs: number): boolean {
  if (entry.sessionId !== call.conversationId) return false
  // A row that names its call is another call's.
  if (call.callId !== null && entry.callId !== null) return false
  const apart = Math.abs(entry.timeMs - clockAheadMs - Date.parse(call.startedAt))
  return apart <= NEAR_MS && (entry.model === call.askedModel || entry.model === call.answeredModel)
}
