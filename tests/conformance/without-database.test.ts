import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { listDeployments, listModels } from '#main/gateway/model-list.ts'

import { callOf, errorOf, piecesOf, stepsOf, textOf } from '../litellm/gateway-calls.ts'
import { litellmUnavailableReason } from '../litellm/start-litellm.ts'
import { callGateway, chatBody, verdictOn } from './calls.ts'
import { gateways, type Problem, type TestedGateway } from './gateways.ts'

const unavailable = await litellmUnavailableReason()

describe.each(gateways)('$name without a database', ({ isReal, start }) => {
  let gateway: TestedGateway

  beforeAll(async () => {
    if (!isReal || unavailable === null) gateway = await start({ database: false })
  }, 300_000)
  beforeEach(({ skip }) => {
    if (isReal && unavailable !== null) skip(unavailable)
  })

  afterAll(() => gateway?.close())

  it('passes Connect with its master key, and warns of the missing database', async () => {
    const steps = await stepsOf({ baseUrl: gateway.url, key: gateway.adminKey })
    expect(steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'reachable passed',
      'litellm passed',
      'key-accepted passed',
      'key-kind passed',
      'database warned',
      'models passed',
    ])
  })

  it.each([
    ['no key', null, '401 key-missing auth_error'],
    ['an empty key', '', '401 key-malformed auth_error'],
    ['a text that is no key', 'abc', '400 no-database no_db_connection'],
    ['an unknown key', 'sk-unknown-to-everybody', '400 no-database no_db_connection'],
  ])('refuses %s', async (_what, key, verdict) => {
    for (const path of ['/v1/models', '/key/info']) {
      expect(verdictOn(await callGateway(gateway, path, key))).toBe(verdict)
    }
    expect(verdictOn(await callGateway(gateway, '/v1/chat/completions', key, chatBody('gpt-4o')))).toBe(
      verdict,
    )
  })

  it.each([
    ['/health/liveliness', '200'],
    ['/health/readiness', '200'],
    ['/health/readiness/details', '200'],
    ['/v1/models', '200'],
    ['/model_group/info', '200'],
    ['/model/info', '200'],
    ['/v1/models/nope', '404 model-unknown -'],
    ['/nope', '404 not-found -'],
    ['/key/info', '500 no-database internal_server_error'],
    ['/key/list', '500 no-database internal_server_error'],
    ['/user/info', '500 no-database internal_server_error'],
    ['/spend/logs', '500 no-database internal_error'],
    ['/user/daily/activity?start_date=2026-11-01&end_date=2026-11-02', '500 no-database -'],
  ])('answers GET %s of its admin with %s', async (path, verdict) => {
    expect(verdictOn(await callGateway(gateway, path, gateway.adminKey))).toBe(verdict)
  })

  it('makes no virtual keys', async () => {
    const answer = await callGateway(gateway, '/key/generate', gateway.adminKey, {})
    expect(verdictOn(answer)).toBe('500 no-database internal_server_error')
  })

  it('describes its models', async () => {
    const models = await listModels({ baseUrl: gateway.url, key: gateway.adminKey })
    const opus = models.find(({ id }) => id === 'claude-opus-4-6')
    expect(opus).toMatchObject({ providers: ['anthropic'], mode: 'chat', inputPrice: '5', outputPrice: '25' })
    expect(opus?.capabilities).toEqual(expect.arrayContaining(['reasoning', 'vision', 'tools']))
    expect(opus?.maxOutputTokens).toBe(128_000)
  })

  it('streams an answer, its usage with the cost, and says which deployment gave it', async () => {
    const address = { baseUrl: gateway.url, key: gateway.adminKey }
    const pieces = await piecesOf(callOf(address, 'gpt-4o'))
    const [opened] = pieces
    if (opened?.type !== 'opened') throw new Error('The stream did not begin with its headers.')
    expect(opened.callId).toMatch(/^[\da-f-]{36}$/)
    expect((await listDeployments(address)).get(opened.deploymentId ?? '')).toBe('gpt-4o')
    expect(textOf(pieces).content).not.toBe('')
    const deltas = pieces.filter((piece) => piece.type === 'delta')
    expect(new Set(deltas.map(({ completionId }) => completionId)).size).toBe(1)
    const usage = pieces.find((piece) => piece.type === 'usage')
    expect(usage?.cost).toBeGreaterThan(0)
    expect(usage?.usage.outputTokens).toBeGreaterThan(0)
    expect(pieces.at(-1)).toEqual({ type: 'finished', reason: 'stop' })
  })

  it('sends the frames of a stream in the same form and order', async () => {
    const body = chatBody('gpt-4o', 'Good day!', { stream: true, stream_options: { include_usage: true } })
    const { headers, text } = await callGateway(gateway, '/v1/chat/completions', gateway.adminKey, body)
    const frames = text.trimEnd().split('\n\n')
    expect(frames.pop()).toBe('data: [DONE]')
    const chunks = frames.map((frame): Chunk => JSON.parse(frame.slice('data: '.length)))
    expect(chunks.map(kindOfChunk).join(' ')).toMatch(/^first( more)* finish usage$/)
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(headers.get('x-litellm-model-group')).toBe('gpt-4o')
    expect(headers.get('x-litellm-attempted-fallbacks')).toBe('0')
    expect(headers.get('x-litellm-response-cost')).toBeNull()
  })

  it('answers whole with usage and the cost in a header', async () => {
    const answer = await callGateway(gateway, '/v1/chat/completions', gateway.adminKey, chatBody('gpt-4o'))
    expect(answer.json).toMatchObject({
      object: 'chat.completion',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant' } }],
      usage: { prompt_tokens: expect.any(Number), completion_tokens: expect.any(Number) },
    })
    expect(Number(answer.headers.get('x-litellm-response-cost'))).toBeGreaterThan(0)
  })

  it('lets another model answer for one that fails, and says so', async () => {
    const { model, text } = gateway.fallsBack
    for (const stream of [true, false]) {
      const body = chatBody(model, text, { stream })
      const { headers } = await callGateway(gateway, '/v1/chat/completions', gateway.adminKey, body)
      expect(headers.get('x-litellm-model-group')).toBe('gpt-4o-mini')
      expect(headers.get('x-litellm-attempted-fallbacks')).toBe('1')
    }
    const address = { baseUrl: gateway.url, key: gateway.adminKey }
    const [opened] = await piecesOf(callOf(address, model, text))
    const id = opened?.type === 'opened' ? opened.deploymentId : null
    expect((await listDeployments(address)).get(id ?? '')).toBe('gpt-4o-mini')
  })

  it.each<[Problem, string]>([
    ['fails', '500 provider-failed internal_server_error'],
    ['refuses-its-key', '401 provider-unauthorized authentication_error'],
    ['is-rate-limited', '429 rate-limited throttling_error'],
    ['is-too-long', '400 context-too-long invalid_request_error'],
    ['is-against-policy', '400 content-refused invalid_request_error'],
  ])('passes on that the provider %s: %s', async (problem, verdict) => {
    const { model, text } = gateway.asksFor(problem)
    for (const stream of [true, false]) {
      const body = chatBody(model, text, { stream })
      const answer = await callGateway(gateway, '/v1/chat/completions', gateway.adminKey, body)
      expect(verdictOn(answer)).toBe(verdict)
      expect(answer.headers.get('x-litellm-call-id')).toMatch(/^[\da-f-]{36}$/)
    }
  })

  it('reports a provider that breaks off in the stream, after what had arrived', async () => {
    const { model, text } = gateway.breaks
    const address = { baseUrl: gateway.url, key: gateway.adminKey }
    expect(await errorOf(piecesOf(callOf(address, model, text)))).toMatchObject({
      kind: 'provider-failed',
      status: 500,
    })
    const body = chatBody(model, text, { stream: true })
    const answer = await callGateway(gateway, '/v1/chat/completions', gateway.adminKey, body)
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/^data: \{.*"content":.*\n\ndata: \{"error": ?\{.*\n\n$/s)
    expect(answer.text).not.toContain('[DONE]')
  })

  it.each([
    ['an unknown model', chatBody('nope'), '400 model-unknown invalid_request_error'],
    ['no messages', { model: 'gpt-4o' }, '400 invalid-request invalid_request_error'],
    ['half a body', '{"model":', '400 invalid-request invalid_request_error'],
    [
      'a parameter the model does not take',
      chatBody('gpt-4o', 'Good day!', { reasoning_effort: 'high' }),
      '400 invalid-request invalid_request_error',
    ],
  ])('refuses %s', async (_what, body, verdict) => {
    const answer = await callGateway(gateway, '/v1/chat/completions', gateway.adminKey, body)
    expect(verdictOn(answer)).toBe(verdict)
  })
})

interface Chunk {
  readonly object: string
  readonly choices: readonly {
    readonly index: number
    readonly delta: Readonly<Record<string, unknown>>
    readonly finish_reason?: string | null
  }[]
  readonly usage?: object
}

function kindOfChunk({ object, choices, usage }: Chunk): string {
  const [choice] = choices
  if (object !== 'chat.completion.chunk' || choices.length !== 1 || choice?.index !== 0) return 'strange'
  if (usage) return Object.keys(choice.delta).length === 0 ? 'usage' : 'strange'
  if ('finish_reason' in choice) return choice.finish_reason === 'stop' ? 'finish' : 'strange'
  if (choice.delta['role'] === 'assistant') return 'first'
  return typeof choice.delta['content'] === 'string' ? 'more' : 'strange'
}
