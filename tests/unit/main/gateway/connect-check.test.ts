import { createServer } from 'node:net'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { CheckStep } from '#shared/gateway.ts'

import { startDemoGateway, type DemoGateway } from '../../../../src-main/demo-gateway/demo-gateway.ts'
import type { FaultEffect } from '../../../../src-main/demo-gateway/faults.ts'
import { checkGateway } from '../../../../src-main/gateway/connect-check.ts'

let gateway: DemoGateway
beforeEach(async () => {
  gateway = await startDemoGateway()
})
afterEach(() => gateway.close())

async function check(key: string | null, baseUrl = gateway.url): Promise<CheckStep[]> {
  const steps: CheckStep[] = []
  for await (const step of checkGateway(baseUrl, async () => key, AbortSignal.timeout(10_000)))
    steps.push(step)
  return steps
}

function outcomes(steps: readonly CheckStep[]): string[] {
  return steps.map((step) => `${step.name} ${step.outcome}${step.error ? ` ${step.error.kind}` : ''}`)
}

describe('checkGateway', () => {
  it('passes every step with the admin key', async () => {
    const steps = await check(gateway.adminKey)
    expect(outcomes(steps)).toEqual([
      'reachable passed',
      'litellm passed',
      'key-accepted passed',
      'key-kind passed',
      'database passed',
      'models passed',
    ])
    expect(steps[3]?.finding).toBe('Admin key')
    expect(steps[1]?.finding).toMatch(/^LiteLLM \d/)
  })

  it('tells a plain key from an admin key', async () => {
    const steps = await check(gateway.plainKey)
    expect(steps[3]?.finding).toBe('Plain key: chat and its own budget')
    expect(outcomes(steps).at(-1)).toBe('models passed')
  })

  it('says what works without a database', async () => {
    await gateway.close()
    gateway = await startDemoGateway({ database: false })
    expect(outcomes(await check(gateway.adminKey))).toContain('database warned')
    expect(outcomes(await check('sk-some-virtual-key')).at(-1)).toBe('key-accepted failed no-database')
  })

  it.each([
    ['an unknown key', 'sk-not-a-key-of-this-gateway', 'key-unknown'],
    ['a key of another shape', 'abcdefgh', 'key-malformed'],
    ['no key', null, 'key-missing'],
  ] as const)('refuses %s with its own words', async (_name, key, kind) => {
    expect(outcomes(await check(key)).at(-1)).toBe(`key-accepted failed ${kind}`)
  })

  it.each<[string, FaultEffect, string[]]>([
    [
      'a web page',
      { html: '<html>hi</html>', status: 200 },
      ['reachable passed', 'litellm failed not-litellm'],
    ],
    ['another program’s 404', { status: 404, body: {} }, ['reachable passed', 'litellm failed not-found']],
    ['a proxy’s 502', { status: 502, html: '<html>' }, ['reachable passed', 'litellm failed gateway-failed']],
    ['a redirect elsewhere', { redirectTo: 'https://sso.example/login' }, ['reachable failed redirected']],
    ['a login wall', { status: 401, html: '<html>' }, ['reachable passed', 'litellm failed not-litellm']],
  ])('knows %s', async (_name, effect, expected) => {
    gateway.faults.inject({ match: { path: /^\/health/ }, effect })
    expect(outcomes(await check(gateway.adminKey))).toEqual(expected)
  })

  it('says that nothing listens', async () => {
    await gateway.close()
    expect(outcomes(await check('sk-x'))).toEqual(['reachable failed refused'])
  })

  it('says that what listens does not speak HTTP', async () => {
    const server = createServer((socket) => socket.write('SSH-2.0-x\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(outcomes(await check('sk-x', `http://127.0.0.1:${port}`))).toEqual(['litellm failed not-litellm'])
    server.close()
  })

  it('sends the key to no other host', async () => {
    const other = await startDemoGateway()
    gateway.faults.inject({ match: { path: /key\/info/ }, effect: { redirectTo: `${other.url}/key/info` } })
    expect(outcomes(await check(gateway.adminKey)).at(-1)).toBe('key-accepted failed redirected')
    expect(other.requests).toEqual([])
    await other.close()
  })

  it('follows a redirect on the same host', async () => {
    gateway.faults.inject({
      match: { path: /^\/health\/liveliness/, times: 1 },
      effect: { redirectTo: `${gateway.url}/health/liveness` },
    })
    expect(outcomes(await check(gateway.adminKey)).at(-1)).toBe('models passed')
  })
})
