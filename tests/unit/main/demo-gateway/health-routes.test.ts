import { expect, test } from 'vitest'

import { startTestGateway } from '../../../helpers/demo-gateway.ts'

test.each(['/health/liveliness', '/health/liveness'])('says it is alive at %s, to anybody', async (path) => {
  const gateway = await startTestGateway()
  const response = await fetch(gateway.url + path)
  expect([response.status, await response.text()]).toEqual([200, '"I\'m alive!"'])
})

test('says in readiness that it is a demo', async () => {
  const now = new Date('2026-11-22T03:27:00Z')
  const gateway = await startTestGateway({ now: () => now })
  const response = await fetch(`${gateway.url}/health/readiness`)
  expect(await response.json()).toEqual({
    status: 'connected',
    db: 'connected',
    cache: null,
    litellm_version: '1.79.3',
    success_callbacks: [],
    use_aiohttp_transport: true,
    license: { has_license: false, license_type: null },
    last_updated: '2026-11-22T03:27:00.000Z',
    demo: true,
  })
})

test('keeps its version to itself as newer gateways do', async () => {
  const gateway = await startTestGateway({ isNewer: true })
  expect((await gateway.get('/health/readiness')).body).toEqual({
    status: 'healthy',
    db: 'connected',
    demo: true,
  })
})

test('counts healthy and unhealthy deployments', async () => {
  const gateway = await startTestGateway()
  expect((await gateway.get('/health', gateway.plainKey)).body).toMatchObject({
    healthy_count: 7,
    unhealthy_count: 2,
    unhealthy_endpoints: [{ model: 'openai/demo-fails' }, { model: 'openai/demo-falls-back' }],
  })
})
