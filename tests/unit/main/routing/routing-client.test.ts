import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { RoutingClient } from '#main/routing/routing-client.ts'
import { routingFacts } from '#main/routing/routing-facts.ts'
import { AppFailure } from '#shared/app-error.ts'
import { defaultLocalSetup } from '#shared/local-gateway.ts'

import { largeConfigKey, largeRoutingConfig } from '../../../helpers/large-routing-config.ts'

const workerUrl = new URL('../../../../src-main/routing/routing-worker.ts', import.meta.url)
const dyingUrl = new URL('../../../helpers/dying-routing-worker.ts', import.meta.url)
const text = `# ours
model_list:
  - model_name: strong   # public
    litellm_params: {model: openai/gpt-4o, api_key: sk-live-0123456789abcdef}
general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
`
let folder: string
let path: string
let chosen: readonly string[]
let changes: (string | null)[]
let troubles: string[]
let client: RoutingClient

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routing-'))
  path = join(folder, 'config.yaml')
  chosen = []
  changes = []
  troubles = []
  await writeFile(path, text)
  client = clientFor(workerUrl)
  await client.choose(path)
})

function clientFor(url: URL): RoutingClient {
  return new RoutingClient({
    workerUrl: url,
    backupFolder: join(folder, 'backups'),
    chosen: { list: () => chosen, replace: (paths) => (chosen = paths) },
    around: (shown) => ({
      displayPath: shown,
      isLocal: false,
      facts: { variables: ['LITELLM_MASTER_KEY'] },
    }),
    changed: (_id, hash) => changes.push(hash),
    trouble: (fault) => troubles.push(fault),
  })
}

afterEach(async () => {
  await client.close()
  await rm(folder, { recursive: true, force: true })
})

test('a file on the list tells how it is', async () => {
  expect(await client.list()).toEqual([
    { id: path, path, displayPath: path, state: { type: 'read', models: 1, errors: 0 }, isLocal: false },
  ])
  await rm(path)
  expect((await client.list())[0]?.state).toEqual({ type: 'absent' })
  client.forget(path)
  expect(chosen).toEqual([])
  await expect(client.open(path)).rejects.toThrow(AppFailure)
})

test('keys never leave, and an edit of anything else brings them back byte for byte', async () => {
  const { text: shown, hash } = await client.open(path)
  expect(shown).not.toContain('0123456789abcdef')
  const outcome = await client.save(path, {
    text: shown.replace('gpt-4o,', 'gpt-5,'),
    baseHash: hash,
    mayBeInvalid: false,
    reason: 'Edited',
  })
  expect(await readFile(path, 'utf8')).toBe(text.replace('gpt-4o,', 'gpt-5,'))
  if (outcome.type !== 'saved' || outcome.backupId === null) throw new Error('Not saved')
  expect(await client.backupText(path, outcome.backupId)).toBe(shown)
  await client.restore(path, outcome.backupId, outcome.document.hash)
  expect(await readFile(path, 'utf8')).toBe(text)
})

test('what others changed meanwhile is kept, and asked about where it collides', async () => {
  const { text: shown, hash } = await client.open(path)
  await writeFile(path, text.replace('# ours', '# theirs'))
  const save = { baseHash: hash, mayBeInvalid: false, reason: 'Edited' }
  const merged = await client.save(path, { ...save, text: `${shown}router_settings:\n  num_retries: 2\n` })
  expect(merged).toMatchObject({ type: 'saved', wasMerged: true })
  expect(await readFile(path, 'utf8')).toBe(
    `${text.replace('# ours', '# theirs')}router_settings:\n  num_retries: 2\n`,
  )
  const collides = await client.save(path, { ...save, text: shown.replace('# ours', '# mine') })
  expect(collides).toMatchObject({ type: 'conflict' })
  expect(JSON.stringify(collides)).not.toContain('0123456789abcdef')
})

