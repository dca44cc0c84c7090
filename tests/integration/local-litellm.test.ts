import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'

import { stepsOf } from '../litellm/gateway-calls.ts'
import { preparePython, Unavailable } from '../litellm/python-environment.ts'
import { isAlive, localGatewayBench } from '../helpers/local-gateway.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const python = await preparePython().catch((cause: unknown) => {
  if (cause instanceof Unavailable) return cause.message
  throw cause
})

describe('the real LiteLLM on this computer', () => {
  beforeEach(({ skip }) => {
    if (typeof python === 'string') skip(python)
  })

  it('is found, starts, answers its admin key, is killed, starts again, and ends', async () => {
    if (typeof python === 'string') return
    const { host, registry, state, until, status } = await localGatewayBench({
      storageFolder: temporaryFolder(),
      environmentPath: dirname(dirname(python.python)),
      restartPausesMs: [100],
      users: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        // Asks the internet for nothing.
        HTTPS_PROXY: 'http://127.0.0.1:9',
        HTTP_PROXY: 'http://127.0.0.1:9',
        NO_PROXY: '127.0.0.1',
      },
    })
    onTestFinished(() => host.quit())
    await host.setSecret('OPENAI_API_KEY', { source: 'session', value: 'sk-nobody-0123456789' })
    await host.start({ activates: true })
    expect(state.state.localGateway.programs[0]).toMatchObject({ version: python.version, verdict: 'fine' })
    expect(status()).toMatchObject({ state: 'running', lack: 'database' })
    const gateway = registry.find('local')
    const address = { baseUrl: gateway.baseUrl, key: await registry.keyOf(gateway) }
    expect((await stepsOf(address)).map(({ name, outcome }) => [name, outcome])).toEqual([
      ['reachable', 'passed'],
      ['litellm', 'passed'],
      ['key-accepted', 'passed'],
      ['key-kind', 'passed'],
      ['database', 'warned'],
      ['models', 'passed'],
    ])
    const pid = await host.pid()
    if (pid === null) throw new Error('It has no process')
    process.kill(pid, 'SIGKILL')
    await until('waiting')
    expect(await until('running')).toMatchObject({ restarts: 1 })
    const second = await host.pid()
    expect(second).not.toBe(pid)
    expect((await stepsOf({ ...address, baseUrl: registry.find('local').baseUrl })).at(-1)?.outcome).toBe(
      'passed',
    )
    await host.quit()
    await vi.waitFor(() => expect([pid, second ?? 0].filter((id) => id !== 0 && isAlive(id))).toEqual([]))
  }, 300_000)

  it('tells of a config file it does not take', async () => {
    if (typeof python === 'string') return
    const folder = temporaryFolder()
    const { host, status } = await localGatewayBench({
      storageFolder: folder,
      environmentPath: dirname(dirname(python.python)),
      setup: { config: { type: 'file', path: writeConfig(folder) } },
    })
    onTestFinished(() => host.quit())
    await expect(host.start({ activates: true })).rejects.toThrow(/a model in it has no model_name/)
    expect(status()).toMatchObject({ state: 'failed', error: { kind: 'config-invalid' } })
  }, 120_000)
})

function writeConfig(folder: string): string {
  const path = join(folder, 'mine.yaml')
  writeFileSync(path, 'model_list:\n  - model_nam: x\n    litellm_params:\n      model: openai/gpt-4o\n')
  return path
}
