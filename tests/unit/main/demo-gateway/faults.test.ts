import { expect, test } from 'vitest'

import { type FaultEffect, Faults } from '#main/demo-gateway/faults.ts'
import { startTestGateway, userMessages } from '../../../helpers/demo-gateway.ts'

const CHAT = { model: 'gpt-4o', messages: userMessages('echo: one two three') }

async function gatewayWith(effect: FaultEffect) {
  return startTestGateway({ faults: [{ effect }] })
}

/** Reads a stream to its end or until it breaks, whichever comes first. */
async function readText(response: Response): Promise<{ text: string; isBroken: boolean; writes: number }> {
  const decoder = new TextDecoder()
  let text = ''
  let writes = 0
  try {
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true })
      writes += 1
    }
    return { text, isBroken: false, writes }
  } catch {
    // The socket was destroyed under the stream.
    return { text, isBroken: true, writes }
  }
}

test('chooses the first fault that hits, counting requests that match', () => {
  const faults = new Faults([
    { match: { method: 'post', path: '^/key', nth: 2, times: 1 }, effect: { status: 1 } },
    { match: { path: /list$/ }, effect: { status: 2 } },
  ])
  const taken = [
    faults.take('POST', '/key/list'),
    faults.take('GET', '/key/info'),
    faults.take('POST', '/key/update'),
    faults.take('POST', '/key/update'),
  ]
  expect(taken).toEqual([{ status: 2 }, null, { status: 1 }, null])
  faults.clear()
  expect(faults.take('POST', '/key/list')).toBeNull()
  faults.inject({ effect: { status: 3 } })
  expect(faults.take('GET', '/')).toEqual({ status: 3 })
})

test('can be set and cleared while the gateway runs', async () => {
  const gateway = await startTestGateway()
  gateway.faults.inject({
    match: { path: /models/, times: 1 },
    effect: { status: 502, html: '<h1>Bad</h1>' },
  })
  const answer = await gateway.get('/v1/models')
  expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([
    502,
    '<h1>Bad</h1>',
    'text/html',
  ])
  expect((await gateway.get('/v1/models')).status).toBe(200)
})

test('answers a status, a body, and headers in place of the route', async () => {
  const gateway = await gatewayWith({
    status: 503,
    body: { detail: 'busy' },
    headers: { 'retry-after': '7' },
  })
  const answer = await gateway.post('/v1/chat/completions', CHAT)
  expect(answer).toMatchObject({ status: 503, body: { detail: 'busy' } })
  expect(answer.headers.get('retry-after')).toBe('7')
  expect((await gateway.get('/spend/logs')).status).toBe(503)
})

test('delays', async () => {
  const gateway = await gatewayWith({ delayMs: 50 })
  const start = performance.now()
  expect((await gateway.get('/v1/models')).status).toBe(200)
  expect(performance.now() - start).toBeGreaterThanOrEqual(48)
})

test('redirects', async () => {
  const gateway = await gatewayWith({ redirectTo: 'http://127.0.0.1:1/login' })
  const answer = await gateway.get('/v1/models')
  expect([answer.status, answer.headers.get('location')]).toEqual([307, 'http://127.0.0.1:1/login'])
})

test('answers nothing, or far too much', async () => {
  const empty = await gatewayWith({ emptyBody: true })
  expect(await empty.get('/v1/models')).toMatchObject({ status: 200, text: '' })
  const huge = await gatewayWith({ hugeBodyBytes: 3_000_000 })
  expect((await huge.get('/v1/models')).text.length).toBe(3_000_011)
})

test('cuts an answer after so many bytes', async () => {
  const gateway = await gatewayWith({ cutAfterBytes: 20 })
  const headers = { authorization: `Bearer ${gateway.adminKey}` }
  const read = await readText(await fetch(`${gateway.url}/v1/models`, { headers }))
  expect(read).toMatchObject({ text: '{"data":[{"id":"clau', isBroken: true })
})

