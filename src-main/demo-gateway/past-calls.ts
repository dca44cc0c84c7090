import { randomUUID } from 'node:crypto'

import type { Caller, GatewayState } from './call.ts'
import { readChatRequest } from './chat-request.ts'
import { planCompletion } from './completion.ts'
import { seededRandom } from './seeded-random.ts'
import { successRow } from './spend-log-entry.ts'
import type { VirtualKey } from './virtual-keys.ts'

const PAST_MS = 14 * 86_400_000

const PAST_PROMPTS = [
  'Write a function that groups rows by day.',
  'Compare the two plans in a table.',
  'Explain the formula in one paragraph.',
  'List the steps to publish a release.',
  'A long story about a harbour, please.',
] as const

/** Fills the logs with made-up calls of a key, spread over the two weeks before now, and charges the key. */
export function addPastCalls(state: GatewayState, key: VirtualKey, count: number): void {
  const random = seededRandom(count)
  const answering = state.deployments
    .list()
    .filter((deployment) => deployment.mode === 'chat' && deployment.behaviour === 'answers')
  const nowMs = state.settings.now().getTime() - state.settings.spendLogDelayMs
  const caller: Caller = { isAdmin: false, token: key.token, key }
  for (let index = 0; index < count; index += 1) {
    const deployment = answering[random.below(answering.length)]
    if (deployment === undefined) continue
    const messages = [{ role: 'user', content: random.pick(PAST_PROMPTS) }]
    const rawBody = JSON.stringify({ model: deployment.modelName, messages })
    const request = readChatRequest({
      method: 'POST',
      path: '/v1/chat/completions',
      query: new URLSearchParams(),
      headers: { 'user-agent': 'litedesk/demo' },
      rawBody,
    })
    const completion = planCompletion(state, request, messages, deployment)
    const durationMs = 600 + random.below(6000)
    const endMs = nowMs - Math.floor((1 - (index + random.next()) / count) * PAST_MS)
    const times = {
      start: new Date(endMs - durationMs),
      firstDelta: new Date(endMs - Math.floor(durationMs * 0.8)),
      end: new Date(endMs),
    }
    key.spend += completion.cost
    state.logs.record(successRow(state, caller, request, completion, times, randomUUID()))
  }
}
