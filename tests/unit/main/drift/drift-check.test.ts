import { describe, expect, it, onTestFinished } from 'vitest'

import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'
import { DriftCheck, type DriftQuestion } from '#main/drift/drift-check.ts'
import { EngineClient } from '#main/engine/engine-client.ts'
import { KeyDesk } from '#main/virtual-key/key-desk.ts'
import type { DriftDifference, EngineDrift } from '#shared/drift.ts'
import { engineDefinitions } from '#shared/engine-config/engine-definitions.ts'
import type { EngineKind } from '#shared/engine.ts'

import { startTestGateway } from '../../../helpers/demo-gateway.ts'
import { engineHome } from '../../../helpers/engine-home.ts'
import { failureOf } from '../../../helpers/failure-of.ts'
import { manageKey } from '../../../helpers/virtual-key.ts'

const workerUrl = new URL('../../../../src-main/engine/engine-worker.ts', import.meta.url)
const kinds = engineDefinitions.map(({ kind }) => kind)
const WHOLE = { contextWindow: 128_000, maxTokens: 16_384, cost: { input: 2.5, output: 10 } }

function config(baseUrl: string, models: readonly object[], primary = 'litellm/gpt-4o') {
  return {
    models: {
      providers: { litellm: { baseUrl, apiKey: '${LITELLM_API_KEY}', api: 'openai-completions', models } },
    },
    agents: { defaults: { model: { primary } } },
    gateway: { mode: 'local' },
  }
}

async function checkIn(kind: EngineKind, options: DemoGatewayOptions = {}) {
  const gateway = await startTestGateway({ isNewer: true, ...options })
  const home = engineHome()
  const keys: Record<string, string> = { admin: gateway.adminKey, plain: gateway.plainKey }
  const addressOf = async (id: string) => ({ baseUrl: gateway.url, key: keys[id] ?? null })
  const keyDesk = new KeyDesk({ addressOf, changed: () => {} })
  const write = (content: object | string): string => home.write(kind, content)
  const open = async (environment: Readonly<Record<string, string>> = {}) => {
    const engines = new EngineClient({
      workerUrl,
      start: () => ({
        userData: home.userData,
        environment: { ...home.environment, ...environment },
        chosen: [],
      }),
      listed: () => {},
      changed: () => {},
      trouble: (fault) => {
        throw new Error(fault)
      },
    })
    onTestFinished(() => engines.close())
    const drift = new DriftCheck({ addressOf, keys: keyDesk, engines })
    const engineId = `${kind}:${home.path(kind)}`
    const check = async (question: Partial<DriftQuestion> = {}): Promise<EngineDrift> => {
      const report = await drift.check({ gatewayId: 'admin', keyHash: null, ...question })
      const found = report.engines.find((engine) => engine.engineId === engineId)
      if (!found) throw new Error('The engine is not in the report')
      return found
    }
    return { drift, engines, check, engineId }
  }
  return { gateway, home, keyDesk, write, open, read: () => home.read(kind) }
}

/** Differences without those that models the file lacks make. */
function known({ differences }: EngineDrift): DriftDifference[] {
  return differences.filter((one) => one.kind !== 'not-in-engine')
}

