import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { AppFailure, type AppError } from '#shared/app-error.ts'
import { engineDefinitions } from '#shared/engine-config/engine-definitions.ts'
import type { EngineKind } from '#shared/engine.ts'
import { secretMarkPattern } from '#shared/secret-mark.ts'

import { deskIn, engineHome, type EngineHome } from '../../../helpers/engine-home.ts'
import { makeReadOnly } from '../../../helpers/read-only.ts'

const KEY = 'sk-secret-of-the-gateway-3f9a'
const kinds = engineDefinitions.map(({ kind }) => kind)

/** A config as somebody writes it by hand. */
const CONFIG = `// my engine
{
  models: {
    providers: {
      litellm: {
        baseUrl: 'http://localhost:4000', // at home
        apiKey: '${KEY}',
        api: 'openai-completions',
        models: [
          { id: 'claude-opus-4-6', name: 'Opus' },
          { id: 'openai/gpt-4o', name: 'GPT-4o', },
        ],
      },
    },
  },
  agents: { defaults: { model: { primary: 'litellm/claude-opus-4-6' } } }, // the one
  gateway: { mode: 'local' },
}
`

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const cause: unknown = await work.then(
    () => new Error('It did not fail'),
    (failure: unknown) => failure,
  )
  if (!(cause instanceof AppFailure)) throw cause
  return cause.error
}

function idOf(home: EngineHome, kind: EngineKind): string {
  return `${kind}:${home.path(kind)}`
}

describe.each(kinds)('the list, for %s', (kind) => {
  it('has an engine that is not there', async () => {
    const { engine } = await deskIn(engineHome())
    expect(engine(kind)).toMatchObject({ state: { type: 'absent' }, hash: null, primary: null, models: [] })
  })

  it('tells what a file has', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const { engine } = await deskIn(home)
    expect(engine(kind)).toMatchObject({
      state: { type: 'valid' },
      displayPath: expect.stringMatching(/^~/),
      primary: 'litellm/claude-opus-4-6',
      models: [
        { ref: 'litellm/claude-opus-4-6', name: 'Opus' },
        { ref: 'litellm/openai/gpt-4o', name: 'GPT-4o' },
      ],
    })
  })

  it('follows includes for the model and the models', async () => {
    const home = engineHome()
    home.write(kind, `{ $include: './models.json', agents: { $include: 'agents.json' } }`)
    home.write(kind, CONFIG, 'models.json')
    home.write(kind, { defaults: { model: { primary: 'litellm/openai/gpt-4o' } } }, 'agents.json')
    const { engine } = await deskIn(home)
    expect(engine(kind).primary).toBe('litellm/openai/gpt-4o')
    expect(engine(kind).models).toHaveLength(2)
  })

  it('says what is wrong and where', async () => {
    const home = engineHome()
    home.write(kind, '{\n  models: {')
    const { desk, engine } = await deskIn(home)
    expect(engine(kind).state).toMatchObject({ type: 'invalid', place: { line: 2 }, count: 1 })
    home.write(kind, '{ nonsense: 1, models: { mode: 3 } }')
    await desk.list.refresh()
    expect(engine(kind).state).toMatchObject({ type: 'invalid', count: 2 })
  })

  it('takes a variable it cannot see for one the engine may see', async () => {
    const home = engineHome()
    home.write(kind, CONFIG.replace(KEY, '${LITELLM_API_KEY}'))
    const { engine } = await deskIn(home)
    expect(engine(kind).state).toEqual({ type: 'valid' })
  })

  it('says when it cannot be read', async () => {
    const home = engineHome()
    mkdirSync(home.path(kind), { recursive: true })
    const { engine } = await deskIn(home)
    expect(engine(kind).state.type).toBe('unreadable')
  })

  it('says when Nix makes the file, and writes nothing then', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const nix = kind === 'idlehands' ? 'IDLEHANDS_NIX_MODE' : 'NOVA_NIX_MODE'
    const { desk, engine } = await deskIn(home, { [nix]: '1' })
    expect(engine(kind).state.type).toBe('managed')
    const failure = await failureOf(desk.useModel(idOf(home, kind), 'litellm/openai/gpt-4o'))
    expect(failure.kind).toBe('config-read-only')
    expect(home.read(kind)).toBe(CONFIG)
  })

  it('tells of changes, in the file and around it, and of nothing else', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const { desk, changed, listed } = await deskIn(home)
    await desk.list.refresh()
    expect(changed).toEqual([])
    expect(listed).toHaveLength(1)
    home.write(kind, 'A_KEY=x\n', '.env')
    await desk.list.refresh()
    expect(changed).toHaveLength(1)
    rmSync(home.path(kind))
    await desk.list.refresh()
    expect(changed.at(-1)).toEqual([idOf(home, kind), null])
    expect(listed).toHaveLength(2)
  })
})

