import { expect, test } from 'vitest'

import { startTestGateway, userMessages } from '../../../helpers/demo-gateway.ts'

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/

function frames(text: string): unknown[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '' && frame !== 'data: [DONE]')
    .map((frame): unknown => JSON.parse(frame.replace(/^data: /, '')))
}

test('streams frames exactly as LiteLLM writes them', async () => {
  const gateway = await startTestGateway({ now: () => new Date('2026-11-22T03:27:00Z') })
  const response = await gateway.openChat({
    model: 'gpt-4o',
    messages: userMessages('echo: Grüße 🚀'),
    stream_options: { include_usage: true },
  })
  const text = await response.text()
  const start = `{"id":"chatcmpl-ID","created":1795318020,"model":"gpt-4o","object":"chat.completion.chunk","system_fingerprint":"fp_demo","choices":`
  expect(text.replaceAll(new RegExp(UUID, 'g'), 'ID')).toBe(
    [
      `data: ${start}[{"index":0,"delta":{"content":"Grüße ","role":"assistant"}}]}`,
      `data: ${start}[{"index":0,"delta":{"content":"🚀"}}]}`,
      `data: ${start}[{"finish_reason":"stop","index":0,"delta":{}}]}`,
      `data: ${start}[{"index":0,"delta":{}}],"usage":{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}`,
      'data: [DONE]',
      '',
    ].join('\n\n'),
  )
  const { headers } = response
  expect(headers.get('content-type')).toContain('text/event-stream')
  expect(headers.get('x-litellm-call-id')).toMatch(UUID)
  const absent = ['response-cost', 'response-duration-ms', 'attempted-retries', 'attempted-fallbacks']
  expect(absent.map((name) => headers.get(`x-litellm-${name}`))).toEqual([null, null, null, null])
})

test('sends no usage unless asked, and its cost only when set up to', async () => {
  const gateway = await startTestGateway({ hasCostInUsageChunk: true })
  const body = { model: 'gpt-4o', messages: userMessages('echo: hi') }
  expect(await (await gateway.openChat(body)).text()).not.toContain('"usage"')
  const asked = await gateway.openChat({ ...body, stream_options: { include_usage: true } })
  expect(frames(await asked.text()).at(-1)).toMatchObject({ usage: { cost: 8 * 2.5e-6 + 1e-5 } })
})

test('answers in one piece with cost, usage and headers', async () => {
  const gateway = await startTestGateway()
  const { status, body, headers } = await gateway.post(
    '/chat/completions',
    { model: 'gpt-4o', messages: userMessages('echo: hi') },
    gateway.plainKey,
  )
  expect(status).toBe(200)
  expect(body).toEqual({
    id: expect.stringMatching(/^chatcmpl-/),
    created: expect.any(Number),
    model: 'gpt-4o',
    object: 'chat.completion',
    system_fingerprint: 'fp_demo',
    choices: [
      {
        finish_reason: 'stop',
        index: 0,
        message: { content: 'hi', role: 'assistant', tool_calls: null, function_call: null },
      },
    ],
    usage: {
      prompt_tokens: 8,
      completion_tokens: 1,
      total_tokens: 9,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
  })
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-litellm-call-id': expect.stringMatching(UUID),
    'x-litellm-model-id': expect.stringMatching(/^[\da-f]{64}$/),
    'x-litellm-model-api-base': 'https://openai.demo-gateway.invalid',
    'x-litellm-version': '1.79.3',
    'x-litellm-key-spend': '0.0',
    'x-litellm-response-cost': '3.0000000000000004e-05',
    'x-litellm-response-cost-original': '3.0000000000000004e-05',
    'x-litellm-response-cost-discount-amount': '0.0',
    'x-litellm-model-group': 'gpt-4o',
    'x-litellm-attempted-retries': '0',
    'x-litellm-attempted-fallbacks': '0',
  })
})

