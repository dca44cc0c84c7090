import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { AppFailure, type AppError } from '#shared/app-error.ts'

import { makeFakeLiteLlm, setFakeBehaviour, type FakeBehaviour } from '../helpers/fake-litellm.ts'
import { isAlive, localGatewayBench, type LocalGatewayBench } from '../helpers/local-gateway.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

interface Run {
  readonly pid: number
  readonly child: number
  readonly port: number
  readonly key: string
  readonly names: readonly string[]
}

async function bench(
  behaviour: FakeBehaviour,
  parts: Partial<Parameters<typeof localGatewayBench>[0]> = {},
): Promise<
  LocalGatewayBench & { readonly runs: () => Run[]; readonly fake: string; readonly folder: string }
> {
  const folder = temporaryFolder()
  const fake = makeFakeLiteLlm(folder, behaviour)
  const made = await localGatewayBench({
    storageFolder: folder,
    environmentPath: fake,
    readyWithinMs: 8000,
    restartPausesMs: [50, 100],
    ...parts,
  })
  onTestFinished(() => made.host.quit())
  return { ...made, fake, folder, runs: () => runsIn(fake) }
}

function runsIn(fake: string): Run[] {
  return readFileSync(join(fake, 'runs'), 'utf8')
    .trim()
    .split('\n')
    .map((line): Run => JSON.parse(line))
}

async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise
  } catch (cause) {
    if (cause instanceof AppFailure) return cause.error
    throw cause
  }
  throw new Error('It did not fail')
}

