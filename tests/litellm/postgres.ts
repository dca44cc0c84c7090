import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

import { installDebianPackages } from './debian-packages.ts'
import { exclusively } from './exclusive.ts'
import { freePort } from './free-port.ts'
import { startGuarded } from './guarded-program.ts'
import { cacheFolder } from './places.ts'
import { Unavailable, type PythonEnvironment } from './python-environment.ts'
import { mustRun, runProgram } from './run-program.ts'

const START_WITHIN_MS = 60_000
const SUPERUSER = 'litellm'
const DATABASE = 'litellm'
/** Speed over safety: what it holds lives no longer than a test. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '32MB',
  max_connections: '50',
  autovacuum: 'off',
}

/** A user to become. */
interface User {
  readonly uid: number
  readonly gid: number
}

/** A running PostgreSQL with LiteLLM's tables. */
export interface Postgres {
  /** With its password. */
  readonly url: string
  /** Runs a statement; gives the rows as `psql -At` prints them. Throws with its complaint. */
  sql(statement: string): Promise<string>
  close(): Promise<void>
}

/**
 * Starts a PostgreSQL of our own on 127.0.0.1 and a free port, in a temporary folder, with LiteLLM's tables. A server that
 * runs already is not touched. The first time per release it applies LiteLLM's migrations; later that state is copied.
 * Throws Unavailable when there is no PostgreSQL and it cannot be installed.
 */
export async function startPostgres(python: PythonEnvironment, signal?: AbortSignal): Promise<Postgres> {
  const programs = await findPrograms()
  const template = join(cacheFolder, python.version, 'cluster')
  if (!existsSync(template)) {
    await exclusively(join(cacheFolder, 'cluster.held'), async () => {
      if (!existsSync(template)) await makeTemplate(programs, template, python)
    })
  }
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-postgres-'))
  const user = serverUser()
  cpSync(template, folder, { recursive: true, mode: constants.COPYFILE_FICLONE })
  own(folder, user)
  return run(programs, folder, user, python, signal)
}

async function makeTemplate(programs: string, template: string, python: PythonEnvironment): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-postgres-'))
  const user = serverUser()
  const password = randomBytes(16).toString('hex')
  writeFileSync(join(folder, 'password'), password, { mode: 0o600 })
  own(folder, user)
  await mustRun(
    join(programs, 'initdb'),
    [
      ...['--pgdata', join(folder, 'data'), '--username', SUPERUSER, '--pwfile', join(folder, 'password')],
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C', '--no-sync'],
    ],
    { folder, user },
  )
  const server = await run(programs, folder, user, python, undefined)
  try {
    await server.sql(`CREATE DATABASE ${DATABASE}`)
    await applyMigrations(programs, server.url, python)
  } catch (cause) {
    await server.close()
    throw cause
  }
  // Its end removes the folder, so a copy is taken once the server has written everything.
  await server.sql('CHECKPOINT')
  const copy = `${template}.unfinished`
  rmSync(copy, { recursive: true, force: true })
  await server.stopAndKeep((kept) => cpSync(kept, copy, { recursive: true }))
  renameSync(copy, template)
}