describe.each(kinds)('opening, for %s', (kind) => {
  it('gives the text without secrets, and facts without them', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    home.write(kind, `LITELLM_API_KEY=${KEY}\n`, '.env')
    home.write(
      kind,
      {
        version: 1,
        profiles: { 'litellm:default': { type: 'api_key', provider: 'litellm', key: `${KEY}x` } },
      },
      'agents/main/agent/auth-profiles.json',
    )
    home.write(
      kind,
      { providers: { litellm: { baseUrl: 'http://old', apiKey: 'sk-old-key-of-old-times', models: [] } } },
      'agents/other/agent/models.json',
    )
    const { desk } = await deskIn(home)
    const document = await desk.open(idOf(home, kind))
    expect(JSON.stringify(document)).not.toContain('secret-of-the-gateway')
    expect(JSON.stringify(document)).not.toContain('old-times')
    expect(document.text.replace(secretMarkPattern(), KEY)).toBe(CONFIG)
    expect(document.facts.keyChains[0]?.links.map(({ source, state }) => [source, state])).toEqual([
      ['auth-profile', 'wins'],
      ['process-environment', 'missing'],
      ['state-env-file', 'shadowed'],
      ['config-env', 'missing'],
      ['config-file', 'shadowed'],
    ])
    expect(document.facts.modelsFiles).toMatchObject([
      { agentId: 'other', providers: [{ providerId: 'litellm', baseUrl: 'http://old', hasOtherKey: true }] },
    ])
    expect(document.facts.authProfiles).toMatchObject([
      { agentId: 'main', profileId: 'litellm:default', lastFour: 'f9ax' },
    ])
  })

  it('gives an empty text where there is no file', async () => {
    const home = engineHome()
    const { desk } = await deskIn(home)
    expect(await desk.open(idOf(home, kind))).toMatchObject({ text: '', hash: null, backups: [] })
  })

  it('knows no other files', async () => {
    const { desk } = await deskIn(engineHome())
    expect((await failureOf(desk.open(`${kind}:/etc/passwd`))).kind).toBe('gone')
  })
})