describe.skipIf(process.platform === 'win32')('the local gateway', () => {
  it('starts, is found in the list with its admin key, and ends with all it started', async () => {
    const { host, registry, store, seen, runs, status, folder, told } = await bench('serve')
    await host.setSecret('OPENAI_API_KEY', { source: 'key-store', value: 'sk-provider-0123456789' })
    await host.start({ activates: true })
    expect(seen).toEqual(['starting', 'running'])
    const [run] = runs()
    if (run === undefined) throw new Error('It did not run')
    expect(status()).toMatchObject({ state: 'running', port: run.port, restarts: 0, lack: 'database' })
    expect(registry.activeId).toBe('local')
    expect(registry.list()).toMatchObject([
      {
        id: 'local',
        baseUrl: `http://127.0.0.1:${String(run.port)}`,
        key: { source: 'key-store', isSet: true, lastFour: run.key.slice(-4) },
      },
    ])
    expect(await registry.keyOf(registry.find('local'))).toBe(run.key)
    expect(run.key).toMatch(/^sk-[\w-]{32}$/)
    // All it was given, and nothing else of ours.
    expect(run.names.filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name))).toEqual(
      [
        'ELECTRON_RUN_AS_NODE',
        'HOME',
        'LITELLM_MASTER_KEY',
        'LITELLM_SALT_KEY',
        'LITELLM_TELEMETRY',
        'NO_COLOR',
        'OPENAI_API_KEY',
        'PATH',
        'PYTHONIOENCODING',
        'PYTHONUNBUFFERED',
        'TERM',
      ].sort(),
    )
    expect(statSync(join(folder, 'litellm', 'config.yaml')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'litellm', 'config.yaml'), 'utf8')).not.toContain('sk-')
    expect(JSON.stringify(store.file)).not.toContain(run.key)

    await host.stop()
    expect(status()).toEqual({ state: 'off' })
    expect([run.pid, run.child].filter(isAlive)).toEqual([])
    host.log.flush()
    expect(told.map(({ text }) => text).join('\n')).toContain('Key [key …')
    expect(told.map(({ text }) => text).join('\n')).not.toContain(run.key)
  })

  it('keeps its port and its admin key from one start to the next', async () => {
    const { host, runs } = await bench('serve')
    await host.start({ activates: true })
    await host.start({ activates: true })
    const [first, second] = runs()
    expect(second).toMatchObject({ port: first?.port, key: first?.key })
    expect(isAlive(first?.pid ?? 0)).toBe(false)
  })

  it('says which keys are missing though it serves', async () => {
    const { host, status, state } = await bench('serve')
    await host.start({ activates: true })
    expect(status()).toMatchObject({ state: 'running', lack: 'key' })
    expect(state.state.localGateway.variables).toEqual([
      { name: 'OPENAI_API_KEY', key: { source: 'none', isSet: false, lastFour: null } },
    ])
  })

  it('leaves another gateway in use when it was not the user who started it', async () => {
    const { host, registry } = await bench('serve')
    registry.activate(registry.addDemo().id)
    await host.start({ activates: false })
    expect(registry.activeId).toBe('demo')
    expect(registry.list().map(({ id }) => id)).toEqual(['demo', 'local'])
  })

  it.each([
    ['crash-at-start', 'start-failed', /ended before it was ready/],
    ['port-taken', 'port-taken', /Port \d+ is used by another program/],
    ['other-port', 'port-taken', /Port \d+ is used by another program/],
    ['bad-config', 'config-invalid', /a model in it has no model_name/],
  ] as const)('tells of “%s” in its own words', async (behaviour, kind, words) => {
    const { host, status, runs } = await bench(behaviour)
    const error = await errorOf(host.start({ activates: true }))
    expect(error).toMatchObject({ kind, message: expect.stringMatching(words) })
    expect(error.details ?? '').not.toContain(runs()[0]?.key)
    expect(status()).toMatchObject({ state: 'failed', task: 'start', error: { kind } })
    expect(isAlive(runs()[0]?.pid ?? 0)).toBe(false)
  })

  it('says so when the user’s port is taken, before it starts anything', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { host, runs } = await bench('serve', { setup: { port } })
    expect(await errorOf(host.start({ activates: true }))).toMatchObject({
      kind: 'port-taken',
      message: `Port ${String(port)} is used by another program.`,
    })
    expect(runs).toThrow()
  })

  it('gives up on one that never answers, and ends it', async () => {
    const { host, runs, status } = await bench('slow', { readyWithinMs: 1500 })
    expect(await errorOf(host.start({ activates: true }))).toMatchObject({ kind: 'timed-out' })
    expect(status().state).toBe('failed')
    expect(isAlive(runs()[0]?.pid ?? 0)).toBe(false)
  })

  it('can be stopped while it starts', async () => {
    const { host, status, until, fake } = await bench('slow')
    const started = errorOf(host.start({ activates: true }))
    await until('starting')
    await vi.waitFor(() => expect(runsIn(fake)).toHaveLength(1), { timeout: 5000 })
    await host.stop()
    expect((await started).kind).toBe('cancelled')
    expect(status()).toEqual({ state: 'off' })
    expect(isAlive(runsIn(fake)[0]?.pid ?? 0)).toBe(false)
  })

  it('starts it again after it ended by itself', async () => {
    const { host, until, runs, seen } = await bench('crash-once')
    await host.start({ activates: true })
    await until('waiting')
    expect(await until('running')).toMatchObject({ restarts: 1 })
    expect(runs()).toHaveLength(2)
    expect(isAlive(runs()[0]?.child ?? 0)).toBe(false)
    expect(seen).toEqual(['starting', 'running', 'waiting', 'starting', 'running'])
  })

  it('stops starting one that keeps ending', async () => {
    const { host, until, runs } = await bench('crash-after-ready')
    await host.start({ activates: true })
    const { error } = await until('failed')
    expect(error).toMatchObject({
      kind: 'start-failed',
      message: 'LiteLLM ended by itself. It was started again 2 times.',
      details: expect.stringContaining('Segmentation fault'),
    })
    expect(runs()).toHaveLength(3)
  })

  it('does not go on after a fault that stays', async () => {
    const { host, until, fake, runs } = await bench('crash-once')
    await host.start({ activates: true })
    setFakeBehaviour(fake, 'bad-config')
    expect((await until('failed')).error.kind).toBe('config-invalid')
    expect(runs()).toHaveLength(2)
  })

  it('stays off when it is stopped in the pause before a restart', async () => {
    const { host, until, status, runs } = await bench('crash-after-ready', { restartPausesMs: [60_000] })
    await host.start({ activates: true })
    await until('waiting')
    await host.stop()
    expect(status()).toEqual({ state: 'off' })
    expect(runs()).toHaveLength(1)
  })

  it('refuses a malicious release without running it', async () => {
    const { host, state, runs, folder } = await bench('serve')
    const bad = makeFakeLiteLlm(join(folder, 'bad'), 'serve', '1.82.8')
    await host.setUp({ environmentPath: bad })
    expect(state.state.localGateway.programs[0]).toMatchObject({ version: '1.82.8', verdict: 'refused' })
    expect(await errorOf(host.start({ activates: true }))).toMatchObject({
      kind: 'program-missing',
      message: 'LiteLLM 1.82.8 is a malicious release and is not run.',
    })
    expect(runs).toThrow()
  })

  it('runs a config file of the user’s with the master key it states, and leaves it as it is', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'mine.yaml')
    const text = 'model_list: []\ngeneral_settings:\n  master_key: os.environ/MY_KEY # mine\n'
    writeFileSync(path, text)
    const { host, runs, registry, state } = await bench('serve', {
      setup: { config: { type: 'file', path } },
    })
    expect(state.state.localGateway.variables.map(({ name }) => name)).toEqual(['MY_KEY'])
    await host.start({ activates: true })
    const [run] = runs()
    expect(run?.names).toContain('MY_KEY')
    expect(await registry.keyOf(registry.find('local'))).toBe(run?.key)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it.each([
    ['is not YAML', 'model_list: [', /is not YAML/],
    ['is empty', '', /holds no settings/],
  ])('tells before it starts that a config file %s', async (_what, text, words) => {
    const path = join(temporaryFolder(), 'mine.yaml')
    writeFileSync(path, text)
    const { host, runs } = await bench('serve', { setup: { config: { type: 'file', path } } })
    expect(await errorOf(host.start({ activates: true }))).toMatchObject({
      kind: 'config-invalid',
      message: expect.stringMatching(words),
    })
    expect(runs).toThrow()
  })

  it.each(['serve', 'stubborn'] as const)(
    'leaves nothing behind when Litedesk is killed (%s)',
    async (behaviour) => {
      const folder = temporaryFolder()
      const fake = makeFakeLiteLlm(folder, behaviour)
      const storage = join(folder, 'storage')
      mkdirSync(storage)
      const litedesk = spawn(
        process.execPath,
        [join(import.meta.dirname, '../helpers/local-gateway-process.ts'), storage, fake],
        { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: ['ignore', 'pipe', 'inherit'] },
      )
      await once(createInterface({ input: litedesk.stdout }), 'line')
      const [run] = runsIn(fake)
      if (run === undefined) throw new Error('It did not run')
      expect([run.pid, run.child].every(isAlive)).toBe(true)
      litedesk.kill('SIGKILL')
      await vi.waitFor(() => expect([run.pid, run.child].filter(isAlive)).toEqual([]), { timeout: 15_000 })
    },
    30_000,
  )

  it('leaves nothing behind when its guard is killed', async () => {
    const { host, runs, until } = await bench('serve', { restartPausesMs: [] })
    await host.start({ activates: true })
    const [run] = runs()
    if (run === undefined) throw new Error('It did not run')
    const parent = Number(
      /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${String(run.pid)}/status`, 'utf8'))?.[1],
    )
    process.kill(parent, 'SIGKILL')
    await until('failed')
    await vi.waitFor(() => expect([run.pid, run.child].filter(isAlive)).toEqual([]), { timeout: 5000 })
  })
})
