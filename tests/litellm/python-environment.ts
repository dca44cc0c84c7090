import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { installDebianPackages } from './debian-packages.ts'
import { exclusively } from './exclusive.ts'
import { cacheFolder, ownFolder, pinnedVersion } from './places.ts'
import { mustRun, runProgram } from './run-program.ts'

/** Releases that stole credentials; never installed. Source: BerriAI/litellm issues 24512 and 24518. */
const MALICIOUS = ['1.82.7', '1.82.8']

/** Why there is no real proxy to test against, as a sentence for the one who reads the test run. */
export class Unavailable extends Error {}

/** A Python that has LiteLLM. */
export interface PythonEnvironment {
  /** The executable, absolute. */
  readonly python: string
  readonly version: string
  /** The folder of its packages, absolute. */
  readonly packages: string
}

let prepared: Promise<PythonEnvironment> | null = null

/**
 * Makes the environment unless it is there: half a minute the first time. What it holds is pinned by version and hash.
 * Throws Unavailable where there is no Python, or packages can be fetched neither from PyPI nor from a cache.
 */
export function preparePython(): Promise<PythonEnvironment> {
  prepared ??= makePython()
  return prepared
}

async function makePython(): Promise<PythonEnvironment> {
  const version = pinnedVersion()
  if (MALICIOUS.includes(version)) throw new Error(`LiteLLM ${version} is malicious and is not installed.`)
  if (process.platform === 'win32') throw new Unavailable('The real LiteLLM proxy is not run on Windows.')
  const folder = join(cacheFolder, version)
  const environment = join(folder, 'environment')
  const python = join(environment, 'bin', 'python')
  const mark = join(folder, 'environment.sha256')
  const lock = join(ownFolder, 'environment', 'litellm.lock')
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex')
  const isReady = (): boolean => existsSync(mark) && readFileSync(mark, 'utf8') === wanted
  if (!isReady()) {
    await exclusively(join(cacheFolder, 'environment.held'), async () => {
      if (isReady()) return
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(folder, { recursive: true })
      const uv = await prepareUv()
      await mustRun(uv, ['venv', '--quiet', '--python', 'python3', environment], { environment: quietly() })
      await fetching(
        uv,
        ['pip', 'install', '--quiet', '--python', python, '--compile-bytecode', ...locked(lock)],
        `LiteLLM ${version}`,
      )
      writeFileSync(mark, wanted)
    })
  }
  const packages = await mustRun(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'])
  return { python, version, packages: packages.trim() }
}

/** uv in an environment of its own, since it installs in a sixth of pip's time. */
async function prepareUv(): Promise<string> {
  const folder = join(cacheFolder, 'tools')
  const uv = join(folder, 'bin', 'uv')
  const mark = join(folder, 'tools.lock')
  const lock = join(ownFolder, 'environment', 'tools.lock')
  const wanted = readFileSync(lock, 'utf8')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return uv
  rmSync(folder, { recursive: true, force: true })
  await makeVirtualEnvironment(folder)
  await fetching(
    join(folder, 'bin', 'python'),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...locked(lock)],
    'the installer uv',
  )
  writeFileSync(mark, wanted)
  return uv
}

async function makeVirtualEnvironment(folder: string): Promise<void> {
  const make = () => runProgram('python3', ['-m', 'venv', folder])
  let made
  try {
    made = await make()
    if (made.status !== 0) {
      // Debian keeps what `venv` needs in a package of its own.
      await installDebianPackages(['python3-venv'])
      made = await make()
    }
  } catch (cause) {
    throw new Unavailable(`The real LiteLLM proxy needs Python 3: ${String(cause)}`, { cause })
  }
  if (made.status !== 0) throw new Unavailable(`Python cannot make an environment: ${lastLine(made.output)}`)
}

async function fetching(command: string, args: readonly string[], what: string): Promise<void> {
  const { status, output } = await runProgram(command, args, { environment: quietly() })
  if (status !== 0) throw new Unavailable(`${what} could not be installed from PyPI: ${lastLine(output)}`)
}

function locked(lock: string): string[] {
  return ['--require-hashes', '--only-binary', ':all:', '-r', lock]
}

function quietly(): NodeJS.ProcessEnv {
  return { ...process.env, UV_NO_PROGRESS: '1', UV_PYTHON_DOWNLOADS: 'never', UV_LINK_MODE: 'copy' }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