test('streams the same text it would answer in one piece, for any conversation', async () => {
  const gateway = await startTestGateway()
  const prompts = [
    'hello',
    'code',
    'a table, please',
    'math',
    'a long story',
    'echo:  a\n\n b ',
    'bench lines=40 rate=0 size=7',
  ]
  for (const model of ['claude-opus-4-6', 'gpt-4o-mini', 'gemini-2.5-flash']) {
    for (const prompt of prompts) {
      const body = { model, messages: userMessages(prompt) }
      const whole = await gateway.post('/v1/chat/completions', body)
      const streamed = frames(await (await gateway.openChat(body)).text())
      const text = streamed.map((chunk) => deltaText(chunk)).join('')
      expect(whole.body).toMatchObject({ choices: [{ message: { content: text } }] })
      expect(text.length).toBeGreaterThan(3)
    }
  }
})

function deltaText(chunk: unknown): string {
  const content = /"delta":\{"content":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(chunk))?.[1]
  return content === undefined ? '' : String(JSON.parse(content))
}

test('reasons when asked to and able to', async () => {
  const gateway = await startTestGateway()
  const body = { model: 'claude-opus-4-6', messages: userMessages('echo: hi'), reasoning_effort: 'low' }
  const chunks = frames(await (await gateway.openChat(body)).text())
  expect(chunks[0]).toMatchObject({
    model: 'claude-opus-4-6',
    choices: [
      {
        delta: {
          role: 'assistant',
          reasoning_content: 'The ',
          thinking_blocks: [{ type: 'thinking', thinking: 'The ' }],
        },
      },
    ],
  })
  expect(chunks.at(-1)).toMatchObject({
    model: 'anthropic/claude-opus-4-6',
    choices: [{ finish_reason: 'stop' }],
  })
  const whole = await gateway.post('/v1/chat/completions', body)
  expect(whole.body).toMatchObject({
    choices: [{ message: { content: 'hi', reasoning_content: expect.stringMatching(/^The prompt has 8/) } }],
    usage: { completion_tokens_details: { reasoning_tokens: expect.any(Number) } },
  })
  const plain = await gateway.post('/v1/chat/completions', { ...body, reasoning_effort: null })
  expect(plain.text).not.toContain('reasoning_content')
})

const GROUP = '\\. Received Model Group=[\\w-]+\\nAvailable Model Group Fallbacks=None$'

test.each([
  [
    'an unsupported parameter',
    { reasoning_effort: 'low' },
    400,
    null,
    "^litellm\\.UnsupportedParamsError: openai does not support parameters: \\['reasoning_effort'\\]",
  ],
  [
    'upstream 401',
    { messages: userMessages('error: 401') },
    401,
    null,
    '^litellm\\.AuthenticationError: AuthenticationError: OpenAIException - [^]*' + GROUP,
  ],
  ['upstream 404', { messages: userMessages('error: 404') }, 404, null, '^litellm\\.NotFoundError: '],
  [
    'upstream 429',
    { messages: userMessages('error: 429') },
    429,
    'throttling_error',
    '^litellm\\.RateLimitError: RateLimitError: ',
  ],
  ['upstream 500', { messages: userMessages('error: 500') }, 500, null, '^litellm\\.InternalServerError: '],
  [
    'a context window',
    { messages: userMessages('x'.repeat(600_000)) },
    400,
    null,
    '^litellm\\.ContextWindowExceededError: litellm\\.BadRequestError: ContextWindowExceededError: ',
  ],
  [
    'content policy',
    { messages: userMessages('error: content-policy') },
    400,
    null,
    '^litellm\\.BadRequestError: litellm\\.ContentPolicyViolationError: ',
  ],
  ['demo-fails', { model: 'demo-fails' }, 500, null, '^litellm\\.InternalServerError: [^]*' + GROUP],
  ['an embedding model', { model: 'text-embedding-3-small' }, 404, null, '^litellm\\.NotFoundError: '],
  [
    'a timeout',
    { model: 'demo-slow', timeout: 0.01 },
    408,
    null,
    '^litellm\\.Timeout: APITimeoutError - Request timed out\\.[^]*timeout value=0\\.01, time taken=0\\.01 seconds',
  ],
])('answers %s as LiteLLM does, streamed or not', async (_case, fields, status, type, message) => {
  const gateway = await startTestGateway()
  for (const stream of [false, true]) {
    const body = { model: 'gpt-4o', messages: userMessages('hi'), ...fields, stream }
    const answer = await gateway.post('/v1/chat/completions', body)
    expect({ status: answer.status, body: answer.body }).toEqual({
      status,
      body: {
        error: {
          message: expect.stringMatching(new RegExp(message)),
          type,
          param: null,
          code: String(status),
        },
      },
    })
    expect(answer.headers.get('x-litellm-call-id')).toMatch(UUID)
    expect(answer.headers.get('x-litellm-response-cost')).toBe('0')
    expect(answer.headers.get('x-litellm-timeout')).toBe('timeout' in fields ? '0.01' : '6000.0')
  }
})

