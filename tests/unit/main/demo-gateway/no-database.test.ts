import { expect, test } from 'vitest'

import { startTestGateway, userMessages } from '../../../helpers/demo-gateway.ts'

const DAY = '?start_date=2026-11-22&end_date=2026-11-23'

function error(status: number, type: string, message: unknown) {
  return { status, body: { error: { message, type, param: 'None', code: String(status) } } }
}

test('without a database, models answer and everything kept in it fails in its own way', async () => {
  const gateway = await startTestGateway({ database: false })
  const get = async (path: string, key?: string) => {
    const { status, body } = await gateway.get(path, key)
    return { status, body }
  }
  const post = async (path: string, sent: object) => {
    const { status, body } = await gateway.post(path, sent)
    return { status, body }
  }
  expect(await get('/health/readiness')).toMatchObject({
    status: 200,
    body: { status: 'healthy', db: 'Not connected' },
  })
  const chat = { model: 'gpt-4o', messages: userMessages('echo: hi') }
  expect((await post('/v1/chat/completions', chat)).status).toBe(200)
  expect((await get('/model/info')).status).toBe(200)
  expect((await post('/spend/calculate', chat)).status).toBe(200)
  expect((await post('/utils/token_counter', chat)).status).toBe(200)

  expect(await get('/v1/models', gateway.plainKey)).toEqual(
    error(400, 'no_db_connection', 'No connected db.'),
  )
  expect(await get('/spend/logs')).toEqual(
    error(
      500,
      'internal_error',
      '/spend/logs ErrorDatabase not connected. Connect a database to your proxy - https://docs.litellm.ai/docs/simple_proxy#managing-auth---virtual-keys',
    ),
  )
  expect(await get('/spend/logs/ui')).toEqual(
    error(401, 'internal_error', 'Prisma Client is not initialized'),
  )
  expect(await post('/key/generate', {})).toEqual(
    error(
      500,
      'internal_server_error',
      "{'error': 'DB not connected. See https://docs.litellm.ai/docs/proxy/virtual_keys'}",
    ),
  )
  expect(await get('/key/info')).toEqual(
    error(
      500,
      'internal_server_error',
      expect.stringMatching(/^Internal Server Error, Database not connected\./),
    ),
  )
  expect(await get('/key/list')).toEqual(
    error(500, 'internal_server_error', 'Authentication Error, Database not connected'),
  )
  expect(await post('/key/delete', { keys: ['sk-a'] })).toEqual(
    error(500, 'internal_server_error', 'Internal Server Error, Not connected to DB!'),
  )
  expect(await get('/global/spend')).toEqual(
    error(500, 'internal_server_error', "{'error': 'No db connected'}"),
  )
  expect(await get(`/user/daily/activity${DAY}`)).toEqual({
    status: 500,
    body: { detail: { error: expect.stringMatching(/^DB not connected\. See /) } },
  })
})
