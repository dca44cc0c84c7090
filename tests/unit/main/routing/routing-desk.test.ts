import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { BackupStore } from '#main/config-file/backup-store.ts'
import { RoutingDesk } from '#main/routing/routing-desk.ts'
import { routingFacts } from '#main/routing/routing-facts.ts'
import { AppFailure } from '#shared/app-error.ts'
import { defaultLocalSetup } from '#shared/local-gateway.ts'

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
let desk: RoutingDesk

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routing-'))
  path = join(folder, 'config.yaml')
  chosen = []
  changes = []
  await writeFile(path, text)
  desk = new RoutingDesk({
    backups: new BackupStore(join(folder, 'backups')),
    chosen: { list: () => chosen, replace: (paths) => (chosen = paths) },
    facts: () => ({ variables: ['LITELLM_MASTER_KEY'] }),
    isLocal: () => false,
    displayPath: (shown) => shown,
    changed: (_id, hash) => changes.push(hash),
    trouble: (cause) => {
      throw cause
    },
  })
  await desk.choose(path)
})

afterEach(async () => {
  await desk.close()
  await rm(folder, { recursive: true, force: true })
})

test('a file on the list tells how it is', async () => {
  expect(await desk.list()).toEqual([
    { id: path, path, displayPath: path, state: { type: 'read', models: 1, errors: 0 }, isLocal: false },
  ])
  await rm(path)
  expect((await desk.list())[0]?.state).toEqual({ type: 'absent' })
  desk.forget(path)
  expect(chosen).toEqual([])
  await expect(desk.open(path)).rejects.toThrow(AppFailure)
})

test('keys never leave, and an edit of anything else brings them back byte for byte', async () => {
  const { text: shown, hash } = await desk.open(path)
  expect(shown).not.toContain('0123456789abcdef')
  const outcome = await desk.save({
    id: path,
    text: shown.replace('gpt-4o,', 'gpt-5,'),
    baseHash: hash,
    mayBeInvalid: false,
    reason: 'Edited',
  })
  expect(await readFile(path, 'utf8')).toBe(text.replace('gpt-4o,', 'gpt-5,'))
  if (outcome.type !== 'saved' || outcome.backupId === null) throw new Error('Not saved')
  expect(await desk.backupText(path, outcome.backupId)).toBe(shown)
  await desk.restore(path, outcome.backupId, outcome.document.hash)
  expect(await readFile(path, 'utf8')).toBe(text)
})

test('what others changed meanwhile is kept, and asked about where it collides', async () => {
  const { text: shown, hash } = await desk.open(path)
  await writeFile(path, text.replace('# ours', '# theirs'))
  const save = { id: path, baseHash: hash, mayBeInvalid: false, reason: 'Edited' }
  const merged = await desk.save({ ...save, text: `${shown}router_settings:\n  num_retries: 2\n` })
  expect(merged).toMatchObject({ type: 'saved', wasMerged: true })
  expect(await readFile(path, 'utf8')).toBe(
    `${text.replace('# ours', '# theirs')}router_settings:\n  num_retries: 2\n`,
  )
  const collides = await desk.save({ ...save, text: shown.replace('# ours', '# mine') })
  expect(collides).toMatchObject({ type: 'conflict' })
  expect(JSON.stringify(collides)).not.toContain('0123456789abcdef')
})

test('what is no YAML is refused, and what LiteLLM would not start with unless it is meant', async () => {
  const { text: shown, hash } = await desk.open(path)
  const save = { id: path, baseHash: hash, reason: 'Edited' }
  await expect(desk.save({ ...save, text: `${shown}\t- x: [`, mayBeInvalid: true })).rejects.toThrow(/YAML/)
  const broken = shown.replace('model: openai/gpt-4o, ', '')
  await expect(desk.save({ ...save, text: broken, mayBeInvalid: false })).rejects.toThrow(/has no model/)
  expect(await readFile(path, 'utf8')).toBe(text)
  expect(await desk.save({ ...save, text: broken, mayBeInvalid: true })).toMatchObject({ type: 'saved' })
})

test('a change outside is told', async () => {
  await desk.open(path)
  await writeFile(path, `${text}# more\n`)
  await vi.waitFor(() => expect(changes).toHaveLength(1), { timeout: 5000 })
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
