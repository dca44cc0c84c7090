import { existsSync } from 'node:fs'

import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'

import { runLitedesk } from '../../../../src-main/cli/run-litedesk.ts'
import { startTestGateway } from '../../../helpers/demo-gateway.ts'
import { engineHome, type EngineHome } from '../../../helpers/engine-home.ts'
import { scriptedTerminal } from '../../../helpers/scripted-terminal.ts'

const kind = 'idlehands'

async function run(home: EngineHome, args: readonly string[], answers: readonly string[]) {
  const terminal = scriptedTerminal(answers)
  const status = await runLitedesk(args, terminal, home.environment, '1.2.3')
  return { status, output: terminal.printed.join('\n'), notes: terminal.noted }
}

describe('litedesk onboard with somebody at the terminal', () => {
  it('asks for the key without showing it, then about the engine’s gateway, then whether to write', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    const args = ['onboard', '--engine', kind, '--base-url', gateway.url, '--model', 'gpt-4o']
    const { status, notes, output } = await run(home, args, [gateway.plainKey, 'y', 'y'])
    expect(status).toBe(0)
    expect(notes[0]).toBe('Key of the gateway, not shown (empty if it asks for none): (hidden)')
    expect(notes.at(-3)).toBe('Let IdleHands’s own gateway run on this computer (gateway.mode: "local")?y')
    expect(notes.at(-2)).toContain('+      model: { primary: "litellm/gpt-4o" },')
    expect(notes.at(-1)).toBe('Write this?y')
    expect(output).toContain('IdleHands now uses litellm/gpt-4o.')
    expect(JSON.stringify([notes, output])).not.toContain(gateway.plainKey)
    expect(JSON5.parse(home.read(kind)).gateway).toEqual({ mode: 'local' })
  })

  it('writes nothing at a no', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    const args = ['onboard', '--engine', kind, '--base-url', gateway.url, '--gateway-mode', 'none']
    const { status, output } = await run(home, args, [gateway.plainKey, 'n'])
    expect(status).toBe(1)
    expect(output).toBe('Nothing was written.')
    expect(existsSync(home.path(kind))).toBe(false)
    expect(existsSync(home.path(kind, '.env'))).toBe(false)
  })

  it('leaves gateway.mode out at a no to it', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    const args = ['onboard', '--engine', kind, '--base-url', gateway.url]
    expect((await run(home, args, [gateway.plainKey, 'n', 'y'])).status).toBe(0)
    expect(JSON5.parse(home.read(kind))).not.toHaveProperty('gateway')
  })

  it('asks nothing it knows, and nothing where the answer is JSON', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    const args = [
      'onboard',
      '--engine',
      kind,
      '--base-url',
      gateway.url,
      '--litellm-api-key',
      gateway.plainKey,
    ]
    expect((await run(home, [...args, '--yes'], [])).status).toBe(0)
    const { status, output } = await run(engineHome(), [...args, '--json'], [])
    expect(status).toBe(2)
    expect(JSON.parse(output)).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
  })

  it('warns where another key would win', async () => {
    const home = engineHome()
    const gateway = await startTestGateway()
    const stored = { type: 'api_key', provider: 'litellm', key: 'sk-an-old-key-of-mine' }
    const profiles = { version: 1, profiles: { 'litellm:default': stored } }
    home.write(kind, profiles, 'agents/main/agent/auth-profiles.json')
    const args = ['onboard', '--engine', kind, '--base-url', gateway.url, '--yes']
    const { output } = await run(home, [...args, '--litellm-api-key', gateway.plainKey], [])
    expect(output).toContain(
      'Note: The agent "main" of IdleHands has another key in its stored profiles, which wins',
    )
    expect(output).not.toContain('old-key')
  })
})

it('says which engine is meant only where that has to be said', async () => {
  const home = engineHome()
  const config = { models: { providers: { litellm: { models: [{ id: 'a', name: 'A' }] } } } }
  home.write('nova-engine', config)
  expect((await run(home, ['models'], [])).output).toContain('litellm/a')
  home.write('idlehands', config)
  const both = await run(home, ['models'], [])
  expect(both.status).toBe(2)
  expect(both.notes[0]).toContain('Nova Engine and IdleHands')
  const unknown = await run(home, ['models', '--config', '/x/y.json'], [])
  expect(unknown.notes[0]).toContain('Say whose config file that is')
})
