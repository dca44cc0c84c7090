import Big from 'big.js'

import type { Cost, Message } from '#shared/conversation.ts'

/**
 * What all answers of a conversation cost together, on every branch, since each was paid for. It is an estimate as soon
 * as one part is; null while no answer has a cost.
 */
export function conversationCost(messages: readonly Message[]): Cost | null {
  let sum = new Big(0)
  let source: Cost['source'] | null = null
  for (const { facts } of messages) {
    if (!facts?.cost) continue
    sum = sum.plus(facts.cost.usd)
    source = source === 'estimate' ? source : facts.cost.source
  }
  return source === null ? null : { usd: sum.toFixed(), source }
}

/** How many answers the gateway has not billed yet. */
export function pendingAnswers(messages: readonly Message[]): number {
  return messages.filter(({ facts }) => facts?.billing?.state === 'pending').length
}