test.each([
  ['{', 400, 'invalid_request_error', /^Invalid JSON payload: /, 'request_body'],
  [
    { model: 'nope', messages: [] },
    400,
    'None',
    /^\{'error': '\/chat\/completions: Invalid model name passed in model=nope\. Call `\/v1\/models` /,
    'None',
  ],
  [
    { model: 'gpt-4o' },
    500,
    'None',
    /^Router\.acompletion\(\) missing 1 required positional argument: 'messages'$/,
    'None',
  ],
  [
    { model: 'demo-rate-limited', messages: userMessages('hi') },
    429,
    'None',
    /^No deployments available for selected model, Try again in 5 seconds\. Passed model=demo-rate-limited\..* cooldown_list=\['/,
    'None',
  ],
])('refuses %j', async (body, status, type, message, param) => {
  const gateway = await startTestGateway()
  const answer = await gateway.post('/v1/chat/completions', body)
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: { error: { message: expect.stringMatching(message), type, param, code: String(status) } },
  })
})

test('falls back to another deployment and says so', async () => {
  const gateway = await startTestGateway()
  const messages = userMessages('echo: hi')
  const mini = await gateway.post('/v1/chat/completions', { model: 'gpt-4o-mini', messages })
  for (const fields of [
    { model: 'demo-falls-back' },
    { model: 'demo-fails', fallbacks: ['gpt-4o-mini'] },
    { model: 'gpt-4o', fallbacks: [{ model: 'gpt-4o-mini' }], mock_testing_fallbacks: true },
  ]) {
    const { body, headers } = await gateway.post('/v1/chat/completions', { ...fields, messages })
    expect(body).toMatchObject({ model: 'gpt-4o-mini' })
    expect(headers.get('x-litellm-model-id')).toBe(mini.headers.get('x-litellm-model-id'))
    expect(headers.get('x-litellm-attempted-fallbacks')).toBe('1')
    expect(headers.get('x-litellm-model-group')).toBe('gpt-4o-mini')
  }
  const streamed = await gateway.openChat({ model: 'demo-falls-back', messages })
  await streamed.text()
  expect(streamed.headers.get('x-litellm-model-id')).toBe(mini.headers.get('x-litellm-model-id'))
  expect(streamed.headers.has('x-litellm-attempted-fallbacks')).toBe(false)
})

test('cools a failing deployment down when set up to', async () => {
  let now = new Date('2026-11-22T03:27:00Z')
  const gateway = await startTestGateway({ now: () => now, cooldownMs: 5000 })
  const ask = async (content: string) =>
    (await gateway.post('/v1/chat/completions', { model: 'gpt-4o', messages: userMessages(content) })).status
  expect([await ask('error: 500'), await ask('echo: hi')]).toEqual([500, 429])
  now = new Date(now.getTime() + 5000)
  expect(await ask('echo: hi')).toBe(200)
})

test('answers mock_response for the price of 10 and 20 tokens', async () => {
  const gateway = await startTestGateway()
  const body = { model: 'demo-fails', messages: userMessages('hi'), mock_response: 'as you wish' }
  const answer = await gateway.post('/v1/chat/completions', body)
  expect(answer.body).toMatchObject({
    choices: [{ message: { content: 'as you wish' } }],
    usage: { prompt_tokens: 10, completion_tokens: 20 },
  })
  expect(
    frames(await (await gateway.openChat(body)).text())
      .map(deltaText)
      .join(''),
  ).toBe('as you wish')
})