test('what is no YAML is refused, and what LiteLLM would not start with unless it is meant', async () => {
  const { text: shown, hash } = await client.open(path)
  const save = { baseHash: hash, reason: 'Edited' }
  await expect(client.save(path, { ...save, text: `${shown}\t- x: [`, mayBeInvalid: true })).rejects.toThrow(
    /YAML/,
  )
  const broken = shown.replace('model: openai/gpt-4o, ', '')
  await expect(client.save(path, { ...save, text: broken, mayBeInvalid: false })).rejects.toThrow(
    /has no model/,
  )
  expect(await readFile(path, 'utf8')).toBe(text)
  expect(await client.save(path, { ...save, text: broken, mayBeInvalid: true })).toMatchObject({
    type: 'saved',
  })
})

test('a change outside is told', async () => {
  await client.open(path)
  await writeFile(path, `${text}# more\n`)
  await vi.waitFor(() => expect(changes).toHaveLength(1), { timeout: 5000 })
})

test('a large file is opened and saved while the thread that asked goes on', async () => {
  const large = largeRoutingConfig(600)
  expect(large.length).toBeGreaterThan(300_000)
  await writeFile(path, large)
  let turns = 0
  let isDone = false
  const turn = (): void => {
    turns += 1
    if (!isDone) setImmediate(turn)
  }
  setImmediate(turn)
  const { text: shown, hash, entry } = await client.open(path)
  const turnsToOpen = turns
  const next = shown.replace('timeout: 30', 'timeout: 31')
  await client.save(path, { text: next, baseHash: hash, mayBeInvalid: false, reason: 'Edited' })
  isDone = true
  expect(entry.state).toEqual({ type: 'read', models: 600, errors: 0 })
  for (const index of [0, 300, 599]) expect(shown).not.toContain(largeConfigKey(index))
  expect(await readFile(path, 'utf8')).toBe(large.replace('timeout: 30', 'timeout: 31'))
  // Were it read here, the loop would turn only while the disk is waited for: some thousand times.
  expect(turnsToOpen).toBeGreaterThan(20_000)
  expect(turns).toBeGreaterThan(2 * 20_000)
})

test('a worker that dies is replaced once, and what was being edited can be saved', async () => {
  await client.close()
  client = clientFor(dyingUrl)
  const { text: shown, hash } = await client.open(path)
  await expect(client.backupText(path, 'deadly')).rejects.toThrow('has stopped')
  await vi.waitFor(() => expect(changes).toEqual([hash]), { timeout: 5000 })
  expect(troubles.join()).toContain('This worker dies')
  await client.save(path, {
    text: shown.replace('gpt-4o,', 'gpt-5,'),
    baseHash: hash,
    mayBeInvalid: false,
    reason: 'Edited',
  })
  expect(await readFile(path, 'utf8')).toBe(text.replace('gpt-4o,', 'gpt-5,'))
  await expect(client.backupText(path, 'deadly')).rejects.toThrow('has stopped')
  const failure: unknown = await client.open(path).catch((cause: unknown) => cause)
  expect(failure).toMatchObject({ error: { kind: 'internal', nextStep: expect.stringContaining('restart') } })
})

test('what running a file asks for is read as well', async () => {
  expect(await client.reading(text, path)).toEqual({
    variables: [],
    masterKey: { variable: 'LITELLM_MASTER_KEY' },
    hasDatabase: false,
  })
  await expect(client.reading('a: [', path)).rejects.toThrow(/is not YAML/)
})

test('the local gateway has an environment of its own', () => {
  const key = { source: 'key-store', isSet: true, lastFour: null } as const
  const local = {
    setup: { ...defaultLocalSetup, config: { type: 'file', path } as const },
    variables: [
      { name: 'OPENAI_API_KEY', key },
      { name: 'OTHER_KEY', key: { ...key, isSet: false } },
    ],
    database: key,
  }
  const environment = { SHELL_KEY: 'x', EMPTY: '' }
  const facts = (shown: string) => routingFacts(shown, local as never, environment).variables ?? []
  expect(facts(path)).toEqual(
    expect.arrayContaining(['LITELLM_MASTER_KEY', 'OPENAI_API_KEY', 'DATABASE_URL']),
  )
  expect(facts(path)).not.toEqual(expect.arrayContaining(['SHELL_KEY']))
  expect(facts(path)).not.toContain('OTHER_KEY')
  expect(facts('/elsewhere.yaml')).toEqual(['SHELL_KEY'])
})
