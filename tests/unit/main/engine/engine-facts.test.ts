import { describe, expect, it } from 'vitest'

import { engineDefinitions } from '#shared/engine-config/engine-definitions.ts'

import { engineKeyOf } from '../../../../src-main/engine/engine-key.ts'
import { readEngine } from '../../../../src-main/engine/engine-reading.ts'
import { findEngines } from '../../../../src-main/engine/find-engines.ts'
import { thisMachine } from '../../../../src-main/engine/machine.ts'
import { engineHome, type EngineHome } from '../../../helpers/engine-home.ts'

const kinds = engineDefinitions.map(({ kind }) => kind)

describe.each(kinds)('what is around a config file, for %s', (kind) => {
  async function read(home: EngineHome, environment: Record<string, string> = {}) {
    const machine = thisMachine({ ...home.environment, ...environment })
    const place = (await findEngines(machine, [])).find(({ definition }) => definition.kind === kind)
    if (!place) throw new Error('The engine is not listed')
    const reading = await readEngine(place, machine)
    return { ...reading.look, key: engineKeyOf('litellm', reading.look, machine) }
  }

  const config = (apiKey: string, more = ''): string =>
    `{ models: { providers: { litellm: { baseUrl: 'x', ${apiKey && `apiKey: '${apiKey}',`} models: [] } } }, ${more} }`

  it('knows variables by where the engine finds them first, and no empty ones', async () => {
    const home = engineHome()
    home.write(kind, `{ env: { A_ONE: 'c', A_TWO: 'c', A_THREE: 'c', vars: { A_THREE: 'v', A_FOUR: 'v' } } }`)
    home.write(kind, 'A_ONE=e\nA_TWO=e\nA_EMPTY=\n', '.env')
    const { facts } = await read(home, { A_ONE: 'p', A_EMPTY: '', lower: 'x' })
    expect(facts.variables.filter(({ name }) => name.startsWith('A_'))).toEqual([
      { name: 'A_ONE', source: 'process-environment' },
      { name: 'A_TWO', source: 'state-env-file' },
      { name: 'A_THREE', source: 'config-env' },
      { name: 'A_FOUR', source: 'config-env' },
    ])
    expect(facts.variables.some(({ name }) => name === 'lower')).toBe(false)
  })

  it.each([
    ['the config file', config('sk-in-the-file'), {}, '', 'sk-in-the-file', 'config-file'],
    ['a variable the file names', config('${MY_KEY}'), { MY_KEY: 'sk-mine' }, '', 'sk-mine', 'config-file'],
    [
      'its own variable',
      config('sk-in-the-file'),
      {},
      'LITELLM_API_KEY=sk-env\n',
      'sk-env',
      'state-env-file',
    ],
    [
      'the environment',
      config(''),
      { LITELLM_API_KEY: 'sk-p' },
      'LITELLM_API_KEY=e\n',
      'sk-p',
      'process-environment',
    ],
    ['the file’s env block', config('', `env: { LITELLM_API_KEY: 'sk-c' }`), {}, '', 'sk-c', 'config-env'],
  ])('finds the key in %s', async (_where, text, environment, dotenv, key, source) => {
    const home = engineHome()
    home.write(kind, text)
    home.write(kind, dotenv, '.env')
    expect((await read(home, environment as Record<string, string>)).key).toEqual({ key, source })
  })

  it('finds the key in a stored profile before all', async () => {
    const home = engineHome()
    home.write(kind, config('sk-in-the-file'))
    const profiles = { 'litellm:default': { type: 'api_key', provider: 'litellm', key: 'sk-stored' } }
    home.write(kind, { version: 1, profiles }, 'agents/main/agent/auth-profiles.json')
    expect((await read(home)).key).toEqual({ key: 'sk-stored', source: 'auth-profile' })
  })

  it('finds no key where there is none, or only a command would tell', async () => {
    const home = engineHome()
    home.write(kind, config(''))
    expect((await read(home)).key).toBeNull()
    home.write(kind, config('!pass show litellm'))
    expect((await read(home)).key).toBeNull()
    home.write(kind, config('${NOT_SET}'))
    expect((await read(home)).key).toBeNull()
  })

  it.each([
    ['sk-same', 'sk-same', false],
    ['sk-old', 'sk-same', true],
    ['LITELLM_API_KEY', 'sk-env', false],
    ['!command', 'sk-same', null],
    ['sk-old', '${NOT_SET}', null],
    ['sk-old', '', null],
  ])('compares the key in models.json: %s with %s', async (remembered, written, hasOtherKey) => {
    const home = engineHome()
    home.write(kind, config(written))
    home.write(kind, 'LITELLM_API_KEY=sk-env\n', '.env')
    home.write(kind, { providers: { litellm: { apiKey: remembered } } }, 'agents/main/agent/models.json')
    const { facts } = await read(home)
    expect(facts.modelsFiles[0]?.providers[0]?.hasOtherKey).toBe(hasOtherKey)
  })

  it('looks where agents are told to keep their files', async () => {
    const home = engineHome()
    const folder = `${home.folder}/elsewhere`
    home.write(kind, `{ agents: { list: [{ id: 'Ops', agentDir: '~/elsewhere' }, { id: 'main' }] } }`)
    home.write(kind, { providers: { a: {} } }, '../elsewhere/models.json')
    home.write(kind, { providers: { b: {} } }, 'agents/side/agent/models.json')
    const { files } = await read(home)
    expect(files.agents.map(({ agentId }) => agentId)).toEqual(['main', 'side', 'ops'])
    expect(files.agents.find(({ agentId }) => agentId === 'ops')).toMatchObject({
      folder,
      remembered: [{ providerId: 'a' }],
    })
  })
})
