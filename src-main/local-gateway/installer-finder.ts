import { appError, type AppError } from '#shared/app-error.ts'

import { processEnvironment } from './process-environment.ts'
import { PYTHON_RANGE } from './release.ts'
import { askProgram } from './run-program.ts'
import { onSearchPath } from './search-path.ts'

/** What can install LiteLLM. `uv` brings its own Python where there is none. */
export interface Installer {
  readonly kind: 'uv' | 'python'
  /** Absolute. */
  readonly path: string
}

/** The installer, or why there is none. */
export type InstallerSearch = { readonly installer: Installer } | { readonly error: AppError }

/** Says its version, and fails where it cannot make an environment with pip. */
const ASK_PYTHON = 'import sys, venv, ensurepip; print(*sys.version_info[:2])'
/** Newest first among those with the version in their names, after what the user calls Python. */
const PYTHON_NAMES = [
  'python3',
  'python',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python3.14',
]

/** Looks for uv, else for a Python of a version LiteLLM runs on that can make environments. */
export async function findInstaller(
  environment: Readonly<Record<string, string | undefined>>,
  platform = process.platform,
): Promise<InstallerSearch> {
  const clean = processEnvironment(environment)
  const uv = await onSearchPath('uv', environment)
  if (uv !== null && (await askProgram(uv, ['--version'], clean)).status === 0) {
    return { installer: { kind: 'uv', path: uv } }
  }
  let unfit: string | null = null
  for (const name of PYTHON_NAMES) {
    const path = await onSearchPath(name, environment)
    if (path === null) continue
    const { status, output } = await askProgram(path, ['-c', ASK_PYTHON], clean)
    const [, major, minor] = /^(\d+) (\d+)\s*$/m.exec(output) ?? []
    if (status === 0 && isFitting(Number(major), Number(minor)))
      return { installer: { kind: 'python', path } }
    if (status === 0) unfit ??= `Python ${major}.${minor}`
    else if (/No module named '?(?:venv|ensurepip)/.test(output)) unfit ??= 'no-venv'
  }
  return { error: pythonMissing(unfit, platform) }
}

function isFitting(major: number, minor: number): boolean {
  const [, first] = PYTHON_RANGE.from
  const [, last] = PYTHON_RANGE.before
  return major === PYTHON_RANGE.from[0] && minor >= first && minor < last
}

function pythonMissing(unfit: string | null, platform: NodeJS.Platform): AppError {
  if (unfit === 'no-venv') {
    return appError('python-missing', 'This computer’s Python cannot make environments.', {
      nextStep:
        platform === 'linux'
          ? 'Install what is missing, on Debian and Ubuntu with “sudo apt install python3-venv”, then look again.'
          : 'Install Python from python.org, then look again.',
    })
  }
  const range = `${PYTHON_RANGE.from.join('.')} to ${PYTHON_RANGE.before[0]}.${PYTHON_RANGE.before[1] - 1}`
  return appError(
    'python-missing',
    unfit === null
      ? 'LiteLLM needs Python, which was not found on this computer.'
      : `LiteLLM needs Python ${range}; this computer has ${unfit}.`,
    { nextStep: `Install ${waysToPython(platform, range)}, then look again.` },
  )
}

function waysToPython(platform: NodeJS.Platform, range: string): string {
  switch (platform) {
    case 'darwin':
      return 'uv with “brew install uv”, or Python from python.org'
    case 'win32':
      return 'uv with “winget install astral-sh.uv”, or Python from python.org'
    case 'linux':
      return `Python ${range} with your system’s package manager, such as “sudo apt install python3 python3-venv”`
    default:
      return `uv or Python ${range}`
  }
}
