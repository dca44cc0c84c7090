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
  const rows = indexOf(entries)
  const taken = new Set<LogEntry>()
  const bills = new Map<string, OwnBill>()
  const ways: readonly ((call: OwnCall) => readonly (LogEntry | undefined)[])[] = [
    ({ completionId }) => (completionId === null ? [] : [rows.byId.get(completionId)]),
    ({ callId }) => (callId === null ? [] : [rows.byCall.get(callId), rows.byId.get(callId)]),
    (call) =>
      (rows.bySession.get(call.conversationId) ?? []).filter((entry) =>
        isSameMoment(call, entry, clockAheadMs),
      ),
  ]
  // Ids are sure; guesses get what they leave.
  for (const candidatesOf of ways) {
    for (const call of calls) {
      if (bills.has(call.id)) continue
      const entry = candidatesOf(call).find((candidate) => candidate !== undefined && !taken.has(candidate))
      if (entry === undefined) continue
      taken.add(entry)
      bills.set(call.id, { id: call.id, logId: entry.id, billed: usdOf(entry.cost) })
    }
  }
  return [...bills.values()]
}

/** An answer from the gateway's cache is logged under the id of the answer it repeats, and this behind it. */
const CACHE_MARK = '_cache_hit'

function indexOf(entries: readonly LogEntry[]) {
  const byId = new Map<string, LogEntry>()
  const byCall = new Map<string, LogEntry>()
  const bySession = new Map<string, LogEntry[]>()
  for (const entry of entries) {
    byId.set(entry.id.split(CACHE_MARK)[0] ?? entry.id, entry)
    if (entry.callId !== null) byCall.set(entry.callId, entry)
    if (entry.sessionId === null) continue
    const same = bySession.get(entry.sessionId)
    if (same === undefined) bySession.set(entry.sessionId, [entry])
    else same.push(entry)
  }
  return { byId, byCall, bySession }
}

function isSameMoment(call: OwnCall, entry: LogEntry, clockAheadMs: number): boolean {
  // A row that names its call is another call's.
  if (call.callId !== null && entry.callId !== null) return false
  const apart = Math.abs(entry.timeMs - clockAheadMs - Date.parse(call.startedAt))
  return apart <= NEAR_MS && (entry.model === call.askedModel || entry.model === call.answeredModel)
}
