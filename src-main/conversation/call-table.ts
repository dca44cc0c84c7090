import type { DatabaseSync } from 'node:sqlite'

import type { Billing, Cost } from '#shared/conversation.ts'
import { sumOfCosts } from '#shared/cost-sum.ts'

import type { OwnBill, OwnCall } from '../spend/own-call.ts'
import type { Row } from './conversation-rows.ts'

/** About half a megabyte. */
const PAGE_CALLS = 500

/** The calls Litedesk sent, one for each time an answer was asked for or continued. Methods leave transactions to the caller. */
export class CallTable {
  readonly #statements: ReturnType<typeof prepareStatements>

  constructor(database: DatabaseSync) {
    this.#statements = prepareStatements(database)
  }

  add(call: OwnCall): void {
    this.#statements.add.run(columnsOf(call))
  }

  /** Oldest first. */
  ofMessage(messageId: string): OwnCall[] {
    return this.#statements.ofMessage.all(messageId).map(callOf)
  }

  /** The next calls since a moment (ISO 8601 UTC), oldest first; of that moment, those whose id comes behind `after`. */
  ofGateway(gatewayId: string, since: string, after: string): OwnCall[] {
    const rows = this.#statements.ofGateway.all({ gateway: gatewayId, since, after, limit: PAGE_CALLS })
    return rows.map(callOf)
  }

  /** Those whose bill is waited for, oldest first. */
  pending(): OwnCall[] {
    return this.#statements.pending.all().map(callOf)
  }

  /** The call with its bill; null for an unknown one, and for one that is billed already. */
  bill({ id, logId, billed }: OwnBill): OwnCall | null {
    return this.#change(id, { billing: 'billed', billed, logId })
  }

  /** The call, whose bill will not come; null for an unknown one, and for one that is billed. */
  giveUp(id: string): OwnCall | null {
    return this.#change(id, { billing: 'unavailable' })
  }

  #change(id: string, change: Partial<OwnCall>): OwnCall | null {
    const row = this.#statements.get.get(id)
    if (!row) return null
    const call = callOf(row)
    if (call.billing === 'billed') return null
    const changed = { ...call, ...change }
    this.#statements.update.run({ id, billing: changed.billing, record: JSON.stringify(changed) })
    return changed
  }
}

/** What a call cost: as billed, as the gateway figured, or as estimated; null when nothing is known of it. */
export function costOfCall({
  billed,
  estimate,
  isGatewaysFigure,
}: Pick<OwnCall, 'billed' | 'estimate' | 'isGatewaysFigure'>): Cost | null {
  if (billed !== null) return { usd: billed, source: 'gateway' }
  return estimate === null ? null : { usd: estimate, source: isGatewaysFigure ? 'gateway' : 'estimate' }
}

/** What calls cost together; null when nothing is known of any. */
export function costOfCalls(calls: readonly OwnCall[]): Cost | null {
  return sumOfCosts(calls.map(costOfCall))
}

/** How far an answer's calls are billed: it is when all of them are. */
export function billingOfCalls(calls: readonly OwnCall[]): Billing {
  const states = new Set(calls.map(({ billing }) => billing))
  return {
    state: states.has('pending') ? 'pending' : states.has('unavailable') ? 'unavailable' : 'billed',
    logIds: calls.flatMap(({ logId }) => logId ?? []),
  }
}

function prepareStatements(database: DatabaseSync) {
  return {
    add: database.prepare(`INSERT INTO call
      (id, gateway_id, conversation_id, message_id, started_at, billing, record)
      VALUES (:id, :gateway_id, :conversation_id, :message_id, :started_at, :billing, :record)`),
    get: database.prepare('SELECT record FROM call WHERE id = ?'),
    update: database.prepare('UPDATE call SET billing = :billing, record = :record WHERE id = :id'),
    ofMessage: database.prepare('SELECT record FROM call WHERE message_id = ? ORDER BY started_at, id'),
    ofGateway: database.prepare(`SELECT record FROM call
      WHERE gateway_id = :gateway AND (started_at, id) > (:since, :after) ORDER BY started_at, id LIMIT :limit`),
    pending: database.prepare("SELECT record FROM call WHERE billing = 'pending' ORDER BY started_at, id"),
  }
}

function columnsOf(call: OwnCall) {
  return {
    id: call.id,
    gateway_id: call.gatewayId,
    conversation_id: call.conversationId,
    message_id: call.messageId,
    started_at: call.startedAt,
    billing: call.billing,
    record: JSON.stringify(call),
  }
}

function callOf(row: Row): OwnCall {
  const call: OwnCall = JSON.parse(String(row['record']))
  return call
}