describe.each(kinds)('saving, for %s', (kind) => {
  async function opened(config = CONFIG) {
    const home = engineHome()
    if (config !== '') home.write(kind, config)
    const { desk, engine } = await deskIn(home)
    const id = idOf(home, kind)
    const document = await desk.open(id)
    const save = (text: string, changes: { baseHash?: string | null; mayBeInvalid?: boolean } = {}) =>
      desk.save({ id, text, baseHash: document.hash, mayBeInvalid: false, reason: 'Edited', ...changes })
    return { home, desk, engine, id, document, save }
  }

  it('writes the real secrets, keeps a copy, and knows the new state', async () => {
    const { home, desk, document, save, engine, id } = await opened()
    const outcome = await save(document.text.replace("'Opus'", "'Claude Opus'"))
    expect(home.read(kind)).toBe(CONFIG.replace("'Opus'", "'Claude Opus'"))
    expect(outcome).toMatchObject({
      type: 'saved',
      wasMerged: false,
      document: { backups: [{ reason: 'Edited' }] },
    })
    expect(engine(kind).models[0]?.name).toBe('Claude Opus')
    const { backupId } = outcome.type === 'saved' ? outcome : { backupId: null }
    expect(await desk.backupText(id, backupId ?? '')).toBe(document.text)
  })

  it('makes a file where there was none, for its owner alone', async () => {
    const { home, save } = await opened('')
    const outcome = await save(CONFIG, { baseHash: null })
    expect(outcome).toMatchObject({ type: 'saved', backupId: null })
    expect(home.read(kind)).toBe(CONFIG)
    if (process.platform !== 'win32') expect(statSync(home.path(kind)).mode & 0o777).toBe(0o600)
  })

  it('keeps what changed elsewhere in the file meanwhile', async () => {
    const { home, document, save } = await opened()
    home.write(kind, CONFIG.replace('// my engine', '// our engine'))
    const outcome = await save(document.text.replace("'Opus'", "'Claude Opus'"))
    expect(outcome).toMatchObject({ type: 'saved', wasMerged: true })
    expect(home.read(kind)).toBe(
      CONFIG.replace('// my engine', '// our engine').replace("'Opus'", "'Claude Opus'"),
    )
  })

  it('changes nothing when both changed the same, and shows the other text without its secrets', async () => {
    const { home, document, save } = await opened()
    const theirs = CONFIG.replace("'Opus'", "'Theirs'").replace(KEY, 'sk-another-secret-key-77')
    home.write(kind, theirs)
    const outcome = await save(document.text.replace("'Opus'", "'Ours'"))
    expect(home.read(kind)).toBe(theirs)
    if (outcome.type !== 'conflict') throw new Error('There is no conflict')
    expect(outcome.theirs).toContain("'Theirs'")
    expect(outcome.theirs).not.toContain('another-secret')
    // Taking their text and adding ours to it is a save on top of it.
    const solved = await save(outcome.theirs.replace("'Theirs'", "'Ours'"), { baseHash: outcome.theirsHash })
    expect(solved.type).toBe('saved')
    expect(home.read(kind)).toBe(theirs.replace("'Theirs'", "'Ours'"))
  })

  it('refuses what is not JSON5, with the place, even if it may be invalid', async () => {
    const { home, save } = await opened()
    const failure = await failureOf(save('{ models: ', { mayBeInvalid: true }))
    expect(failure).toMatchObject({ kind: 'config-invalid', message: expect.stringContaining('line 1') })
    expect(home.read(kind)).toBe(CONFIG)
  })

  it('refuses what the engine would not start with, unless it may be invalid', async () => {
    const { home, document, save } = await opened()
    const text = document.text.replace('gateway: {', 'gatway: {')
    const failure = await failureOf(save(text))
    expect(failure.kind).toBe('config-invalid')
    expect(failure.message).toMatch(/^Line 17, column \d+: .*gatway/)
    expect(home.read(kind)).toBe(CONFIG)
    expect((await save(text, { mayBeInvalid: true })).type).toBe('saved')
  })

  it('refuses a damaged mark, and says where', async () => {
    const { home, document, save } = await opened()
    const failure = await failureOf(save(document.text.replace('‹hidden', '‹hiden')))
    expect(failure).toMatchObject({ kind: 'config-invalid', message: expect.stringMatching(/^Line 7, /) })
    expect(home.read(kind)).toBe(CONFIG)
  })

  it('says when the file is read-only', async (context) => {
    const { home, document, save } = await opened()
    makeReadOnly(home.path(kind), context)
    const failure = await failureOf(save(document.text.replace("'Opus'", "'X'")))
    expect(failure.kind).toBe('config-read-only')
  })

  it('cannot tell what changed since a version nobody remembers', async () => {
    const { document, save } = await opened()
    const failure = await failureOf(save(document.text, { baseHash: 'f'.repeat(64) }))
    expect(failure.kind).toBe('config-changed-on-disk')
  })

  it('puts a backup back, and takes even that back', async () => {
    const { home, desk, document, save, id } = await opened()
    const outcome = await save(document.text.replace("'Opus'", "'Claude Opus'"))
    if (outcome.type !== 'saved') throw new Error('It was not saved')
    const restored = await desk.restore(id, outcome.backupId ?? '', outcome.document.hash)
    expect(restored.type).toBe('saved')
    expect(home.read(kind)).toBe(CONFIG)
    if (restored.type !== 'saved') throw new Error('It was not restored')
    await desk.restore(id, restored.backupId ?? '', null)
    expect(home.read(kind)).toBe(CONFIG.replace("'Opus'", "'Claude Opus'"))
  })

  it('takes a change back and keeps what came after it', async () => {
    const { home, desk, document, save, id } = await opened()
    const outcome = await save(document.text.replace("'Opus'", "'Claude Opus'"))
    if (outcome.type !== 'saved') throw new Error('It was not saved')
    writeFileSync(home.path(kind), home.read(kind).replace('// my engine', '// our engine'))
    await desk.restore(id, outcome.backupId ?? '', outcome.document.hash)
    expect(home.read(kind)).toBe(CONFIG.replace('// my engine', '// our engine'))
  })
})