test('cuts a stream after so many bytes, or deltas', async () => {
  const byBytes = await gatewayWith({ cutAfterBytes: 300 })
  const bytes = await readText(await byBytes.openChat(CHAT))
  expect([bytes.text.length, bytes.isBroken]).toEqual([300, true])
  const byDeltas = await gatewayWith({ cutAfterDeltas: 2 })
  const deltas = await readText(await byDeltas.openChat(CHAT))
  expect([deltas.text.split('"content"').length - 1, deltas.isBroken]).toEqual([2, true])
  expect(await (await byDeltas.received(/chat/)).ended).toBe('aborted')
})

test('ends a stream early but properly', async () => {
  const gateway = await gatewayWith({ endAfterDeltas: 2 })
  const { text, isBroken } = await readText(await gateway.openChat(CHAT))
  expect(isBroken).toBe(false)
  expect(text.split('"content"').length - 1).toBe(2)
  expect(text).not.toMatch(/finish_reason|DONE/)
})

test('slips a malformed frame in and goes on', async () => {
  const gateway = await gatewayWith({ malformedAfterDeltas: 1 })
  const { text } = await readText(await gateway.openChat(CHAT))
  const frames = text.split('\n\n')
  expect(frames[1]).toBe('data: {"id": "chatcmpl-demo", "choices": [{"del')
  expect(frames.at(-2)).toBe('data: [DONE]')
})

test('breaks off with an error frame', async () => {
  const usual = await gatewayWith({ errorAfterDeltas: 1 })
  const { text, isBroken } = await readText(await usual.openChat(CHAT))
  expect(isBroken).toBe(false)
  expect(text).toMatch(/"content":"one "[^]*data: \{"error":\{"message":"litellm\.ServiceUnavailableError/)
  expect(text).not.toContain('[DONE]')
  const own = await gatewayWith({ errorAfterDeltas: 0, errorFrame: { message: 'gone', code: '500' } })
  expect((await readText(await own.openChat(CHAT))).text).toBe(
    'data: {"error":{"message":"gone","code":"500"}}\n\n',
  )
})

test('leaves parts of a stream out', async () => {
  const gateway = await gatewayWith({ omitDone: true, omitFinishReason: true, omitUsage: true })
  const response = await gateway.openChat({ ...CHAT, stream_options: { include_usage: true } })
  const { text, isBroken } = await readText(response)
  expect(isBroken).toBe(false)
  expect(text).toContain('"content":"three"')
  expect(text).not.toMatch(/finish_reason|usage|DONE/)
  expect((await gateway.post('/v1/chat/completions', CHAT)).body).not.toHaveProperty('usage')
})

test('writes every byte on its own', async () => {
  const gateway = await gatewayWith({ splitBytes: true })
  const body = { model: 'gpt-4o', messages: userMessages('echo: 🚀é') }
  const { text, writes } = await readText(await gateway.openChat(body))
  expect(text).toContain('"content":"🚀é"')
  expect(writes).toBeGreaterThan(50)
})

test('stalls before headers, after bytes, or after deltas, until the client leaves', async () => {
  for (const effect of [{ stallBeforeHeaders: true }, { stallAfterBytes: 10 }, { stallAfterDeltas: 1 }]) {
    const gateway = await gatewayWith(effect)
    const leaving = new AbortController()
    const opening = gateway.openChat(CHAT, leaving.signal)
    const recorded = await gateway.received(/chat/)
    if ('stallBeforeHeaders' in effect) {
      leaving.abort()
      await expect(opening).rejects.toThrow('aborted')
    } else {
      const reader = (await opening).body?.getReader()
      const first = await reader?.read()
      const text = new TextDecoder().decode(first?.value)
      expect(text.startsWith('data: {"id')).toBe(true)
      if ('stallAfterBytes' in effect) expect(text).toHaveLength(10)
      leaving.abort()
    }
    expect(await recorded.ended).toBe('aborted')
  }
})
