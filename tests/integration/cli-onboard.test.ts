import { existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import JSON5 from 'json5'
import { describe, expect, it, onTestFinished } from 'vitest'

import { engineDefinitions } from '#shared/engine-config/engine-definitions.ts'

import { startTestGateway, type TestGateway } from '../helpers/demo-gateway.ts'
import { engineHome, type EngineHome } from '../helpers/engine-home.ts'
import { runLitedeskIn } from '../helpers/litedesk-command.ts'
import { makeReadOnly } from '../helpers/read-only.ts'

const kinds = engineDefinitions.map(({ kind }) => kind)

function onboard(home: EngineHome, kind: string, gateway: TestGateway, ...more: string[]) {
  const engine = ['--engine', kind, '--auth-choice', 'litellm-api-key']
  return runLitedeskIn(home, [
    'onboard',
    ...engine,
    ...gatewayArguments(gateway.url, gateway.plainKey),
    ...more,
  ])
}

function gatewayArguments(url: string, key: string): string[] {
  return ['--base-url', url, '--litellm-api-key', key]
}

describe.each(kinds)('litedesk onboard, for %s', (kind) => {
  it('sets an engine up from nothing', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    const { status, stdout, stderr } = await onboard(home, kind, gateway, '--yes')
    expect(stderr.split('\n')).toContain('✓ Key accepted')
    expect(stdout).toMatch(/^(Nova Engine|IdleHands) now uses litellm\/claude-opus-4-6\. Written to ~/)
    expect(status).toBe(0)
    const config = JSON5.parse(home.read(kind))
    expect(config).toMatchObject({
      models: {
        providers: {
          litellm: { baseUrl: gateway.url, apiKey: '${LITELLM_API_KEY}', api: 'openai-completions' },
        },
      },
      agents: { defaults: { model: { primary: 'litellm/claude-opus-4-6' } } },
      gateway: { mode: 'local' },
    })
    const [opus] = config.models.providers.litellm.models
    expect(opus).toMatchObject({
      id: 'claude-opus-4-6',
      contextWindow: 200_000,
      maxTokens: 128_000,
      reasoning: true,
    })
    expect(home.read(kind, '.env')).toBe(`LITELLM_API_KEY=${gateway.plainKey}\n`)
    for (const name of [undefined, '.env']) {
      if (process.platform !== 'win32') expect(statSync(home.path(kind, name)).mode & 0o777).toBe(0o600)
    }
  })

  it('changes nothing the second time, and needs no key then', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    await onboard(home, kind, gateway, '--yes')
    const before = home.read(kind)
    const again = await runLitedeskIn(home, ['onboard', '--engine', kind, '--yes', '--json'])
    expect(again.status).toBe(0)
    expect(again.json()).toMatchObject({ ok: true, isWritten: false, changesFile: false, storesKeyIn: null })
    expect(home.read(kind)).toBe(before)
  })

  it('keeps every byte it has no business with', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    const mine = `// mine
{
  /* the gateway at work */
  models: { providers: {
    other: { baseUrl: 'http://other', api: 'ollama', apiKey: "x", models: [], }, // stays
  } },
  agents: { defaults: { model: { primary: "other/x", fallbacks: ["other/y"] } } },
  gateway: { mode: 'local', port: 0x4650 }, // hexadecimal
}
`
    home.write(kind, mine)
    expect((await onboard(home, kind, gateway, '--yes', '--model', 'gpt-4o')).status).toBe(0)
    const text = home.read(kind)
    const added = text.split('\n').filter((line) => !mine.includes(line))
    expect(added.join('\n')).toMatch(/litellm[\s\S]*gpt-4o/)
    const kept = mine.split('\n').filter((line) => !line.includes('primary'))
    expect(text.split('\n')).toEqual(expect.arrayContaining(kept))
    expect(JSON5.parse(text)).toMatchObject({
      models: { providers: { other: { baseUrl: 'http://other' }, litellm: { models: [{ id: 'gpt-4o' }] } } },
      agents: { defaults: { model: { primary: 'litellm/gpt-4o', fallbacks: ['other/y'] } } },
    })
  })

  it('shows the difference without a key and writes nothing on a dry run', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    home.write(kind, `{\n  gateway: { mode: 'local', auth: { token: 'sk-some-token-of-mine' } },\n}\n`)
    const before = home.read(kind)
    const { status, stdout, stderr } = await onboard(home, kind, gateway, '--dry-run')
    expect(status).toBe(0)
    expect(stdout).toContain(`+        baseUrl: '${gateway.url}',`)
    expect(stdout).toMatch(/The key goes into ~\/\S*\.env\./)
    expect(stdout.endsWith('Nothing was written.\n')).toBe(true)
    for (const secret of [gateway.plainKey, 'some-token']) expect(stdout + stderr).not.toContain(secret)
    expect(home.read(kind)).toBe(before)
    expect(existsSync(home.path(kind, '.env'))).toBe(false)
  })

  it('writes nothing unless it may, where nobody can be asked', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    const { status, stderr } = await onboard(home, kind, gateway)
    expect(status).toBe(2)
    expect(stderr).toContain('add --yes to write')
    expect(gateway.requests).toEqual([])
    expect(existsSync(home.path(kind))).toBe(false)
  })

  it('takes the key from standard input or the environment, and puts it into the stored profiles', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    const args = [
      'onboard',
      '--engine',
      kind,
      '--base-url',
      gateway.url,
      '--yes',
      '--key-place',
      'auth-profile',
    ]
    const piped = await runLitedeskIn(home, [...args, '--litellm-api-key', '-'], {
      input: `${gateway.plainKey}\n`,
    })
    expect(piped.status).toBe(0)
    expect(JSON.parse(home.read(kind, 'agents/main/agent/auth-profiles.json'))).toMatchObject({
      profiles: { 'litellm:default': { type: 'api_key', provider: 'litellm', key: gateway.plainKey } },
    })
    expect(JSON5.parse(home.read(kind)).models.providers.litellm).not.toHaveProperty('apiKey')
    expect(existsSync(home.path(kind, '.env'))).toBe(false)

    const other = engineHome()
    const environment = { LITELLM_API_KEY: gateway.adminKey }
    const result = await runLitedeskIn(other, args.slice(0, 6), { environment })
    expect(result.status).toBe(0)
    expect(other.read(kind, '.env')).toBe(`LITELLM_API_KEY=${gateway.adminKey}\n`)
  })

  it('sets up a profile, and a file anywhere', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    expect((await onboard(home, kind, gateway, '--yes', '--profile', 'work')).status).toBe(0)
    const folder = kind === 'idlehands' ? '.idlehands-work' : '.nova-engine-work'
    expect(existsSync(`${home.folder}/${folder}/.env`)).toBe(true)
    const file = `${home.folder}/volume/config.json`
    expect((await onboard(home, kind, gateway, '--yes', '--config', file)).status).toBe(0)
    expect(existsSync(`${home.folder}/volume/.env`)).toBe(true)
    expect(existsSync(home.path(kind))).toBe(false)
  })

  it('works with a gateway that has no database', async () => {
    const home = engineHome()
    const gateway = await startTestGateway({ database: false, isNewer: true })
    const address = gatewayArguments(gateway.url, gateway.adminKey)
    const result = await runLitedeskIn(home, ['onboard', '--engine', kind, ...address, '--yes'])
    expect(result.status).toBe(0)
    expect(result.stderr).toContain('Database: None')
    expect(JSON5.parse(home.read(kind)).models.providers.litellm.models.length).toBeGreaterThan(2)
  })

  it('adds to the allowed models where only some are allowed, and starts none of its own', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    home.write(kind, { agents: { defaults: { models: { 'other/x': {} } } }, gateway: { mode: 'local' } })
    const { stdout } = await onboard(home, kind, gateway, '--yes', '--model', 'gpt-4o')
    expect(JSON.parse(home.read(kind)).agents.defaults.models).toEqual({
      'other/x': {},
      'litellm/gpt-4o': {},
    })
    expect(stdout).toContain('Note: ')
  })
})

