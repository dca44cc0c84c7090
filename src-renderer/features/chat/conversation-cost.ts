import type { Cost, Message } from '#shared/conversation.ts'
import { sumOfCosts } from '#shared/cost-sum.ts'

/**
 * What all answers of a conversation cost together, on every branch, since each was paid for. It is an estimate as soon
 * as one part is; null while no answer has a cost.
 */
export function conversationCost(messages: readonly Message[]): Cost | null {
  return sumOfCosts(messages.map(({ facts }) => facts?.cost ?? null))
}

/** How many answers the gateway has not billed yet. */
export function pendingAnswers(messages: readonly Message[]): number {
  return messages.filter(({ facts }) => facts?.billing?.state === 'pending').length
}