describe.each(kinds)('switching, for %s', (kind) => {
  const other = 'litellm/openai/gpt-4o'
  const switched = CONFIG.replace("primary: 'litellm/claude-opus-4-6'", "primary: 'litellm/openai/gpt-4o'")

  it('changes those bytes and no others, and can be taken back', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const { desk, engine } = await deskIn(home)
    const change = await desk.useModel(idOf(home, kind), other)
    expect(home.read(kind)).toBe(switched)
    expect(change).toMatchObject({ wasAllowed: false, engine: { primary: other } })
    expect(engine(kind).lastSwitch).toEqual({
      backupId: change.backupId,
      from: 'litellm/claude-opus-4-6',
      to: other,
    })
    await desk.undo(idOf(home, kind), change.backupId)
    expect(home.read(kind)).toBe(CONFIG)
    expect(engine(kind).lastSwitch).toBeNull()
    expect((await failureOf(desk.undo(idOf(home, kind)))).kind).toBe('gone')
  })

  it('can be taken back by another Litedesk, with what changed since', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    await (await deskIn(home)).desk.useModel(idOf(home, kind), other)
    writeFileSync(home.path(kind), switched.replace('// my engine', '// our engine'))
    const { desk, engine } = await deskIn(home)
    expect(engine(kind).lastSwitch).toMatchObject({ to: other })
    await desk.undo(idOf(home, kind))
    expect(home.read(kind)).toBe(CONFIG.replace('// my engine', '// our engine'))
  })

  it('is nothing to take back once something else switched again', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const { desk, engine } = await deskIn(home)
    await desk.useModel(idOf(home, kind), other)
    writeFileSync(home.path(kind), CONFIG)
    await desk.list.refresh()
    expect(engine(kind).lastSwitch).toBeNull()
  })

  it('writes nothing when it is so already', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const { desk } = await deskIn(home)
    expect((await desk.useModel(idOf(home, kind), 'litellm/claude-opus-4-6')).backupId).toBeNull()
    expect(home.read(kind)).toBe(CONFIG)
  })

  it('adds the model to a list of allowed ones that lacks it', async () => {
    const home = engineHome()
    home.write(kind, CONFIG.replace('defaults: {', "defaults: { models: { 'litellm/claude-opus-4-6': {} },"))
    const { desk } = await deskIn(home)
    const change = await desk.useModel(idOf(home, kind), other)
    expect(change.wasAllowed).toBe(true)
    expect(home.read(kind)).toContain(
      "models: { 'litellm/claude-opus-4-6': {}, 'litellm/openai/gpt-4o': {} }",
    )
  })

  it('refuses an invalid file, a model nobody knows, and a file that is not there', async () => {
    const home = engineHome()
    const id = idOf(home, kind)
    const { desk } = await deskIn(home)
    expect((await failureOf(desk.useModel(id, other))).kind).toBe('model-unknown')
    home.write(kind, CONFIG)
    expect((await failureOf(desk.useModel(id, 'litellm/nobody'))).kind).toBe('model-unknown')
    expect((await failureOf(desk.useModel(id, 'nonsense'))).kind).toBe('model-unknown')
    home.write(kind, CONFIG.replace('gateway: {', 'gatway: {'))
    expect((await failureOf(desk.useModel(id, other))).kind).toBe('config-invalid')
    home.write(kind, CONFIG.replace('defaults: {', "defaults: { $include: './x.json',"))
    home.write(kind, {}, 'x.json')
    await desk.useModel(id, other)
    expect(home.read(kind)).toContain("primary: 'litellm/openai/gpt-4o'")
  })

  it('takes a model of a provider the engine brings along', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const { desk } = await deskIn(home)
    await desk.useModel(idOf(home, kind), 'anthropic/claude-sonnet-4-6')
    expect(home.read(kind)).toBe(
      CONFIG.replace("primary: 'litellm/claude-opus-4-6'", "primary: 'anthropic/claude-sonnet-4-6'"),
    )
  })
})

