import JSON5 from 'json5'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { costOf } from '#main/completion/cost.ts'
import {
  streamCompletion,
  type CompletionCall,
  type StreamPiece,
} from '#main/completion/completion-stream.ts'
import type { GatewayAddress } from '#main/gateway/gateway-client.ts'
import { listDeployments, listModels } from '#main/gateway/model-list.ts'
import { engineDefinitions } from '#shared/engine-config/engine-definitions.ts'

import { engineHome } from '../helpers/engine-home.ts'
import { runLitedeskIn } from '../helpers/litedesk-command.ts'
import { callOf, errorOf, piecesOf, stepsOf, textOf } from '../litellm/gateway-calls.ts'
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

describe('the real LiteLLM proxy', () => {
  let upstream: Upstream
  let proxy: LiteLlm

  beforeAll(async () => {
    if (unavailable !== null) return
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
  beforeEach(({ skip }) => {
    if (unavailable !== null) skip(unavailable)
  })

  afterAll(async () => {
    await proxy?.close()
    await upstream?.close()
  })

  it.each(engineDefinitions)('is set up in $name by the command, with its models', async ({ kind }) => {
    const home = engineHome()
    const address = ['--base-url', proxy.url, '--litellm-api-key', proxy.adminKey]
    const result = await runLitedeskIn(home, ['onboard', '--engine', kind, ...address, '--yes', '--json'])
    expect(result.json()).toMatchObject({ ok: true, isWritten: true })
    expect(result.stderr).toContain('! Database: None')
    const status = await runLitedeskIn(home, ['status', '--engine', kind, '--json'])
    const { models } = JSON5.parse(home.read(kind))
    const ids = models.providers.litellm.models.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(expect.arrayContaining(mockedModels.map(({ model_name: name }) => name)))
    expect(status.json()).toMatchObject({ engines: [{ state: 'valid', starts: true }] })
  })

  it('passes every step of Connect with the master key, and is found to have no database', async () => {
    const steps = await stepsOf(addressOf(proxy.adminKey))
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
    const refused = (await stepsOf(addressOf('sk-not-the-master-key'))).at(-1)
    expect(refused).toMatchObject({
      name: 'key-accepted',
      outcome: 'failed',
      error: { kind: 'no-database', status: 400 },
    })
  })

  it('asks for a key', async () => {
    expect((await stepsOf(addressOf(null))).at(-1)).toMatchObject({
      outcome: 'failed',
      error: { kind: 'key-missing' },
    })
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
    const pieces = await piecesOf(ask('gpt-4o'))
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
    const pieces = await piecesOf(ask('reason'))
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
    const pieces = await piecesOf(ask('falls-back'))
    expect(textOf(pieces).content).toBe(mockAnswer)
    expect(await modelBehind(pieces[0])).toBe('gpt-4o')
  })

  it('tells the upstream when the user stops', async () => {
    const left = upstream.nextLeft()
    const stop = new AbortController()
    const pieces: StreamPiece[] = []
    const stream = async (): Promise<void> => {
      for await (const piece of streamCompletion({ ...ask('stall'), signal: stop.signal })) {
        pieces.push(piece)
        if (piece.type === 'delta') stop.abort()
      }
    }
    expect((await errorOf(stream())).kind).toBe('cancelled')
    expect(textOf(pieces).content).toBe(upstreamAnswer[0])
    await left
  })

  it('names an unknown model', async () => {
    expect(await errorOf(piecesOf(ask('nope')))).toMatchObject({ kind: 'model-unknown', status: 400 })
  })

  it.each([
    ['fail', 'provider-failed', 500],
    ['refuse-key', 'provider-unauthorized', 401],
    ['rate-limit', 'rate-limited', 429],
    ['no-such-model', 'model-unknown', 404],
    ['too-long', 'context-too-long', 400],
    ['policy', 'content-refused', 400],
    ['cut', 'provider-failed', 500],
    ['break', 'provider-failed', 500],
  ] as const)('tells why the upstream’s “%s” gave no answer: %s', async (model, kind, status) => {
    const error = await errorOf(piecesOf(ask(model)))
    expect(error).toMatchObject({ kind, status })
    expect(error.requestId).toMatch(/^[\da-f-]{36}$/)
    expect(error.message).not.toMatch(/LiteLLM:|Received Model Group|litellm\./)
  })

  function addressOf(key: string | null): GatewayAddress {
    return { baseUrl: proxy.url, key }
  }

  function ask(model: string): CompletionCall {
    return callOf(addressOf(proxy.adminKey), model)
  }

  async function modelBehind(piece: StreamPiece | undefined): Promise<string | undefined> {
    if (piece?.type !== 'opened') return undefined
    return (await listDeployments(addressOf(proxy.adminKey))).get(piece.deploymentId ?? '')
  }
})
