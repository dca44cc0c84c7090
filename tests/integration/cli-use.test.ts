import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { emptyStoreFile } from '#main/settings/store-schema.ts'
import { engineDefinitions } from '#shared/engine-config/engine-definitions.ts'

import { startTestGateway } from '../helpers/demo-gateway.ts'
import { deskIn, engineHome } from '../helpers/engine-home.ts'
import { runLitedeskIn } from '../helpers/litedesk-command.ts'

const kinds = engineDefinitions.map(({ kind }) => kind)

const CONFIG = `{
  // two models
  models: { providers: { litellm: { baseUrl: 'http://localhost:4000', apiKey: 'sk-a-key-in-the-file', api: 'openai-completions', models: [
    { id: 'a', name: 'A' },
    { id: 'openai/b', name: 'B' },
  ] } } },
  agents: { defaults: { model: { primary: 'litellm/a' } } },
  gateway: { mode: 'local' },
}
`

describe.each(kinds)('litedesk use and undo, for %s', (kind) => {
  it('change the bytes of the model, and give them back', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const used = await runLitedeskIn(home, ['use', 'litellm/openai/b', '--engine', kind])
    expect(used).toMatchObject({ status: 0, stderr: '' })
    expect(used.stdout).toMatch(/now uses litellm\/openai\/b instead of litellm\/a\. Written to ~/)
    expect(home.read(kind)).toBe(CONFIG.replace("primary: 'litellm/a'", "primary: 'litellm/openai/b'"))

    const undone = await runLitedeskIn(home, ['undo', '--json'])
    expect(undone.json()).toMatchObject({
      ok: true,
      undone: 'Switched to litellm/openai/b',
      primary: 'litellm/a',
    })
    expect(home.read(kind)).toBe(CONFIG)

    const again = await runLitedeskIn(home, ['undo', '--json'])
    expect(again.status).toBe(1)
    expect(again.json()).toMatchObject({ ok: false, error: { kind: 'gone' } })
  })

  it('take back what the window or the tray did', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const { desk, engine } = await deskIn(home)
    await desk.useModel(engine(kind).id, 'litellm/openai/b')
    expect((await runLitedeskIn(home, ['undo', '--engine', kind])).status).toBe(0)
    expect(home.read(kind)).toBe(CONFIG)
  })

  it('take nothing back where something else changed the same', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    await runLitedeskIn(home, ['use', 'litellm/openai/b', '--engine', kind])
    const theirs = CONFIG.replace("primary: 'litellm/a'", "primary: 'litellm/other'")
    home.write(kind, theirs)
    const { status, stderr } = await runLitedeskIn(home, ['undo', '--engine', kind])
    expect(status).toBe(6)
    expect(stderr).toContain('changed in the same place')
    expect(home.read(kind)).toBe(theirs)
  })

  it('say when the file is invalid, and leave it', async () => {
    const home = engineHome()
    home.write(kind, CONFIG.replace('gateway:', 'gatway:'))
    const { status, stderr } = await runLitedeskIn(home, ['use', 'litellm/openai/b', '--engine', kind])
    expect(status).toBe(5)
    expect(stderr).toContain('gatway')
  })
})

describe('litedesk status', () => {
  it('tells of every engine, and never a key', async () => {
    const home = engineHome()
    home.write('nova-engine', CONFIG)
    const { status, stdout, json } = await runLitedeskIn(home, ['status', '--json'])
    expect(status).toBe(0)
    expect(stdout).not.toContain('a-key-in-the')
    expect(json()).toMatchObject({
      ok: true,
      engines: [
        {
          engine: 'nova-engine',
          path: home.path('nova-engine'),
          state: 'valid',
          primary: 'litellm/a',
          models: ['litellm/a', 'litellm/openai/b'],
          problems: [],
          keys: [{ providerId: 'litellm', links: expect.any(Array) }],
        },
        { engine: 'idlehands', state: 'absent', primary: null },
      ],
    })
    const words = await runLitedeskIn(home, ['status'])
    expect(words.stdout).toContain('key of litellm: models.providers.litellm.apiKey in ~')
    expect(words.stdout).toContain('…file')
    expect(words.stdout).not.toContain('a-key-in-the')
  })

  it('ends with 5 about a file that is invalid', async () => {
    const home = engineHome()
    home.write('idlehands', '{ nonsense: 1 }')
    const { status, stdout } = await runLitedeskIn(home, ['status', '--engine', 'idlehands'])
    expect(status).toBe(5)
    expect(stdout).toContain('would not start: 1 problem')
    expect(stdout).toContain('error: line 1, column 3: ')
  })
})

describe('litedesk models', () => {
  it('lists what the engine has, the primary one marked', async () => {
    const home = engineHome()
    home.write('idlehands', CONFIG)
    const { stdout } = await runLitedeskIn(home, ['models'])
    expect(stdout).toBe('* litellm/a  A\n  litellm/openai/b  B\n')
  })

  it('lists what the gateway has besides', async () => {
    const gateway = await startTestGateway()
    const home = engineHome()
    home.write(
      'idlehands',
      CONFIG.replace('http://localhost:4000', gateway.url)
        .replace('sk-a-key-in-the-file', gateway.plainKey)
        .replace("'openai/b'", "'gpt-4o'"),
    )
    const { json } = await runLitedeskIn(home, ['models', '--gateway', '--json'])
    expect(json()).toMatchObject({
      ok: true,
      engine: 'idlehands',
      models: [
        { ref: 'litellm/a', isPrimary: true },
        { ref: 'litellm/gpt-4o', isPrimary: false },
      ],
      gateway: {
        baseUrl: gateway.url,
        models: expect.arrayContaining([
          { id: 'claude-opus-4-6', isConfigured: false },
          { id: 'gpt-4o', isConfigured: true },
        ]),
      },
    })
  })

  it('asks the gateway the window is connected to, where the engine has none', async () => {
    const gateway = await startTestGateway()
    const home = engineHome()
    home.write('nova-engine', '{ gateway: { mode: "local" } }')
    mkdirSync(home.userData, { recursive: true })
    const store = {
      ...emptyStoreFile(),
      activeGatewayId: 'g',
      gateways: [{ id: 'g', name: 'G', baseUrl: gateway.url, isDemo: false, key: { source: 'none' } }],
    }
    writeFileSync(join(home.userData, 'litedesk.json'), JSON.stringify(store))
    const args = ['models', '--gateway', '--litellm-api-key', gateway.plainKey]
    const { stdout } = await runLitedeskIn(home, args)
    expect(stdout).toContain(`${gateway.url} also has:\n  claude-opus-4-6\n`)
  })
})

describe('litedesk', () => {
  it('says what it can do, in words and by its exit status', async () => {
    const help = await runLitedeskIn(engineHome(), ['--help'])
    expect(help).toMatchObject({ status: 0, stderr: '' })
    for (const command of ['onboard', 'models', 'use', 'status', 'undo']) {
      expect(help.stdout).toContain(`litedesk ${command}`)
      const about = await runLitedeskIn(engineHome(), [command, '--help'])
      expect(about.stdout).toMatch(new RegExp(`^litedesk ${command} `))
    }
    expect((await runLitedeskIn(engineHome(), ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect((await runLitedeskIn(engineHome(), ['fly'])).status).toBe(2)
  })
})