describe.each(kinds)('keys, for %s', (kind) => {
  it('go into the .env file, and the config refers to them', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    home.write(kind, 'OTHER=1\n', '.env')
    const { desk } = await deskIn(home)
    const document = await desk.storeKey(
      idOf(home, kind),
      'litellm',
      'state-env-file',
      'sk-new-key-of-the-gateway',
    )
    expect(home.read(kind, '.env')).toBe('OTHER=1\nLITELLM_API_KEY=sk-new-key-of-the-gateway\n')
    expect(home.read(kind)).toBe(CONFIG.replace(KEY, '${LITELLM_API_KEY}'))
    if (process.platform !== 'win32') expect(statSync(home.path(kind, '.env')).mode & 0o777).toBe(0o600)
    expect(document.facts.keyChains[0]?.links.find(({ state }) => state === 'wins')?.source).toBe(
      'state-env-file',
    )
  })

  it('go by the variable the config names already', async () => {
    const home = engineHome()
    const config = CONFIG.replace(KEY, '${MY_KEY}')
    home.write(kind, config)
    const { desk } = await deskIn(home)
    await desk.storeKey(idOf(home, kind), 'litellm', 'state-env-file', 'sk-new')
    expect(home.read(kind, '.env')).toBe('MY_KEY=sk-new\n')
    expect(home.read(kind)).toBe(config)
  })

  it('of other providers get a variable of their own', async () => {
    const home = engineHome()
    home.write(kind, CONFIG.replace('litellm: {', "'my-proxy': {"))
    const { desk } = await deskIn(home)
    await desk.storeKey(idOf(home, kind), 'my-proxy', 'state-env-file', 'sk-new')
    expect(home.read(kind, '.env')).toBe('MY_PROXY_API_KEY=sk-new\n')
    expect(home.read(kind)).toContain("apiKey: '${MY_PROXY_API_KEY}'")
  })

  it('go into the stored profiles, and into the copies other agents have', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const old = {
      version: 1,
      profiles: { 'litellm:default': { type: 'api_key', provider: 'litellm', key: 'old' } },
    }
    home.write(kind, old, 'agents/copy/agent/auth-profiles.json')
    home.write(kind, { version: 1, profiles: {} }, 'agents/none/agent/auth-profiles.json')
    const { desk } = await deskIn(home)
    await desk.storeKey(idOf(home, kind), 'litellm', 'auth-profile', 'sk-new')
    for (const agent of ['main', 'copy']) {
      expect(JSON.parse(home.read(kind, `agents/${agent}/agent/auth-profiles.json`))).toEqual({
        version: 1,
        profiles: { 'litellm:default': { type: 'api_key', provider: 'litellm', key: 'sk-new' } },
      })
    }
    expect(JSON.parse(home.read(kind, 'agents/none/agent/auth-profiles.json'))).toEqual({
      version: 1,
      profiles: {},
    })
    expect(home.read(kind)).toBe(CONFIG)
    expect(existsSync(home.path(kind, 'agents/main/agent/auth-profiles.json.lock'))).toBe(false)
  })
})

describe.each(kinds)('mending, for %s', (kind) => {
  it('takes a provider out of an agent’s models.json', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    home.write(kind, { providers: { litellm: { models: [] }, other: {} } }, 'agents/main/agent/models.json')
    const { desk } = await deskIn(home)
    const mend = { type: 'forget-models-file-provider', agentId: 'main', providerId: 'litellm' } as const
    const document = await desk.mend(idOf(home, kind), mend)
    expect(JSON.parse(home.read(kind, 'agents/main/agent/models.json'))).toEqual({ providers: { other: {} } })
    expect(document.facts.modelsFiles[0]?.providers.map(({ providerId }) => providerId)).toEqual(['other'])
    expect((await failureOf(desk.mend(idOf(home, kind), mend))).kind).toBe('gone')
  })

  it('removes a stored profile', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    const stored = { type: 'api_key', provider: 'litellm', key: 'old' }
    home.write(
      kind,
      { version: 1, profiles: { 'litellm:default': stored } },
      'agents/main/agent/auth-profiles.json',
    )
    const { desk } = await deskIn(home)
    const mend = { type: 'remove-auth-profile', agentId: 'main', profileId: 'litellm:default' } as const
    expect((await desk.mend(idOf(home, kind), mend)).facts.authProfiles).toEqual([])
  })

  it('leaves a broken file alone', async () => {
    const home = engineHome()
    home.write(kind, CONFIG)
    home.write(kind, 'not JSON', 'agents/main/agent/auth-profiles.json')
    const { desk } = await deskIn(home)
    const failure = await failureOf(desk.storeKey(idOf(home, kind), 'litellm', 'auth-profile', 'sk-new'))
    expect(failure.kind).toBe('config-invalid')
    expect(home.read(kind, 'agents/main/agent/auth-profiles.json')).toBe('not JSON')
  })
})

describe('chosen files', () => {
  it('join the list and leave it, and stay where they are', async () => {
    const home = engineHome()
    const path = home.write('nova-engine', CONFIG, 'elsewhere/mine.json')
    const { desk } = await deskIn(home)
    const engine = await desk.list.choose('nova-engine', path)
    expect(engine).toMatchObject({
      name: 'Nova Engine (mine.json)',
      origin: 'chosen',
      state: { type: 'valid' },
    })
    await desk.list.choose('nova-engine', path)
    expect(desk.list.engines).toHaveLength(3)
    await desk.list.forget(engine.id)
    expect(desk.list.engines).toHaveLength(2)
    expect(home.read('nova-engine', 'elsewhere/mine.json')).toBe(CONFIG)
  })
})
