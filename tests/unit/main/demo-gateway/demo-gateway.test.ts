import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

import { startDemoGateway } from '#main/demo-gateway/demo-gateway.ts'
import { startTestGateway, userMessages } from '../../../helpers/demo-gateway.ts'

test('listens on 127.0.0.1 with keys nobody else has', async () => {
  const first = await startTestGateway()
  const second = await startTestGateway()
  expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  const keys = [first.adminKey, first.plainKey, second.adminKey, second.plainKey]
  expect(new Set(keys).size).toBe(4)
  for (const key of keys) expect(key).toMatch(/^sk-demo-[\w-]{22}$/)
  expect((await first.get('/v1/models', second.adminKey)).status).toBe(401)
})

test('rejects when the port is taken', async () => {
  const { url } = await startTestGateway()
  await expect(startDemoGateway({ port: Number(new URL(url).port) })).rejects.toThrow('EADDRINUSE')
})

test('remembers requests with their bodies and how they ended', async () => {
  const gateway = await startTestGateway()
  const body = { model: 'gpt-4o', messages: userMessages('echo: hi') }
  const coming = gateway.received(/chat/)
  await gateway.post('/v1/chat/completions', body)
  const [recorded] = gateway.requests
  expect(recorded).toMatchObject({ method: 'POST', path: '/v1/chat/completions', body })
  expect(recorded?.headers.authorization).toBe(`Bearer ${gateway.adminKey}`)
  expect(await coming).toBe(recorded)
  expect(await recorded?.ended).toBe('answered')
})

test('keeps only as many requests as asked', async () => {
  const gateway = await startTestGateway({ keptRequests: 2 })
  for (const path of ['/a', '/b', '/c']) await gateway.get(path)
  expect(gateway.requests.map((request) => request.path)).toEqual(['/b', '/c'])
})

test('ends open streams when it is closed', async () => {
  const gateway = await startDemoGateway({ slowLatencyMs: 0, slowChunkDelayMs: 60_000 })
  const response = await fetch(`${gateway.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.adminKey}` },
    body: JSON.stringify({ model: 'demo-slow', messages: userMessages('hello'), stream: true }),
  })
  const reading = expect(response.text()).rejects.toThrow('terminated')
  await gateway.close()
  await reading
  await expect(fetch(gateway.url)).rejects.toThrow('fetch failed')
  await gateway.close()
})

test('answers unknown routes and methods in the shape of FastAPI', async () => {
  const gateway = await startTestGateway()
  expect(await gateway.get('/nope')).toMatchObject({ status: 404, body: { detail: 'Not Found' } })
  expect(await gateway.get('/key/generate')).toMatchObject({
    status: 405,
    body: { detail: 'Method Not Allowed' },
  })
})

test('runs in a process of its own until its input closes', async () => {
  const script = 'tests/helpers/demo-gateway-process.ts'
  const child = spawn(process.execPath, [script, '{"version":"1.2.3"}'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const started: unknown = JSON.parse(String(line))
  expect(started).toEqual({
    url: expect.stringContaining('http://127.0.0.1:'),
    adminKey: expect.stringContaining('sk-demo-'),
    plainKey: expect.stringContaining('sk-demo-'),
  })
  child.stdin.end()
  expect(await exited).toEqual([0, null])
})

test('imports nothing but Node and its own files', async () => {
  const { stdout } = await promisify(execFile)('grep', ['-rhoE', "from '[^']+'", 'src-main/demo-gateway'])
  const sources = new Set(stdout.trim().split('\n'))
  for (const source of sources) expect(source).toMatch(/^from '(node:[\w/]+|\.\/[\w-]+\.ts)'$/)
})
