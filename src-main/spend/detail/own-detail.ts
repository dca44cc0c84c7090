import type { SpendLog, SpendLogDetail } from '#shared/spend-log.ts'

import type { LogEntry } from '../log-entry.ts'

/** All there is to say about a call of our own whose row the gateway does not have, or may not show. */
export function ownDetail(entry: LogEntry, log: SpendLog): SpendLogDetail {
  return {
    log,
    content: 'unavailable',
    messages: [],
    requestJson: null,
    responseJson: null,
    metadataJson: null,
    traceback: null,
    hasTraceback: false,
    price: { basis: 'none', lines: [], billed: log.cost, difference: '0' },
    route: [{ kind: 'asked', model: entry.model, detail: null }],
    timing: { firstTokenMs: entry.firstTokenMs, totalMs: entry.durationMs, overheadMs: null },
    apiBase: null,
    requesterIp: null,
  }
}
