import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { expect, it, onTestFinished } from 'vitest'

import { stepsOf } from '../litellm/gateway-calls.ts'
import { placeCluster } from '../litellm/postgres.ts'
import { preparePrismaEngine } from '../litellm/prisma-engine/prepare.ts'
import { preparePython } from '../litellm/python-environment.ts'
import { litellmUnavailableReason } from '../litellm/start-litellm.ts'
import { localGatewayBench } from '../helpers/local-gateway.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const unavailable = await litellmUnavailableReason({ database: true })

it('gives the real LiteLLM the database it was told, and virtual keys can be made then', async ({ skip }) => {
  if (unavailable !== null) skip(unavailable)
  const python = await preparePython()
  const prisma = await preparePrismaEngine(python)
  const cluster = await placeCluster(python)
  const database = await cluster.start()
  onTestFinished(() => database.close())
  const folder = temporaryFolder()
  const path = join(folder, 'mine.yaml')
  // The database has LiteLLM's tables already, and what would make them is not fetched in a test.
  writeFileSync(path, 'model_list: []\ngeneral_settings:\n  disable_prisma_schema_update: true\n')
  const { host, registry, status, state } = await localGatewayBench({
    storageFolder: folder,
    environmentPath: dirname(dirname(python.python)),
    setup: { config: { type: 'file', path } },
    users: {
      ...prisma.environment,
      PATH: `${prisma.programs}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      HTTPS_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: '127.0.0.1,localhost',
    },
  })
  onTestFinished(() => host.quit())
  await host.setSecret('DATABASE_URL', { source: 'key-store', value: cluster.url })
  expect(state.state.localGateway.database).toEqual({ source: 'key-store', isSet: true, lastFour: null })
  await host.start({ activates: true })
  expect(status()).toMatchObject({ state: 'running', lack: null })
  const gateway = registry.find('local')
  const key = await registry.keyOf(gateway)
  const steps = await stepsOf({ baseUrl: gateway.baseUrl, key })
  expect(steps.find(({ name }) => name === 'database')).toMatchObject({ outcome: 'passed' })
  const made = await fetch(`${gateway.baseUrl}/key/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${String(key)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ key_alias: 'made here', max_budget: 1 }),
  })
  expect(made.status).toBe(200)
  expect(await made.json()).toMatchObject({ key_alias: 'made here', max_budget: 1 })
}, 300_000)
