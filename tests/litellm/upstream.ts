import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

import { z } from 'zod'

import type { ConfiguredModel } from './proxy-config.ts'

/**
 * What an upstream model does. The same word is its name; a user's message that begins with `/<word>` asks any of them
 * for it.
 */
export const behaviours = [
  /** Answers in three pieces. */
  'answer',
  /** Thinks aloud in `reasoning_content` first. */
  'reason',
  /** 500. */
  'fail',
  /** 401, as for a wrong provider key. */
  'refuse-key',
  /** 429 with `retry-after`. */
  'rate-limit',
  /** 404, as for a model the provider does not have. */
  'no-such-model',
  /** 400, more tokens than the model's window. */
  'too-long',
  /** 400, refused by content policy. */
  'policy',
  /** One piece, then nothing until the caller leaves. */
  'stall',
  /** Nothing at all until the caller leaves. */
  'mute',
  /** One piece, a moment for it to travel on, then a closed connection. */
  'cut',
  /** One piece, then an error event. */
  'break',
] as const
export type Behaviour = (typeof behaviours)[number]

/** Long enough for a piece to pass through the gateway, in ms. */
const CUT_AFTER_MS = 250

/** What it answers where it answers. */
export const upstreamAnswer = ['The upstream ', 'answers in ', 'three pieces.']
/** What it thinks where it thinks. */
export const upstreamReasoning = ['Let me ', 'think.']

/** A running upstream. */
export interface Upstream {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  /** How often each behaviour was asked for. */
  readonly calls: ReadonlyMap<Behaviour, number>
  /** Fulfilled when the next caller leaves a `stall` or `mute` before its end. */
  nextLeft(): Promise<void>
  close(): Promise<void>
}

const Body = z.looseObject({
  model: z.string(),
  stream: z.boolean().nullish(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })).default([]),
})
type Body = z.infer<typeof Body>

/** Failures by behaviour: HTTP status and OpenAI's `error`. Source: OpenAI API reference, "Error codes". */
const refusals: Partial<Record<Behaviour, { status: number; error: Record<string, unknown> }>> = {
  fail: { status: 500, error: { message: 'The upstream has failed.', type: 'server_error', code: null } },
  'refuse-key': {
    status: 401,
    error: { message: 'Incorrect API key provided.', type: 'invalid_request_error', code: 'invalid_api_key' },
  },
  'rate-limit': {
    status: 429,
    error: { message: 'Rate limit reached.', type: 'requests', code: 'rate_limit_exceeded' },
  },
  'no-such-model': {
    status: 404,
    error: {
      message: 'The model does not exist.',
      type: 'invalid_request_error',
      code: 'model_not_found',
    },
  },
  'too-long': {
    status: 400,
    error: {
      message: "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000.",
      type: 'invalid_request_error',
      code: 'context_length_exceeded',
    },
  },
  policy: {
    status: 400,
    error: {
      message: 'Your request was rejected as a result of our safety system.',
      type: 'invalid_request_error',
      code: 'content_policy_violation',
    },
  },
}

