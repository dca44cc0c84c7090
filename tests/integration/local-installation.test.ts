import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, onTestFinished, vi } from 'vitest'

import { LITELLM_RELEASE } from '#main/local-gateway/release.ts'

import { makeFakeUv, setFakeInstall, setFakePrisma, type FakeInstall } from '../helpers/fake-uv.ts'
import { isAlive, localGatewayBench } from '../helpers/local-gateway.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

async function bench(install: FakeInstall) {
  const folder = temporaryFolder()
  const bin = makeFakeUv(folder, install)
  const made = await localGatewayBench({
    storageFolder: folder,
    environmentPath: '',
    setup: { program: null, environmentPath: null },
    users: { PATH: bin, HOME: folder },
  })
  onTestFinished(() => made.host.quit())
  const own = join(folder, 'litellm')
  return { ...made, bin, own, environment: join(own, `environment-${LITELLM_RELEASE}`) }
}

describe.skipIf(process.platform === 'win32')('the installation of LiteLLM', () => {
  it('goes into a folder of its own with wheels alone, and is then found and run', async () => {
    const { host, state, seen, bin, own, status } = await bench('installs')
    await host.find()
    expect(state.state.localGateway).toMatchObject({
      programs: [],
      hasSearched: true,
      installation: { installer: 'uv', error: null, release: LITELLM_RELEASE },
    })
    await host.install()
    expect(state.state.localGateway.programs).toMatchObject([
      { source: 'own', version: LITELLM_RELEASE, verdict: 'fine' },
    ])
    expect(seen).toEqual(['finding', 'off', 'installing', 'off'])
    const asked = readFileSync(join(bin, 'asked'), 'utf8')
    expect(asked).toContain('--only-binary :all:')
    expect(asked).toContain(`litellm[proxy]==${LITELLM_RELEASE}`)
    expect(asked).toContain('litellm!=1.82.7 litellm!=1.82.8')
    expect(existsSync(join(own, 'downloads'))).toBe(false)
    await host.start({ activates: true })
    expect(status().state).toBe('running')
    await host.stop()
    await host.removeInstallation()
    expect(state.state.localGateway.programs).toEqual([])
    expect(readdirSync(own)).toEqual(['config.yaml'])
  })

  it('leaves nothing but what was fetched when it fails, and goes on with that', async () => {
    const { host, bin, own, environment, status } = await bench('is-offline')
    await expect(host.install()).rejects.toThrow(/could not be fetched/)
    expect(status()).toMatchObject({ state: 'failed', task: 'install', error: { kind: 'install-failed' } })
    expect(existsSync(environment)).toBe(false)
    expect(existsSync(join(own, 'downloads', 'part'))).toBe(true)
    setFakeInstall(bin, 'installs')
    await host.install()
    expect(status()).toEqual({ state: 'off' })
  })

  it('prepares LiteLLM’s database client once a database is given, and says when it cannot', async () => {
    const { host, bin, environment, status } = await bench('installs')
    const client = join(environment, 'lib', 'python3.12', 'site-packages', 'prisma', 'client.py')
    setFakePrisma(bin, 'is-offline')
    await host.install()
    await host.start({ activates: true })
    expect(existsSync(client)).toBe(false)
    await host.setSecret('DATABASE_URL', { source: 'session', value: 'postgresql://me:pw@127.0.0.1:1/x' })
    await expect(host.start({ activates: true })).rejects.toThrow(/database client could not be fetched/)
    expect(status()).toMatchObject({ state: 'failed', task: 'start', error: { kind: 'start-failed' } })
    setFakePrisma(bin, 'generates')
    await host.install()
    await host.start({ activates: true })
    expect(existsSync(client)).toBe(true)
    expect(status()).toMatchObject({ state: 'running' })
  })

  it('can be cancelled, and leaves nothing running', async () => {
    const { host, bin, environment, until, status } = await bench('hangs')
    const installed = host.install()
    const refused = expect(installed).rejects.toThrow(/cancelled/)
    await until('installing')
    await vi.waitFor(() => expect(existsSync(join(bin, 'asked'))).toBe(true), { timeout: 5000 })
    const pid = Number.parseInt(readFileSync(join(bin, 'asked'), 'utf8'), 10)
    expect(isAlive(pid)).toBe(true)
    host.cancelInstall()
    await refused
    expect(status()).toEqual({ state: 'off' })
    expect(isAlive(pid)).toBe(false)
    expect(existsSync(environment)).toBe(false)
  })

  it('removes what an earlier one left that was cut off', async () => {
    const { host, environment, state } = await bench('installs')
    mkdirSync(join(environment, 'bin'), { recursive: true })
    writeFileSync(join(environment, 'bin', 'litellm'), '')
    await host.find()
    expect(existsSync(environment)).toBe(false)
    expect(state.state.localGateway.programs).toEqual([])
  })

  it('says that Python is missing, and what to do', async () => {
    const folder = temporaryFolder()
    const { host, state } = await localGatewayBench({
      storageFolder: folder,
      environmentPath: folder,
      users: { PATH: folder },
    })
    await host.find()
    expect(state.state.localGateway.installation).toMatchObject({
      installer: null,
      error: {
        kind: 'python-missing',
        message: 'LiteLLM needs Python, which was not found on this computer.',
        nextStep: expect.stringMatching(/^Install /),
      },
    })
    await expect(host.install()).rejects.toThrow(/needs Python/)
  })
})
