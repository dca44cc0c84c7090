import type { Completion, Delta } from './completion.ts'
import type { JsonObject } from './json.ts'

/** The end of a stream that was completed. */
export const DONE_FRAME = 'data: [DONE]\n\n'

/** A server-sent event with a JSON value in it. */
export function frame(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`
}

/** The chunk of one delta; only the first says who speaks. */
export function deltaChunk(completion: Completion, delta: Delta, isFirst: boolean): JsonObject {
  const role = isFirst ? { role: 'assistant' } : {}
  return chunk(completion, upstreamName(completion), {
    index: 0,
    delta: { ...deltaFields(completion, delta), ...role },
  })
}

function deltaFields(completion: Completion, delta: Delta): JsonObject {
  if (delta.kind === 'content') return { content: delta.text }
  return { reasoning_content: delta.text, ...thinkingBlocks(completion, delta.text) }
}

/** The chunk that says why the completion ended; other chunks have no finish_reason at all. */
export function finishChunk(completion: Completion): JsonObject {
  const choice = { finish_reason: completion.finishReason, index: 0, delta: {} }
  return chunk(completion, lastUpstreamName(completion), choice)
}

/** The chunk with token counts; it has a choice with an empty delta, unlike OpenAI's. */
export function usageChunk(completion: Completion, hasCost: boolean): JsonObject {
  return {
    ...chunk(completion, lastUpstreamName(completion), { index: 0, delta: {} }),
    usage: { ...completion.usage, ...(hasCost ? { cost: completion.cost } : {}) },
  }
}

/** The answer to a request that is not streamed. */
export function completionObject(completion: Completion, hasUsage: boolean): JsonObject {
  const reasoning = joined(completion, 'reasoning')
  const message = {
    content: joined(completion, 'content'),
    role: 'assistant',
    tool_calls: null,
    function_call: null,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning, ...thinkingBlocks(completion, reasoning) }),
  }
  return {
    id: completion.id,
    created: completion.created,
    model: upstreamName(completion),
    object: 'chat.completion',
    system_fingerprint: isOpenAi(completion) ? FINGERPRINT : null,
    choices: [{ finish_reason: completion.finishReason, index: 0, message }],
    ...(hasUsage ? { usage: completion.usage } : {}),
  }
}

const FINGERPRINT = 'fp_demo'

function chunk(completion: Completion, model: string, choice: JsonObject): JsonObject {
  return {
    id: completion.id,
    created: completion.created,
    model,
    object: 'chat.completion.chunk',
    ...(isOpenAi(completion) ? { system_fingerprint: FINGERPRINT } : {}),
    choices: [choice],
  }
}

function isOpenAi(completion: Completion): boolean {
  return completion.deployment.provider === 'openai'
}

function upstreamName(completion: Completion): string {
  return completion.deployment.upstreamModel
}

/** With some providers the last chunks spell the model differently from the others. */
function lastUpstreamName(completion: Completion): string {
  const { provider, upstreamModel } = completion.deployment
  return provider === 'anthropic' ? `${provider}/${upstreamModel}` : upstreamModel
}

function thinkingBlocks(completion: Completion, thinking: string): JsonObject {
  if (completion.deployment.provider !== 'anthropic') return {}
  return { thinking_blocks: [{ type: 'thinking', thinking, signature: '' }] }
}

function joined(completion: Completion, kind: Delta['kind']): string {
  return completion.deltas
    .filter((delta) => delta.kind === kind)
    .map((delta) => delta.text)
    .join('')
}