/** Starts an OpenAI-compatible provider on 127.0.0.1 that does as it is told. */
export async function startUpstream(): Promise<Upstream> {
  const calls = new Map<Behaviour, number>()
  const leaving: (() => void)[] = []
  const server = createServer((request, response) => {
    void serve(request, response, calls, () => leaving.shift()?.())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The upstream has no port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    nextLeft: () => new Promise((resolve) => leaving.push(resolve)),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** A gateway's deployment of one behaviour, under its own name unless given another. */
export function upstreamModel(
  upstream: Upstream,
  behaviour: Behaviour,
  name: string = behaviour,
  parameters: Readonly<Record<string, unknown>> = {},
): ConfiguredModel {
  return {
    model_name: name,
    litellm_params: {
      model: `openai/${behaviour}`,
      api_base: `${upstream.url}/v1`,
      api_key: 'the-upstream-key',
      input_cost_per_token: 1e-6,
      output_cost_per_token: 2e-6,
      ...parameters,
    },
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  calls: Map<Behaviour, number>,
  onLeft: () => void,
): Promise<void> {
  let text = ''
  for await (const piece of request.setEncoding('utf8')) text += String(piece)
  const parsed = Body.safeParse(text === '' ? null : JSON.parse(text))
  if (!parsed.success) {
    sendJson(response, 400, { error: { message: 'Not a chat completion.', type: 'invalid_request_error' } })
    return
  }
  const body = parsed.data
  const behaviour = behaviourOf(body)
  calls.set(behaviour, (calls.get(behaviour) ?? 0) + 1)
  const refusal = refusals[behaviour]
  if (refusal) {
    sendJson(
      response,
      refusal.status,
      { error: { param: null, ...refusal.error } },
      behaviour === 'rate-limit' ? { 'retry-after': '7' } : {},
    )
    return
  }
  const reportLeaving = (): void => {
    response.on('close', () => {
      if (!response.writableFinished) onLeft()
    })
  }
  if (behaviour === 'mute') return reportLeaving()
  if (body.stream !== true) {
    if (behaviour === 'stall') return reportLeaving()
    if (behaviour === 'cut') return void response.destroy()
    sendJson(response, 200, wholeAnswer(body, behaviour))
    return
  }
  const id = `chatcmpl-${randomUUID()}`
  const send = (choice: object, rest: object = {}): void => {
    const chunk = { id, object: 'chat.completion.chunk', created: seconds(), model: body.model }
    const frame = { ...chunk, choices: [{ index: 0, finish_reason: null, ...choice }], ...rest }
    response.write(`data: ${JSON.stringify(frame)}\n\n`)
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  send({ delta: { role: 'assistant', content: '' } })
  if (behaviour === 'reason')
    for (const piece of upstreamReasoning) send({ delta: { reasoning_content: piece } })
  const pieces =
    behaviour === 'answer' || behaviour === 'reason' ? upstreamAnswer : upstreamAnswer.slice(0, 1)
  for (const content of pieces) send({ delta: { content } })
  switch (behaviour) {
    case 'stall':
      reportLeaving()
      return
    case 'cut':
      setTimeout(() => response.destroy(), CUT_AFTER_MS)
      return
    case 'break':
      response.end(`data: ${JSON.stringify({ error: { message: 'Overloaded.', type: 'server_error' } })}\n\n`)
      return
    default:
      send({ delta: {}, finish_reason: 'stop' })
      response.write(
        `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: seconds(), model: body.model, choices: [], usage: usageOf(behaviour) })}\n\n`,
      )
      response.end('data: [DONE]\n\n')
  }
}

function behaviourOf(body: Body): Behaviour {
  const last = body.messages.findLast((message) => message.role === 'user')?.content
  const asked = /^\/([a-z-]+)/.exec(typeof last === 'string' ? last : '')?.[1]
  return (
    behaviours.find((name) => name === asked) ?? behaviours.find((name) => name === body.model) ?? 'answer'
  )
}

function wholeAnswer(body: Body, behaviour: Behaviour): object {
  return {
    id: `chatcmpl-${randomUUID()}`,
    object: 'chat.completion',
    created: seconds(),
    model: body.model,
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: {
          role: 'assistant',
          content: upstreamAnswer.join(''),
          ...(behaviour === 'reason' && { reasoning_content: upstreamReasoning.join('') }),
        },
      },
    ],
    usage: usageOf(behaviour),
  }
}

function usageOf(behaviour: Behaviour): object {
  const reasoningTokens = behaviour === 'reason' ? 5 : 0
  return {
    prompt_tokens: 11,
    completion_tokens: 7 + reasoningTokens,
    total_tokens: 18 + reasoningTokens,
    prompt_tokens_details: { cached_tokens: 3 },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  }
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}

function seconds(): number {
  return Math.floor(Date.now() / 1000)
}
