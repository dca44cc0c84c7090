import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { defaultParameters } from '#shared/parameters.ts'
import { AppFailure, type AppError } from '#shared/app-error.ts'
import type { Parameters } from '#shared/conversation.ts'

import { streamCompletion, type StreamPiece } from '../../../../src-main/completion/completion-stream.ts'
import { startDemoGateway, type DemoGateway } from '../../../../src-main/demo-gateway/demo-gateway.ts'
import type { FaultEffect } from '../../../../src-main/demo-gateway/faults.ts'

const QUESTION = 'echo: Grüße, 你好 and 👋🏽 to all'

let gateway: DemoGateway
beforeEach(async () => {
  gateway = await startDemoGateway({ chunkDelayMs: 0, hasCostInUsageChunk: false })
})
afterEach(() => gateway.close())

interface Outcome {
  readonly content: string
  readonly reasoning: string
  readonly pieces: readonly StreamPiece[]
  readonly error: AppError | null
}

interface Asked {
  readonly model?: string
  readonly key?: string | null
  readonly parameters?: Parameters
  readonly mayReason?: boolean
  readonly abort?: AbortController
  readonly question?: string
  /** Called after each piece. */
  readonly onPiece?: (piece: StreamPiece) => void
}

async function ask(asked: Asked = {}): Promise<Outcome> {
  const pieces: StreamPiece[] = []
  let error: AppError | null = null
  try {
    const stream = streamCompletion({
      address: { baseUrl: gateway.url, key: asked.key === undefined ? gateway.adminKey : asked.key },
      model: asked.model ?? 'gpt-4o',
      prompt: [{ role: 'user', content: asked.question ?? QUESTION }],
      parameters: asked.parameters ?? defaultParameters,
      mayReason: asked.mayReason ?? false,
      sessionId: 'conversation-1',
      signal: (asked.abort ?? new AbortController()).signal,
    })
    for await (const piece of stream) {
      pieces.push(piece)
      asked.onPiece?.(piece)
    }
  } catch (cause) {
    if (!(cause instanceof AppFailure)) throw cause
    error = cause.error
  }
  const deltas = pieces.filter((piece) => piece.type === 'delta')
  return {
    content: deltas.map((delta) => delta.content).join(''),
    reasoning: deltas.map((delta) => delta.reasoning).join(''),
    pieces,
    error,
  }
}

function withFault(effect: FaultEffect): void {
  gateway.faults.inject({ match: { path: /chat\/completions/ }, effect })
}

describe('streamCompletion', () => {
  it('gives the text, the ids, the usage and the end', async () => {
    const { content, pieces, error } = await ask()
    expect(error).toBeNull()
    expect(content).toContain('Grüße, 你好 and 👋🏽 to all')
    expect(pieces[0]).toMatchObject({
      type: 'opened',
      callId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      deploymentId: expect.any(String),
    })
    expect(pieces.at(-1)).toEqual({ type: 'finished', reason: 'stop' })
    const usage = pieces.find((piece) => piece.type === 'usage')
    expect(usage?.usage.outputTokens).toBeGreaterThan(0)
    expect(usage?.cost).toBeNull()
  })

  it('asks for the usage, names the conversation, and sends no setting left to the gateway', async () => {
    await ask()
    const { body, headers } = await gateway.received(/chat\/completions/)
    expect(body).toEqual({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: QUESTION }],
      stream: true,
      stream_options: { include_usage: true },
      litellm_session_id: 'conversation-1',
    })
    expect(headers.authorization).toBe(`Bearer ${gateway.adminKey}`)
  })

  it('sends reasoning effort only to a model that takes it', async () => {
    const parameters = { ...defaultParameters, temperature: 0.5, reasoningEffort: 'high' as const }
    const thinking = await ask({ model: 'claude-opus-4-6', parameters, mayReason: true })
    expect(thinking.reasoning).not.toBe('')
    await ask({ parameters, mayReason: false })
    expect(gateway.requests.map((request) => request.body)).toMatchObject([
      { reasoning_effort: 'high', temperature: 0.5 },
      expect.not.objectContaining({ reasoning_effort: 'high' }),
    ])
  })

  it('gives the same text however the bytes are split', async () => {
    const whole = await ask()
    withFault({ splitBytes: true })
    const split = await ask()
    expect(split.error).toBeNull()
    expect(split.content).toBe(whole.content)
  })

  it('reads the cost where the gateway sends one', async () => {
    await gateway.close()
    gateway = await startDemoGateway({ chunkDelayMs: 0, hasCostInUsageChunk: true })
    const { pieces } = await ask()
    expect(pieces.find((piece) => piece.type === 'usage')?.cost).toBeGreaterThan(0)
  })

  it('takes a stream without finish_reason or usage as complete when it ends with its mark', async () => {
    withFault({ omitFinishReason: true, omitUsage: true })
    const { error, pieces } = await ask()
    expect(error).toBeNull()
    expect(pieces.at(-1)).toEqual({ type: 'finished', reason: null })
  })

  it.each([
    ['a destroyed connection', { cutAfterDeltas: 2 }, 'stream-cut'],
    ['a connection destroyed inside a frame', { cutAfterBytes: 700 }, 'stream-cut'],
    ['a clean end without the mark', { endAfterDeltas: 2 }, 'stream-cut'],
    ['a frame that is not JSON', { malformedAfterDeltas: 2 }, 'stream-cut'],
    ['an error frame', { errorAfterDeltas: 2 }, 'provider-failed'],
  ] as const)('keeps what came before %s', async (_name, effect, kind) => {
    withFault(effect)
    const { content, error } = await ask()
    expect(error?.kind).toBe(kind)
    expect(content).not.toBe('')
  })

  it.each([
    ['a web page', { html: '<html>login</html>', status: 200 }, 'not-litellm'],
    ['a proxy’s error page', { html: '<html>Bad gateway</html>', status: 502 }, 'gateway-failed'],
    ['an empty answer', { emptyBody: true }, 'not-litellm'],
    ['a redirect elsewhere', { redirectTo: 'http://127.0.0.1:9/v1/chat/completions' }, 'redirected'],
  ] as const)('says what %s is', async (_name, effect, kind) => {
    withFault(effect)
    expect((await ask()).error?.kind).toBe(kind)
  })

  it.each([
    ['demo-fails', 'provider-failed'],
    ['demo-rate-limited', 'cooldown'],
    ['no-such-model', 'model-unknown'],
  ] as const)('classifies what %s answers', async (model, kind) => {
    expect((await ask({ model })).error?.kind).toBe(kind)
  })

  it('classifies a wrong key without repeating it', async () => {
    const key = 'sk-wrong-key-that-must-not-show'
    const { error } = await ask({ key })
    expect(error?.kind).toBe('key-unknown')
    expect(JSON.stringify(error)).not.toContain(key)
  })

  it('stops when told, and the gateway notices', async () => {
    const abort = new AbortController()
    const { error } = await ask({
      abort,
      model: 'demo-slow',
      question: 'long',
      onPiece: (piece) => {
        if (piece.type === 'opened') abort.abort()
      },
    })
    expect(error?.kind).toBe('cancelled')
    expect(await gateway.requests[0]?.ended).toBe('aborted')
  })

  it('says that nothing listens', async () => {
    await gateway.close()
    expect((await ask()).error?.kind).toBe('refused')
  })
})
