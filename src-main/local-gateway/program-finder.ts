import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import type { LocalProgram } from '#shared/local-gateway.ts'

import { installedBeside, type InstalledLiteLlm } from './installed-packages.ts'
import { processEnvironment } from './process-environment.ts'
import { MALICIOUS_RELEASES, OLDEST_TESTED_RELEASE } from './release.ts'
import { askProgram } from './run-program.ts'
import { executableNames, isExecutable, onSearchPath } from './search-path.ts'

/** Where to look. */
export interface ProgramPlaces {
  /** The environment Litedesk made, absolute; null when it made none. */
  readonly ownEnvironment: string | null
  /** What the user pointed to; null for nothing. */
  readonly chosenPath: string | null
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Every LiteLLM there is: Litedesk's own, the chosen one, the one on the PATH. The same program is told once. */
export async function findPrograms(places: ProgramPlaces): Promise<LocalProgram[]> {
  const candidates: readonly [LocalProgram['source'], string | null][] = [
    ['own', places.ownEnvironment === null ? null : await litellmIn(places.ownEnvironment)],
    ['chosen', places.chosenPath === null ? null : await litellmIn(places.chosenPath)],
    ['path', await onSearchPath('litellm', places.environment)],
  ]
  const programs: LocalProgram[] = []
  for (const [source, path] of candidates) {
    if (path === null || programs.some((program) => program.path === path)) continue
    programs.push(await describeProgram(source, path, places.environment))
  }
  return programs
}

/** The program to run: of the wanted kind, else the first that is fine, else the first that can run at all. */
export function chooseProgram(
  programs: readonly LocalProgram[],
  wanted: LocalProgram['source'] | null,
): LocalProgram | null {
  if (wanted !== null) return programs.find(({ source }) => source === wanted) ?? null
  return (
    programs.find(({ verdict }) => verdict === 'fine') ??
    programs.find(({ verdict }) => verdict === 'older') ??
    programs[0] ??
    null
  )
}

/** The `litellm` of an environment, given as its folder, its `bin`, its Python or the program itself. */
async function litellmIn(path: string): Promise<string | null> {
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
  if (isFile && /^litellm(?:\.exe)?$/i.test(basename(path))) return (await isExecutable(path)) ? path : null
  const folder = isFile ? dirname(path) : path
  for (const inside of ['.', 'bin', 'Scripts', '.venv/bin', '.venv/Scripts', 'venv/bin', 'venv/Scripts']) {
    for (const name of executableNames('litellm')) {
      const candidate = join(folder, inside, name)
      if (await isExecutable(candidate)) return candidate
    }
  }
  return null
}

async function describeProgram(
  source: LocalProgram['source'],
  path: string,
  environment: ProgramPlaces['environment'],
): Promise<LocalProgram> {
  const installed = await installedBeside(path)
  if (installed !== null) return { source, path, version: installed.version, verdict: judge(installed) }
  // A wrapper, such as pyenv's, whose environment only it knows.
  const { output } = await askProgram(path, ['--version'], processEnvironment(environment))
  const version = /Current Version\s*=\s*(\S+)/i.exec(output)?.[1] ?? null
  return {
    source,
    path,
    version,
    verdict: version === null ? 'incomplete' : judge({ version, hasProxy: true }),
  }
}

function judge({
  version,
  hasProxy,
}: Pick<InstalledLiteLlm, 'version' | 'hasProxy'>): LocalProgram['verdict'] {
  if (MALICIOUS_RELEASES.includes(version)) return 'refused'
  if (!hasProxy) return 'incomplete'
  return isOlder(version, OLDEST_TESTED_RELEASE) ? 'older' : 'fine'
}

/** Compares releases such as "1.79.3"; what follows the three numbers counts for nothing. */
export function isOlder(version: string, other: string): boolean {
  const [mine, theirs] = [numbers(version), numbers(other)]
  const place = mine.findIndex((number, index) => number !== theirs[index])
  return place !== -1 && (mine[place] ?? 0) < (theirs[place] ?? 0)
}

function numbers(version: string): number[] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0)
  return [major, minor, patch]
}
