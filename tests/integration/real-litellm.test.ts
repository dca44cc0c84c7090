import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { AppFailure } from '#shared/app-error.ts'
import { defaultParameters } from '#shared/conversation.ts'
import type { CheckStep } from '#shared/gateway.ts'
import { costOf } from '#main/completion/cost.ts'
import {
  streamCompletion,
  type CompletionCall,
  type StreamPiece,
} from '#main/completion/completion-stream.ts'
import { checkGateway } from '#main/gateway/connect-check.ts'
import { listDeployments, listModels } from '#main/gateway/model-list.ts'

import { mockAnswer, mockedModels } from '../litellm/proxy-config.ts'
import { litellmUnavailableReason, startLiteLlm, type LiteLlm } from '../litellm/start-litellm.ts'
import {
  behaviours,
  startUpstream,
  upstreamAnswer,
  upstreamModel,
  upstreamReasoning,
  type Upstream,
} from '../litellm/upstream.ts'

const unavailable = await litellmUnavailableReason()
if (unavailable !== null) console.warn(unavailable)

describe.skipIf(unavailable !== null)(
  `the real LiteLLM proxy${unavailable ? ` (${unavailable})` : ''}`,
  () => {
    let upstream: Upstream
    let proxy: LiteLlm

    beforeAll(async () => {
      upstream = await startUpstream()
      proxy = await startLiteLlm({
        config: {
          model_list: [
            ...mockedModels,
            ...behaviours.map((behaviour) => upstreamModel(upstream, behaviour)),
            upstreamModel(upstream, 'fail', 'falls-back'),
          ],
          litellm_settings: { num_retries: 0, fallbacks: [{ 'falls-back': ['gpt-4o'] }] },
          router_settings: { disable_cooldowns: true },
        },
      })
    }, 300_000)

    afterAll(async () => {
      await proxy?.close()
      await upstream?.close()
    })

    it('passes every step of Connect with the master key, and is found to have no database', async () => {
      const steps = await check(proxy.adminKey)
      expect(steps.map(({ name, outcome, finding }) => [name, outcome, finding])).toEqual([
        ['reachable', 'passed', proxy.url],
        ['litellm', 'passed', 'LiteLLM'],
        ['key-accepted', 'passed', 'Key accepted'],
        ['key-kind', 'passed', 'Admin key'],
        ['database', 'warned', 'None: chat works; virtual keys, budgets and spend logs need one'],
        ['models', 'passed', `${mockedModels.length + behaviours.length + 1} chat models`],
      ])
    })

    it('refuses every other key for want of a database', async () => {
      const refused = (await check('sk-not-the-master-key')).at(-1)
      expect(refused).toMatchObject({
        name: 'key-accepted',
        outcome: 'failed',
        error: { kind: 'no-database', status: 400 },
      })
    })

    it('asks for a key', async () => {
      expect((await check(null)).at(-1)).toMatchObject({ outcome: 'failed', error: { kind: 'key-missing' } })
    })

    it('lists its models with what they can do and what they cost', async () => {
      const models = await listModels(addressOf(proxy.adminKey))
      const opus = models.find((model) => model.id === 'claude-opus-4-6')
      expect(opus).toMatchObject({
        providers: ['anthropic'],
        mode: 'chat',
        contextWindow: 1_000_000,
        inputPrice: '5',
        outputPrice: '25',
      })
      expect(opus?.capabilities).toContain('reasoning')
    })

    it('streams a mocked answer, its usage, and the id of the deployment that gave it', async () => {
      const pieces = await collect(callOf('gpt-4o'))
      expect(textOf(pieces)).toEqual({ content: mockAnswer, reasoning: '' })
      const usage = pieces.find((piece) => piece.type === 'usage')
      expect(usage?.usage).toEqual({ inputTokens: 10, outputTokens: 16, cachedTokens: 0, reasoningTokens: 0 })
      expect(pieces.at(-1)).toEqual({ type: 'finished', reason: 'stop' })
      const opened = pieces[0]
      expect(opened?.type).toBe('opened')
      expect(await modelBehind(opened)).toBe('gpt-4o')

      const model = (await listModels(addressOf(proxy.adminKey))).find(({ id }) => id === 'gpt-4o')
      expect(costOf(usage?.usage ?? null, null, model ?? null)).toEqual({
        usd: '0.000185',
        source: 'estimate',
      })
    })

    it('streams reasoning apart from the answer', async () => {
      const pieces = await collect(callOf('reason'))
      expect(textOf(pieces)).toEqual({
        content: upstreamAnswer.join(''),
        reasoning: upstreamReasoning.join(''),
      })
      expect(pieces.find((piece) => piece.type === 'usage')?.usage).toEqual({
        inputTokens: 11,
        outputTokens: 12,
        cachedTokens: 3,
        reasoningTokens: 5,
      })
    })

    it('says which model answered when another stepped in', async () => {
      const pieces = await collect(callOf('falls-back'))
      expect(textOf(pieces).content).toBe(mockAnswer)
      expect(await modelBehind(pieces[0])).toBe('gpt-4o')
    })

    it('tells the upstream when the user stops', async () => {
      const left = upstream.nextLeft()
      const stop = new AbortController()
      const pieces: StreamPiece[] = []
      const failure = await failureOf(async () => {
        for await (const piece of streamCompletion({ ...callOf('stall'), signal: stop.signal })) {
          pieces.push(piece)
          if (piece.type === 'delta') stop.abort()
        }
      })
      expect(failure.error.kind).toBe('cancelled')
      expect(textOf(pieces).content).toBe(upstreamAnswer[0])
      await left
    })

    it('names an unknown model', async () => {
      expect((await refusal('nope')).error).toMatchObject({ kind: 'model-unknown', status: 400 })
    })

    it.each([
      ['fail', 'provider-failed', 500],
      ['refuse-key', 'provider-unauthorized', 401],
      ['rate-limit', 'rate-limited', 429],
      ['no-such-model', 'model-unknown', 404],
      ['too-long', 'context-too-long', 400],
      ['policy', 'content-refused', 400],
      ['break', 'provider-failed', 500],
    ] as const)('tells why the upstream’s “%s” gave no answer: %s', async (model, kind, status) => {
      const { error } = await refusal(model)
      expect(error).toMatchObject({ kind, status })
      expect(error.requestId).toMatch(/^[\da-f-]{36}$/)
      expect(error.message).not.toMatch(/LiteLLM:|Received Model Group|litellm\./)
    })

    function addressOf(key: string | null) {
      return { baseUrl: proxy.url, key }
    }

    async function check(key: string | null): Promise<CheckStep[]> {
      return Array.fromAsync(checkGateway(proxy.url, () => Promise.resolve(key), AbortSignal.timeout(20_000)))
    }

    function callOf(model: string): CompletionCall {
      return {
        address: addressOf(proxy.adminKey),
        model,
        prompt: [{ role: 'user', content: 'Good day!' }],
        parameters: defaultParameters,
        mayReason: false,
        sessionId: randomUUID(),
        signal: AbortSignal.timeout(20_000),
      }
    }

    async function modelBehind(piece: StreamPiece | undefined): Promise<string | undefined> {
      if (piece?.type !== 'opened') return undefined
      return (await listDeployments(addressOf(proxy.adminKey))).get(piece.deploymentId ?? '')
    }

    function refusal(model: string): Promise<AppFailure> {
      return failureOf(() => collect(callOf(model)))
    }
  },
)

function collect(call: CompletionCall): Promise<StreamPiece[]> {
  return Array.fromAsync(streamCompletion(call))
}

function textOf(pieces: readonly StreamPiece[]): { content: string; reasoning: string } {
  const deltas = pieces.filter((piece) => piece.type === 'delta')
  return {
    content: deltas.map((delta) => delta.content).join(''),
    reasoning: deltas.map((delta) => delta.reasoning).join(''),
  }
}

async function failureOf(work: () => Promise<unknown>): Promise<AppFailure> {
  try {
    await work()
  } catch (cause) {
    if (cause instanceof AppFailure) return cause
    throw cause
  }
  throw new Error('It did not fail.')
}
