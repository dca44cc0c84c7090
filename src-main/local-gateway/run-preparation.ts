import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { AppFailure, appError } from '#shared/app-error.ts'
import type { KeyState } from '#shared/gateway.ts'
import type { LocalConfigSource, LocalProgram } from '#shared/local-gateway.ts'

import { writeWhole } from '../config-file/atomic-write.ts'
import { fileFailure } from '../config-file/file-failure.ts'
import type { ConfigReading } from './config-reading.ts'
import { configText } from './config-text.ts'
import type { Keeping, LocalSecrets } from './local-secrets.ts'
import { pathBeside, processEnvironment } from './process-environment.ts'

const MASTER_KEY = 'LITELLM_MASTER_KEY'
const SALT_KEY = 'LITELLM_SALT_KEY'
export const DATABASE_URL = 'DATABASE_URL'

/** What a run needs, read and written anew before each. */
export interface PreparedRun {
  readonly configPath: string
  readonly isGenerated: boolean
  readonly environment: Record<string, string>
  /** The same without secrets, for LiteLLM's own tools. */
  readonly toolEnvironment: Record<string, string>
  readonly adminKey: string
  /** Variables the config file refers to that have no key. */
  readonly missing: readonly string[]
  readonly hasDatabase: boolean
  /** All plain texts of the environment that must not be told. */
  readonly secrets: readonly string[]
}

/** Reads the text of a config file, out of main's thread. Throws AppFailure `config-invalid`. */
export type ReadConfig = (text: string, path: string) => Promise<ConfigReading>

/** The config file a source stands for, and what it refers to. Throws AppFailure `config-invalid` and of reading. */
export async function readSource(
  source: LocalConfigSource,
  readConfig: ReadConfig,
): Promise<{ readonly text: string; readonly reading: ConfigReading }> {
  const path = source.type === 'generated' ? 'config.yaml' : source.path
  const text = source.type === 'generated' ? configText(source.models) : await readText(path)
  return { text, reading: await readConfig(text, path) }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw fileFailure(cause, path, 'read')
  }
}

/**
 * Gets a run ready: writes a generated config file, opens the secrets it refers to, and makes an admin key where there is
 * none. `keptAdminKey` is the one of the gateway in the list, null when there is none. Throws AppFailure.
 */
export async function prepareRun(parts: {
  readonly source: LocalConfigSource
  readonly readConfig: ReadConfig
  readonly folder: string
  readonly program: LocalProgram
  readonly secrets: LocalSecrets
  /** How what Litedesk makes up itself is kept. */
  readonly keeping: Keeping
  readonly keptAdminKey: string | null
  readonly users: Readonly<Record<string, string | undefined>>
}): Promise<PreparedRun> {
  const { source, folder, secrets, users } = parts
  if (source.type === 'generated' && source.models.length === 0) {
    throw new AppFailure(
      appError('config-invalid', 'No model is chosen yet.', {
        nextStep: 'Choose at least one, then start.',
      }),
    )
  }
  const { text, reading } = await readSource(source, parts.readConfig)
  const configPath = source.type === 'generated' ? join(folder, 'config.yaml') : source.path
  if (source.type === 'generated') {
    try {
      await writeWhole(configPath, text)
    } catch (cause) {
      throw fileFailure(cause, configPath, 'write')
    }
  }

  const variables: Record<string, string> = {}
  const missing: string[] = []
  for (const name of reading.variables) {
    const value = await secrets.open(name)
    if (value === null) missing.push(name)
    else variables[name] = value
  }
  const { adminKey, more } = adminKeyFor(reading, variables, parts.keptAdminKey)
  const databaseUrl = await secrets.open(DATABASE_URL)
  const salt = await openSalt(secrets, parts.keeping)
  const own: Record<string, string> = {
    ...variables,
    ...more,
    [MASTER_KEY]: adminKey,
    [SALT_KEY]: salt,
    ...(databaseUrl === null ? {} : { [DATABASE_URL]: databaseUrl }),
    // What is added to the database is encrypted with the salt, which has to be there the next time.
    ...(databaseUrl !== null && isKept(secrets.stateOf(SALT_KEY)) ? { STORE_MODEL_IN_DB: 'True' } : {}),
  }
  const plain: Record<string, string> = {
    PATH: pathBeside(parts.program.path, users['PATH'] ?? users['Path']),
    LITELLM_TELEMETRY: 'False',
    // What LiteLLM's database client fetches stays in Litedesk's folder too.
    ...(parts.program.source === 'own' && { PRISMA_HOME_DIR: join(folder, 'database-client') }),
  }
  return {
    configPath,
    isGenerated: source.type === 'generated',
    environment: processEnvironment(users, { ...own, ...plain }),
    toolEnvironment: processEnvironment(users, plain),
    adminKey,
    missing: missing.filter((name) => !(name in more)),
    hasDatabase: databaseUrl !== null || reading.hasDatabase,
    secrets: Object.entries(own).flatMap(([name, value]) => (name === 'STORE_MODEL_IN_DB' ? [] : [value])),
  }
}

/** A master key in the config file counts before any variable, so it is the one to use then. */
function adminKeyFor(
  { masterKey }: ConfigReading,
  variables: Readonly<Record<string, string>>,
  kept: string | null,
): { readonly adminKey: string; readonly more: Record<string, string> } {
  if (masterKey !== null && 'text' in masterKey) return { adminKey: masterKey.text, more: {} }
  const adminKey = kept ?? `sk-${randomBytes(24).toString('base64url')}`
  if (masterKey === null || masterKey.variable === MASTER_KEY) return { adminKey, more: {} }
  const stated = variables[masterKey.variable]
  return stated === undefined
    ? { adminKey, more: { [masterKey.variable]: adminKey } }
    : { adminKey: stated, more: {} }
}

async function openSalt(secrets: LocalSecrets, keeping: Keeping): Promise<string> {
  if (secrets.stateOf(SALT_KEY).isSet) {
    const kept = await secrets.open(SALT_KEY)
    if (kept !== null) return kept
  }
  const salt = `sk-salt-${randomBytes(24).toString('base64url')}`
  await secrets.set(SALT_KEY, { source: keeping, value: salt })
  return salt
}

function isKept({ source }: KeyState): boolean {
  return source === 'key-store' || source === 'weak-store'
}
