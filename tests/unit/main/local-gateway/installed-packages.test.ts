import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { installedBeside } from '#main/local-gateway/installed-packages.ts'
import { chooseProgram, findPrograms, isOlder } from '#main/local-gateway/program-finder.ts'
import type { LocalProgram } from '#shared/local-gateway.ts'

import { makeFakeLiteLlm } from '../../../helpers/fake-litellm.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

function write(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  chmodSync(path, 0o755)
  return path
}

function packages(prefix: string, ...names: string[]): void {
  for (const name of names) {
    mkdirSync(join(prefix, 'lib', 'python3.12', 'site-packages', `${name}.dist-info`), { recursive: true })
  }
}

describe.skipIf(process.platform === 'win32')('installedBeside', () => {
  it('reads the version beside the script', async () => {
    const folder = temporaryFolder()
    packages(folder, 'litellm-1.106.2', 'litellm_proxy_extras-0.4', 'fastapi-1.0', 'uvicorn-1.0')
    const script = write(join(folder, 'bin', 'litellm'), '#!/bin/sh\n')
    expect(await installedBeside(script)).toEqual({
      version: '1.106.2',
      hasProxy: true,
      packages: join(folder, 'lib', 'python3.12', 'site-packages'),
    })
  })

  it.each([
    ['plainly', (python: string) => `#!${python}\nimport sys\n`],
    ['through a shell', (python: string) => `#!/bin/sh\n'''exec' "${python}" "$0" "$@"\n' '''\n`],
  ])('follows the interpreter, written %s', async (_how, text) => {
    const folder = temporaryFolder()
    const prefix = join(folder, 'with no spaces')
    packages(prefix.replaceAll(' ', '-'), 'litellm-1.90.0')
    const python = join(prefix.replaceAll(' ', '-'), 'bin', 'python3.12')
    const script = write(join(folder, 'shims', 'litellm'), text(python))
    expect(await installedBeside(script)).toMatchObject({ version: '1.90.0', hasProxy: false })
  })

  it('follows the link that pipx and uv make', async () => {
    const folder = temporaryFolder()
    packages(join(folder, 'venvs'), 'litellm-1.100.0', 'fastapi-1.0', 'uvicorn-1.0')
    const real = write(join(folder, 'venvs', 'bin', 'litellm'), '#!/bin/sh\n')
    mkdirSync(join(folder, 'local'))
    symlinkSync(real, join(folder, 'local', 'litellm'))
    expect(await installedBeside(join(folder, 'local', 'litellm'))).toMatchObject({ version: '1.100.0' })
  })

  it('knows nothing of a script that tells nothing', async () => {
    expect(await installedBeside(write(join(temporaryFolder(), 'litellm'), '#!/bin/bash\n'))).toBeNull()
    expect(await installedBeside('/nowhere/litellm')).toBeNull()
  })
})

describe.skipIf(process.platform === 'win32')('findPrograms', () => {
  it('finds the one on the PATH, the chosen one by its folder, its Python or itself, and each once', async () => {
    const folder = temporaryFolder()
    const fake = makeFakeLiteLlm(folder, 'serve')
    const litellm = join(fake, 'bin', 'litellm')
    const python = write(join(fake, 'bin', 'python'), '')
    for (const chosenPath of [fake, join(fake, 'bin'), python, litellm]) {
      const found = await findPrograms({ ownEnvironment: null, chosenPath, environment: {} })
      expect(found).toEqual([{ source: 'chosen', path: litellm, version: '1.106.2', verdict: 'fine' }])
    }
    const environment = { PATH: `relative:/nowhere:${join(fake, 'bin')}` }
    expect(await findPrograms({ ownEnvironment: fake, chosenPath: fake, environment })).toEqual([
      { source: 'own', path: litellm, version: '1.106.2', verdict: 'fine' },
    ])
    expect(await findPrograms({ ownEnvironment: null, chosenPath: null, environment })).toMatchObject([
      { source: 'path', path: litellm },
    ])
  })

  it('asks a wrapper for its version, with nothing of Litedesk’s environment', async () => {
    const folder = temporaryFolder()
    const wrapper = write(
      join(folder, 'litellm'),
      '#!/bin/sh\n[ -z "$A_SECRET" ] && echo "LiteLLM: Current Version = 1.99.1"\n',
    )
    const environment = { PATH: folder, A_SECRET: 'x' }
    expect(await findPrograms({ ownEnvironment: null, chosenPath: null, environment })).toEqual([
      { source: 'path', path: wrapper, version: '1.99.1', verdict: 'fine' },
    ])
  })

  it.each([
    ['1.82.7', 'refused'],
    ['1.82.8', 'refused'],
    ['1.82.9', 'fine'],
    ['1.79.2', 'older'],
    ['1.106.2rc1', 'fine'],
  ])('judges release %s: %s', async (version, verdict) => {
    const chosenPath = makeFakeLiteLlm(temporaryFolder(), 'serve', version)
    const [program] = await findPrograms({ ownEnvironment: null, chosenPath, environment: {} })
    expect(program).toMatchObject({ version, verdict })
  })
})

describe('chooseProgram', () => {
  const program = (source: LocalProgram['source'], verdict: LocalProgram['verdict']): LocalProgram => ({
    source,
    path: `/${source}/litellm`,
    version: '1.0.0',
    verdict,
  })

  it('takes the wanted one, else the first that is fine, else one that is only older', () => {
    const all = [program('own', 'refused'), program('chosen', 'older'), program('path', 'fine')]
    expect(chooseProgram(all, 'own')?.source).toBe('own')
    expect(chooseProgram(all, null)?.source).toBe('path')
    expect(chooseProgram(all.slice(0, 2), null)?.source).toBe('chosen')
    expect(chooseProgram(all.slice(0, 1), null)?.source).toBe('own')
    expect(chooseProgram([], null)).toBeNull()
    expect(chooseProgram(all.slice(1), 'own')).toBeNull()
  })

  it('compares releases by number', () => {
    expect(isOlder('1.9.10', '1.10.0')).toBe(true)
    expect(isOlder('1.10.0', '1.9.10')).toBe(false)
    expect(isOlder('1.79.3.post1', '1.79.3')).toBe(false)
    expect(isOlder('2.0', '1.99.99')).toBe(false)
  })
})
