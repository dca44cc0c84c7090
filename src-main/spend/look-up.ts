import { AppFailure } from '#shared/app-error.ts'

import { getFromGateway, type GatewayAddress } from '../gateway/gateway-client.ts'
import type { LogEntry } from './log-entry.ts'
import type { OwnBill, OwnCall } from './own-call.ts'
import { matchCalls } from './own-match.ts'
import { readLogRow } from './sync/log-row.ts'

const SESSION_PAGE = 100

/** What came of looking for the rows that billed some calls. */
export interface LookUpOutcome {
  readonly bills: readonly OwnBill[]
  /** False when this key may not read the log, or the gateway has none: asking again is of no use. */
  readonly mayRead: boolean
}

/**
 * Asks the gateway for the rows of some calls, one question at a time: by the answer's id, by the call's id, and at last for
 * the session's rows. Throws AppFailure for what may pass; a refusal is an outcome.
 */
export async function lookUpCalls(
  address: GatewayAddress,
  calls: readonly OwnCall[],
  signal: AbortSignal,
): Promise<LookUpOutcome> {
  const found: LogEntry[] = []
  try {
    for (const call of calls) {
      const bills = (): number => matchCalls([call], found, 0).length
      for (const id of [call.completionId, call.callId]) {
        if (id !== null && bills() === 0) found.push(...(await readById(address, id, signal)))
      }
      if (bills() === 0) found.push(...(await readSession(address, call.conversationId, signal)))
    }
  } catch (cause) {
    if (!(cause instanceof AppFailure) || !isRefusal(cause)) throw cause
    return { bills: matchCalls(calls, found, 0), mayRead: false }
  }
  return { bills: matchCalls(calls, found, 0), mayRead: true }
}

async function readById(address: GatewayAddress, id: string, signal: AbortSignal): Promise<LogEntry[]> {
  const query = new URLSearchParams({ request_id: id })
  const { json } = await getFromGateway(address, `/spend/logs?${query.toString()}`, { signal })
  return entriesIn(json)
}

/** The third way; a gateway without this route has no third way. */
async function readSession(address: GatewayAddress, id: string, signal: AbortSignal): Promise<LogEntry[]> {
  const query = new URLSearchParams({ session_id: id, page_size: String(SESSION_PAGE) })
  try {
    const { json } = await getFromGateway(address, `/spend/logs/session/ui?${query.toString()}`, { signal })
    return typeof json === 'object' && json !== null && 'data' in json ? entriesIn(json.data) : []
  } catch (cause) {
    if (cause instanceof AppFailure && cause.error.status === 404) return []
    throw cause
  }
}

function entriesIn(json: unknown): LogEntry[] {
  return Array.isArray(json) ? json.map(readLogRow).filter((entry) => entry !== null) : []
}

function isRefusal({ error }: AppFailure): boolean {
  return ['forbidden', 'unauthorized', 'no-database', 'not-found'].includes(error.kind)
}