describe.each(kinds)('drift of %s', (kind) => {
  it('finds what the file lacks, has too much, and has otherwise; what is in use first', async () => {
    const { gateway, write, open } = await checkIn(kind)
    write(
      config(`${gateway.url}/v1`, [
        { id: 'gpt-4o', name: 'GPT-4o', ...WHOLE, contextWindow: 64_000 },
        { id: 'gone', name: 'Gone' },
        {
          id: 'gpt-4o-mini',
          name: 'mini',
          contextWindow: 128_000,
          maxTokens: 1000,
          cost: { input: 0.15, output: 0.6 },
        },
      ]),
    )
    const { check } = await open()
    const drift = await check()
    expect(drift).toMatchObject({ state: 'checked', providerIds: ['litellm'], isEditable: true })
    expect(known(drift)).toEqual([
      {
        id: 'other-figure litellm/gpt-4o contextWindow',
        kind: 'other-figure',
        providerId: 'litellm',
        modelId: 'gpt-4o',
        ref: 'litellm/gpt-4o',
        isInUse: true,
        inEngine: 64_000,
        onGateway: 128_000,
        message: 'The context window of “gpt-4o”: 64,000 tokens in the file, 128,000 tokens on the gateway.',
        mend: { type: 'correct-in-engine', field: 'contextWindow', value: 128_000 },
      },
      expect.objectContaining({
        kind: 'not-served',
        modelId: 'gone',
        isInUse: false,
        mend: { type: 'remove-from-engine', breaks: false },
      }),
    ])
    const lacking = drift.differences.filter((one) => one.kind === 'not-in-engine').map((one) => one.modelId)
    expect(lacking).toContain('claude-opus-4-6')
    expect(lacking).not.toContain('text-embedding-3-small')
    expect(lacking).not.toContain('gpt-4o')
  })

  it('mends everything in one write, and then nothing differs', async () => {
    const { gateway, write, open, read } = await checkIn(kind)
    write(
      `// mine\n${JSON.stringify(
        config(gateway.url, [
          { id: 'gpt-4o', name: 'GPT-4o', contextWindow: 1 },
          { id: 'gone', name: 'Gone' },
        ]),
        null,
        2,
      )}\n`,
    )
    const { drift, check, engines, engineId } = await open()
    const before = await check()
    const outcome = await drift.mend({
      gatewayId: 'admin',
      keyHash: null,
      engineId,
      hash: before.hash,
      differenceIds: before.differences.map(({ id }) => id),
    })
    expect(outcome.mended).toBe(before.differences.length)
    expect((await check()).differences).toEqual([])
    expect(read()).toMatch(/^\/\/ mine\n/)
    expect(read()).not.toContain('"gone"')
    // And back.
    const { backupId, afterHash } = outcome
    await engines.call('restore', { id: engineId, backupId: backupId ?? '', afterHash })
    expect((await check()).differences).toEqual(before.differences)
  })

  it('lets a model that is added be chosen where the file allows only some', async () => {
    const { gateway, write, open } = await checkIn(kind)
    const limited = config(gateway.url, [{ id: 'gpt-4o', name: 'GPT-4o', ...WHOLE }])
    write({
      ...limited,
      agents: { defaults: { ...limited.agents.defaults, models: { 'litellm/gpt-4o': {} } } },
    })
    const { drift, check, engineId, engines } = await open()
    const { hash } = await check()
    const id = 'not-in-engine litellm/gpt-4o-mini'
    const mended = await drift.mend({
      gatewayId: 'admin',
      keyHash: null,
      engineId,
      hash,
      differenceIds: [id],
    })
    expect(mended.mended).toBe(1)
    expect((await engines.call('open', { id: engineId })).text).toContain('"litellm/gpt-4o-mini"')
  })

  it('refuses a file that changed meanwhile', async () => {
    const { gateway, write, open } = await checkIn(kind)
    write(config(gateway.url, [{ id: 'gone', name: 'Gone' }]))
    const { drift, check, engineId } = await open()
    const { hash } = await check()
    write(config(gateway.url, [{ id: 'gone', name: 'Gone too' }]))
    const mending = { gatewayId: 'admin', keyHash: null, engineId, hash, differenceIds: ['x'] }
    expect((await failureOf(drift.mend(mending))).kind).toBe('config-changed-on-disk')
  })

  it('mends nothing that is no longer so', async () => {
    const { gateway, write, open } = await checkIn(kind)
    write(config(gateway.url, [{ id: 'gpt-4o', name: 'GPT-4o', ...WHOLE }]))
    const { drift, check, engineId } = await open()
    const { hash } = await check()
    const differenceIds = ['not-served litellm/gone']
    expect(await drift.mend({ gatewayId: 'admin', keyHash: null, engineId, hash, differenceIds })).toEqual({
      mended: 0,
      backupId: null,
      afterHash: hash,
    })
  })

  it('looks at what another key may use, which an admin can mend', async () => {
    const { gateway, keyDesk, write, open } = await checkIn(kind)
    write(
      config(gateway.url, [
        { id: 'gpt-4o', name: 'GPT-4o', ...WHOLE },
        { id: 'gpt-4o-mini', name: 'mini' },
      ]),
    )
    await manageKey(gateway, 'update', { key: gateway.plainKey, models: ['gpt-4o-mini'] })
    const { keys } = await keyDesk.list({
      gatewayId: 'admin',
      page: 1,
      size: 1,
      sort: { by: 'created', isDescending: true },
      filter: 'all',
      search: 'demo',
    })
    const keyHash = keys[0]?.hash ?? ''
    const { check } = await open()
    const drift = await check({ keyHash })
    expect(drift.differences[0]).toMatchObject({
      kind: 'not-allowed',
      modelId: 'gpt-4o',
      isInUse: true,
      mend: { type: 'allow-key', keyHash, models: ['gpt-4o-mini', 'gpt-4o'] },
    })
    expect(drift.differences.some((one) => one.kind === 'not-in-engine')).toBe(false)
    const { mend } = drift.differences[0] ?? {}
    if (mend?.type !== 'allow-key') throw new Error('No key is to be changed')
    await keyDesk.update('admin', mend.keyHash, { models: mend.models })
    expect((await check({ keyHash })).differences.some((one) => one.kind === 'not-allowed')).toBe(false)
  })

  it('with a plain key asks the admin for what is in use, and removes the rest', async () => {
    const { gateway, write, open } = await checkIn(kind)
    write(
      config(gateway.url, [
        { id: 'gpt-4o', name: 'GPT-4o', ...WHOLE },
        { id: 'gemini-2.5-flash', name: 'g' },
      ]),
    )
    await manageKey(gateway, 'update', { key: gateway.plainKey, models: ['gpt-4o-mini'] })
    const { check } = await open()
    const found = (await check({ gatewayId: 'plain' })).differences
    expect(found.map(({ kind: what, modelId, mend }) => [what, modelId, mend.type])).toEqual([
      ['not-usable', 'gpt-4o', 'ask-admin'],
      ['not-usable', 'gemini-2.5-flash', 'remove-from-engine'],
      ['not-in-engine', 'gpt-4o-mini', 'add-to-engine'],
    ])
  })

  it('knows the gateway by its other names, and by a variable', async () => {
    const { gateway, write, open } = await checkIn(kind)
    const written = ['http://localhost', 'http://127.0.0.1'].map((name) =>
      gateway.url.replace('http://127.0.0.1', name),
    )
    for (const baseUrl of [...written, '${GATEWAY_URL}/v1']) {
      write(config(baseUrl, [{ id: 'gpt-4o', name: 'GPT-4o', ...WHOLE }]))
      const { check } = await open({ GATEWAY_URL: gateway.url })
      expect((await check()).state).toBe('checked')
    }
    write(config('http://elsewhere:4000', []))
    const { check } = await open()
    expect(await check()).toMatchObject({ state: 'elsewhere', differences: [] })
  })

  it('says where there is no file, and where it cannot be read', async () => {
    const { write, open } = await checkIn(kind)
    expect(await (await open()).check()).toMatchObject({ state: 'absent', hash: null })
    write('{ not json')
    expect(await (await open()).check()).toMatchObject({
      state: 'unreadable',
      error: { kind: 'config-invalid' },
    })
  })
})

describe('a gateway', () => {
  it('that refuses the key is named so', async () => {
    const { open } = await checkIn('nova-engine', {
      faults: [
        {
          match: { path: '/key/info' },
          effect: { status: 401, body: { error: { message: 'no', type: 'token_not_found_in_db' } } },
        },
      ],
    })
    const { drift } = await open()
    expect((await failureOf(drift.check({ gatewayId: 'admin', keyHash: null }))).kind).toBe('key-unknown')
  })
})
