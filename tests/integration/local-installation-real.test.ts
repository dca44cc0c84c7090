import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { expect, it, onTestFinished } from 'vitest'

import { LITELLM_RELEASE } from '#main/local-gateway/release.ts'

import { cacheFolder } from '../litellm/places.ts'
import { preparePython, Unavailable } from '../litellm/python-environment.ts'
import { localGatewayBench } from '../helpers/local-gateway.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

/** Why it cannot be installed here; null when it can. Preparing the other environment fetches uv, which this one uses. */
const unavailable = await preparePython().then(
  () => null,
  (cause: unknown) => {
    if (cause instanceof Unavailable) return cause.message
    throw cause
  },
)

it('installs the pinned release for real, with uv', async ({ skip }) => {
  if (unavailable !== null) skip(unavailable)
  const uv = join(cacheFolder, 'tools', 'bin', 'uv')
  if (!existsSync(uv)) skip('The environment was made before uv was kept beside it.')
  const folder = temporaryFolder()
  const { host, state, told } = await localGatewayBench({
    storageFolder: folder,
    environmentPath: '',
    setup: { program: null, environmentPath: null },
    users: { ...process.env, PATH: `${dirname(uv)}:${process.env['PATH'] ?? ''}`, HOME: folder },
  })
  onTestFinished(() => host.quit())
  const steps = new Set<string>()
  state.subscribe(({ localGateway }) => {
    if (localGateway?.status.state === 'installing') steps.add(localGateway.status.step)
  })
  const begun = Date.now()
  await host.install()
  console.log(`Installed in ${String(Math.round((Date.now() - begun) / 1000))} s.`)
  expect([...steps]).toEqual(['preparing', 'downloading', 'installing', 'checking'])
  expect(state.state.localGateway.programs[0]).toMatchObject({
    source: 'own',
    version: LITELLM_RELEASE,
    verdict: 'fine',
  })
  host.log.flush()
  expect(told.some(({ text }) => text.includes(`litellm==${LITELLM_RELEASE}`))).toBe(true)
}, 600_000)