describe('litedesk onboard, when something is wrong', () => {
  const kind = 'nova-engine'

  async function fails(
    result: Awaited<ReturnType<typeof runLitedeskIn>>,
    status: number,
    words: string | RegExp,
    secret = 'sk-',
  ) {
    expect(result.stderr + result.stdout).toMatch(words)
    expect(result.status).toBe(status)
    expect(result.stderr + result.stdout).not.toContain(secret)
    expect(result.stderr).not.toMatch(/\n\s+at /)
  }

  function call(home: EngineHome, baseUrl: string, key: string, ...more: string[]) {
    const args = [
      'onboard',
      '--engine',
      kind,
      '--base-url',
      baseUrl,
      '--litellm-api-key',
      key,
      '--yes',
      ...more,
    ]
    return runLitedeskIn(home, args)
  }

  it('says that a key is refused: 4', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    await fails(await call(home, gateway.url, 'sk-nobody-knows-this-key'), 4, /key/i, 'nobody-knows')
    expect(existsSync(home.path(kind))).toBe(false)
  })

  it('says that a key is missing: 4', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    await fails(
      await runLitedeskIn(home, ['onboard', '--engine', kind, '--base-url', gateway.url, '--yes']),
      4,
      /key/i,
    )
  })

  it('says that nothing listens: 3', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    await gateway.close()
    await fails(await call(home, gateway.url, 'sk-whatever-key'), 3, 'Nothing is listening', 'whatever')
  })

  it('says that something else answers: 3', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<html>Hello</html>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    await fails(
      await call(engineHome(), `http://127.0.0.1:${port}`, 'sk-whatever-key'),
      3,
      'not a LiteLLM gateway',
      'whatever',
    )
  })

  it('says that the gateway has no such model: 1', async () => {
    const gateway = await startTestGateway()
    const result = await call(engineHome(), gateway.url, gateway.plainKey, '--model', 'gpt-9')
    await fails(result, 1, /no chat model “gpt-9”.*It has claude-opus-4-6/s, gateway.plainKey)
  })

  it('says that the file is not JSON5, or not one the engine would start with: 5', async () => {
    const gateway = await startTestGateway()
    const home = engineHome()
    home.write(kind, '{\n  models: {,\n')
    await fails(await call(home, gateway.url, gateway.plainKey), 5, /Line 2, column \d+: /)
    home.write(kind, '{ nonsense: true }\n')
    await fails(await call(home, gateway.url, gateway.plainKey), 5, 'nonsense')
    expect(home.read(kind)).toBe('{ nonsense: true }\n')
  })

  it('says that the file is read-only: 6', async (context) => {
    const gateway = await startTestGateway()
    const home = engineHome()
    makeReadOnly(home.write(kind, '{ gateway: { mode: "local" } }'), context)
    await fails(await call(home, gateway.url, gateway.plainKey), 6, 'read-only')
  })

  it('says that something else is in the file’s place: 6', async () => {
    const gateway = await startTestGateway()
    const home = engineHome()
    home.write(kind, '', 'nova-engine.json/in-a-folder')
    await fails(await call(home, gateway.url, gateway.plainKey), 6, 'is a folder, not a file')
  })

  it('says that Nix makes the file: 6', async () => {
    const gateway = await startTestGateway()
    const home = engineHome()
    const args = ['onboard', '--engine', kind, '--base-url', gateway.url, '--yes', '--json']
    const result = await runLitedeskIn(home, args, { environment: { NOVA_NIX_MODE: '1' } })
    expect(result.status).toBe(6)
    expect(result.json()).toMatchObject({ ok: false, error: { kind: 'config-read-only' } })
  })

  it('says what it did not understand: 2', async () => {
    await fails(await runLitedeskIn(engineHome(), ['onboard', '--engin', 'x']), 2, "Unknown option '--engin'")
    await fails(await runLitedeskIn(engineHome(), ['onboard', '--yes']), 2, 'say which engine with --engine')
    await fails(await call(engineHome(), 'not a url', 'x'), 2, 'is not a web address')
  })
})
