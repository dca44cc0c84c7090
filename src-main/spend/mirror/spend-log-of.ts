import type { SpendLog } from '#shared/spend-log.ts'

import type { LogEntry } from '../log-entry.ts'
import { usdOf } from '../pico-usd.ts'
import type { OwnCalls } from './own-calls.ts'

/** A row as the window shows it. `ownId` is given for records of our own. */
export function spendLogOf(entry: LogEntry, ownId: string | null, own: OwnCalls): SpendLog {
  const call = ownId === null ? null : (own.find(ownId)?.call ?? null)
  const { timeMs, hasFailed, cost, tags, ...rest } = entry
  return {
    ...rest,
    time: new Date(timeMs).toISOString(),
    status: hasFailed ? 'failure' : 'success',
    tags: [...tags],
    cost: usdOf(cost),
    origin: call === null ? 'gateway' : 'litedesk',
    isEstimate: call !== null && call.billed === null,
    message:
      call === null
        ? own.messageOf(entry)
        : { conversationId: call.conversationId, messageId: call.messageId },
  }
}