test('stops at max_tokens', async () => {
  const gateway = await startTestGateway()
  const messages = userMessages('echo: one two three four')
  const { body } = await gateway.post('/v1/chat/completions', { model: 'gpt-4o', messages, max_tokens: 2 })
  expect(body).toMatchObject({
    choices: [{ finish_reason: 'length', message: { content: 'one two ' } }],
    usage: { completion_tokens: 2 },
  })
})

test('breaks off with an error frame and no end, or looks complete after a cut', async () => {
  const gateway = await startTestGateway()
  const broken = await gateway.openChat({ model: 'gpt-4o', messages: userMessages('error: mid-stream') })
  const text = await broken.text()
  expect(broken.status).toBe(200)
  expect(text).not.toContain('[DONE]')
  expect(frames(text).at(-1)).toEqual({
    error: {
      message: expect.stringMatching(
        /^litellm\.ServiceUnavailableError: litellm\.MidStreamFallbackError: [^]*Received Model Group=gpt-4o\nAvailable Model Group Fallbacks=None$/,
      ),
      type: null,
      param: null,
      code: '503',
    },
  })
  const cut = await (await gateway.openChat({ model: 'gpt-4o', messages: userMessages('error: cut') })).text()
  expect(cut).toContain('"finish_reason":"stop"')
  expect(cut.endsWith('data: [DONE]\n\n')).toBe(true)
})

test('stops when the client leaves, and charges for what was sent', async () => {
  const gateway = await startTestGateway({ slowLatencyMs: 0, slowChunkDelayMs: 60_000 })
  const leaving = new AbortController()
  const body = { model: 'demo-slow', messages: userMessages('echo: one two three') }
  const response = await gateway.openChat(body, leaving.signal)
  const reader = response.body?.getReader()
  await reader?.read()
  leaving.abort()
  const recorded = await gateway.received(/chat/)
  expect(await recorded.ended).toBe('aborted')
  // The row is written in the turn in which the abort is seen.
  const { body: rows } = await gateway.get('/spend/logs')
  expect(rows).toMatchObject([{ model: 'demo-slow', completion_tokens: 1, status: 'success' }])
})

test('streams a bench document at the pace asked for, whatever timers do', async () => {
  const gateway = await startTestGateway()
  const start = performance.now()
  const response = await gateway.openChat({
    model: 'gpt-4o',
    messages: userMessages('bench lines=4 rate=200 size=8'),
  })
  const chunks = frames(await response.text())
  const dueMs = ((chunks.length - 2) * 1000) / 200
  expect(performance.now() - start).toBeGreaterThanOrEqual(dueMs - 2)
  expect(performance.now() - start).toBeLessThan(dueMs + 2000)
})

test('gives calls their own ids and the same words', async () => {
  const gateway = await startTestGateway()
  const body = { model: 'gpt-4o', messages: userMessages('hello') }
  const answers = [
    await gateway.post('/v1/chat/completions', body),
    await gateway.post('/v1/chat/completions', body),
  ]
  const [first, second] = answers.map((answer) => answer.text)
  expect(first?.replace(UUID, '').replace(/"created":\d+/, '')).toBe(
    second?.replace(UUID, '').replace(/"created":\d+/, ''),
  )
  expect(UUID.exec(first ?? '')?.[0]).not.toBe(UUID.exec(second ?? '')?.[0])
})

test('calls a model by the name a key knows it under', async () => {
  const gateway = await startTestGateway()
  await gateway.post('/key/generate', { key: 'sk-a', aliases: { best: 'gpt-4o' } })
  const { body } = await gateway.post(
    '/v1/chat/completions',
    { model: 'best', messages: userMessages('echo: hi') },
    'sk-a',
  )
  expect(body).toMatchObject({ model: 'gpt-4o' })
})
