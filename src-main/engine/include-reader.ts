import { open, realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'

import JSON5 from 'json5'

import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { isConfigArray, isConfigObject } from '#shared/config-document/config-value.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import { findIncludes } from '#shared/engine-config/include-sites.ts'
import { combineInclude, INCLUDE_KEY, IncludeShapeError } from '#shared/engine-config/include-merge.ts'

/** Why an `$include` cannot be followed. */
export interface IncludeProblem {
  /** The path as the config file writes it. */
  readonly target: string
  readonly message: string
}

/** A config with what it includes in its place. */
export interface IncludedConfig {
  /** What could not be followed is left out. */
  readonly value: ConfigValue
  readonly problems: readonly IncludeProblem[]
  /** Absolute paths of the files that were read, or would have been. */
  readonly files: readonly string[]
}

/** Source: engine config contract §0.1 and §2.1. */
const MAX_DEPTH = 10
const MAX_BYTES = 2 * 1024 * 1024
/** One engine has no limit; Litedesk does, for its own memory's sake. */
const MAX_BYTES_ANYWHERE = 10 * 1024 * 1024

/** Follows the `$include`s of a config file as the engine does. Reads files and throws nothing: see `problems`. */
export async function readIncludes(
  value: ConfigValue,
  configPath: string,
  definition: EngineDefinition,
): Promise<IncludedConfig> {
  const reader = new IncludeReader(definition, dirname(configPath))
  const whole = await reader.fill(value, configPath, [configPath])
  return { value: whole, problems: reader.problems, files: [...reader.files] }
}

class IncludeReader {
  readonly problems: IncludeProblem[] = []
  readonly files = new Set<string>()
  readonly #definition: EngineDefinition
  readonly #root: string

  constructor(definition: EngineDefinition, root: string) {
    this.#definition = definition
    this.#root = root
  }

  /** `chain` is the files that led here, the one `value` stands in last. */
  async fill(value: ConfigValue, file: string, chain: readonly string[]): Promise<ConfigValue> {
    if (findIncludes(value).all.length === 0) return value
    return this.#fillIn(value, file, chain)
  }

  async #fillIn(value: ConfigValue, file: string, chain: readonly string[]): Promise<ConfigValue> {
    if (isConfigArray(value)) return Promise.all(value.map((item) => this.#fillIn(item, file, chain)))
    if (!isConfigObject(value)) return value
    const entries: [string, ConfigValue][] = []
    for (const [key, member] of Object.entries(value)) {
      if (key !== INCLUDE_KEY) entries.push([key, await this.#fillIn(member, file, chain)])
    }
    const siblings = Object.fromEntries(entries)
    if (!Object.hasOwn(value, INCLUDE_KEY)) return siblings
    const targets = this.#targetsOf(value[INCLUDE_KEY])
    const included: ConfigValue[] = []
    for (const target of targets) {
      try {
        included.push(await this.#load(target, file, chain))
      } catch (cause) {
        if (!(cause instanceof IncludeFailure)) throw cause
        this.problems.push({ target, message: cause.message })
      }
    }
    try {
      return combineInclude(included, siblings)
    } catch (cause) {
      if (!(cause instanceof IncludeShapeError)) throw cause
      this.problems.push({ target: targets.join(', '), message: `${cause.message}.` })
      return siblings
    }
  }

  #targetsOf(value: ConfigValue | undefined): string[] {
    const list = isConfigArray(value) ? value : [value]
    const targets = list.filter((item) => typeof item === 'string')
    if (targets.length < list.length) {
      this.problems.push({
        target: JSON.stringify(value) ?? '',
        message: 'An $include is a path or a list of paths.',
      })
    }
    return targets
  }

  async #load(target: string, file: string, chain: readonly string[]): Promise<ConfigValue> {
    const path = resolve(dirname(file), target)
    if (chain.includes(path)) throw new IncludeFailure('It leads back to a file it is included from.')
    if (chain.length > MAX_DEPTH) throw new IncludeFailure(`Includes go more than ${MAX_DEPTH} deep.`)
    this.files.add(path)
    const text = await this.#read(path)
    let value: ConfigValue
    try {
      value = JSON5.parse(text)
    } catch (cause) {
      const words = cause instanceof Error ? cause.message.replace(/^JSON5: /, '') : String(cause)
      throw new IncludeFailure(`It is not JSON5: ${words}.`)
    }
    return this.fill(value, path, [...chain, path])
  }

  async #read(path: string): Promise<string> {
    const isGuarded = !this.#definition.includesMayLeaveFolder
    const outside = `${this.#definition.name} includes only files in the config file’s own folder.`
    if (isGuarded && !isInside(this.#root, path)) throw new IncludeFailure(outside)
    try {
      if (isGuarded && !isInside(await realpath(this.#root), await realpath(path))) {
        throw new IncludeFailure(outside)
      }
      return await readBounded(path, isGuarded)
    } catch (cause) {
      if (cause instanceof IncludeFailure) throw cause
      const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
      throw new IncludeFailure(isMissing ? 'There is no such file.' : 'The file cannot be read.')
    }
  }
}

class IncludeFailure extends Error {}

async function readBounded(path: string, isGuarded: boolean): Promise<string> {
  // Opening a pipe would wait for its other end.
  if (!(await stat(path)).isFile()) throw new IncludeFailure('It is not a regular file.')
  const file = await open(path, 'r')
  try {
    const stats = await file.stat()
    if (isGuarded && stats.nlink > 1) throw new IncludeFailure('It is a hard link, which the engine refuses.')
    const limit = isGuarded ? MAX_BYTES : MAX_BYTES_ANYWHERE
    if (stats.size > limit) throw new IncludeFailure(`It is larger than ${limit / 1024 / 1024} MB.`)
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
