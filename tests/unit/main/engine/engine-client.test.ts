import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { AppFailure } from '#shared/app-error.ts'
import type { EngineFile } from '#shared/engine.ts'

import { EngineClient } from '../../../../src-main/engine/engine-client.ts'
import { engineHome, type EngineHome } from '../../../helpers/engine-home.ts'

const workerUrl = new URL('../../../../src-main/engine/engine-worker.ts', import.meta.url)
const dyingUrl = new URL('../../../helpers/dying-engine-worker.ts', import.meta.url)

function clientFor(home: EngineHome, url = workerUrl) {
  const parts = {
    listed: vi.fn<(engines: EngineFile[]) => void>(),
    changed: vi.fn<(id: string, hash: string | null) => void>(),
    trouble: vi.fn<(fault: string) => void>(),
  }
  const client = new EngineClient({
    workerUrl: url,
    start: () => ({ userData: home.userData, environment: home.environment, chosen: [] }),
    ...parts,
  })
  onTestFinished(() => client.close())
  return { client, ...parts }
}

const config = (primary: string): string =>
  `{ models: { providers: { litellm: { baseUrl: 'http://x', apiKey: 'k', api: 'ollama', models: [{ id: 'a', name: 'A' }] } } },
  agents: { defaults: { model: { primary: '${primary}' } } } }`

describe('EngineClient', () => {
  it('lists, opens, switches and takes back, and hears of changes', async () => {
    const home = engineHome()
    home.write('nova-engine', config('litellm/b'))
    const { client, listed, changed } = clientFor(home)
    const id = `nova-engine:${home.path('nova-engine')}`
    await client.call('look', null)
    expect(client.engine(id)).toMatchObject({ primary: 'litellm/b', state: { type: 'valid' } })
    expect(listed).toHaveBeenCalledOnce()

    const document = await client.call('open', { id })
    expect(document.text).toContain('‹hidden')
    const { backupId } = await client.call('useModel', { id, ref: 'litellm/a' })
    expect(home.read('nova-engine')).toBe(config('litellm/a'))
    expect(client.engine(id).lastSwitch).toMatchObject({ backupId, from: 'litellm/b' })
    expect(changed).toHaveBeenCalledWith(id, client.engine(id).hash)
    await client.call('undo', { id, backupId })
    expect(home.read('nova-engine')).toBe(config('litellm/b'))

    home.write('nova-engine', config('litellm/c'))
    await expect.poll(() => client.engine(id).primary, { timeout: 5000 }).toBe('litellm/c')
  })

  it('gives failures as they are', async () => {
    const { client } = clientFor(engineHome())
    const cause: unknown = await client
      .call('open', { id: 'nova-engine:/nowhere' })
      .catch((error: unknown) => error)
    expect(cause).toBeInstanceOf(AppFailure)
    expect(cause).toMatchObject({ error: { kind: 'gone' } })
    expect(() => client.engine('x')).toThrow('no longer in the list')
  })

  it('remembers chosen files for whoever starts it next', async () => {
    const home = engineHome()
    const path = home.write('idlehands', '{}', 'other.json')
    const { client } = clientFor(home)
    const { engine, chosen } = await client.call('choose', { kind: 'idlehands', path })
    expect(chosen).toEqual([{ kind: 'idlehands', path }])
    expect(await client.call('forget', { id: engine.id })).toEqual({ chosen: [] })
  })

  it('starts a worker that died anew, but not for ever', async () => {
    const { client, listed, trouble } = clientFor(engineHome(), dyingUrl)
    for (let death = 0; death < 4; death += 1) {
      await expect(client.call('look', null)).rejects.toThrow('has stopped')
    }
    await expect(client.call('look', null)).rejects.toThrow('has stopped')
    expect(trouble).toHaveBeenCalledTimes(4)
    expect(listed).toHaveBeenCalledTimes(4)
  })

  it('ends without having been asked anything', async () => {
    const { client, trouble } = clientFor(engineHome())
    await client.close()
    await client.close()
    expect(trouble).not.toHaveBeenCalled()
  })
})
