import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
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
import { mustRun } from './run-program.ts'

const START_WITHIN_MS = 60_000
const SUPERUSER = 'litellm'
const DATABASE = 'litellm'
const PASSWORD_FILE = 'password'
const DATA_FOLDER = 'data'
const DEBIAN_FOLDER = '/usr/lib/postgresql'
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
  /** Runs a statement; gives the rows as `psql -At` prints them. Throws with its complaint. */
  sql(statement: string): Promise<string>
  close(): Promise<void>
}

/** A PostgreSQL ready to be started. */
export interface Cluster {
  /** Where it will be, with its password. */
  readonly url: string
  /** To be called once; its folder is removed when the server ends. */
  start(signal?: AbortSignal): Promise<Postgres>
}

/** Finds or installs PostgreSQL and makes the cluster that is copied later. Throws Unavailable where that cannot be. */
export async function prepareCluster(
  python: PythonEnvironment,
): Promise<{ readonly programs: string; readonly template: string }> {
  const programs = await findPrograms()
  const template = join(cacheFolder, python.version, 'cluster')
  if (!existsSync(template)) {
    await exclusively(join(cacheFolder, 'cluster.held'), async () => {
      if (!existsSync(template)) await makeTemplate(programs, template, python)
    })
  }
  return { programs, template }
}

/**
 * Makes a PostgreSQL of our own in a temporary folder, for 127.0.0.1 and a free port, with LiteLLM's tables. A server that
 * runs already is not touched. The first time per release it applies LiteLLM's migrations; later that state is copied.
 * Throws Unavailable when there is no PostgreSQL and it cannot be installed.
 */
export async function placeCluster(python: PythonEnvironment): Promise<Cluster> {
  const { programs, template } = await prepareCluster(python)
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-postgres-'))
  cpSync(template, folder, { recursive: true })
  // PostgreSQL insists, and the copy has lost it.
  chmodSync(join(folder, DATA_FOLDER), 0o700)
  giveTo(serverUser(), folder)
  const port = await freePort()
  const password = readFileSync(join(folder, PASSWORD_FILE), 'utf8')
  return {
    url: `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`,
    start: async (signal) => {
      const server = await startServer(programs, { folder, port, python, removesFolder: true, signal })
      return { sql: (statement) => server.psql(DATABASE, ['-c', statement]), close: server.close }
    },
  }
}

async function makeTemplate(programs: string, template: string, python: PythonEnvironment): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-postgres-'))
  try {
    const user = serverUser()
    writeFileSync(join(folder, PASSWORD_FILE), randomBytes(16).toString('hex'), { mode: 0o600 })
    giveTo(user, folder)
    await mustRun(
      join(programs, 'initdb'),
      [
        `--pgdata=${join(folder, DATA_FOLDER)}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${join(folder, PASSWORD_FILE)}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { folder, user, environment: serverEnvironment() },
    )
    const server = await startServer(programs, {
      folder,
      port: await freePort(),
      python,
      removesFolder: false,
    })
    try {
      await server.psql('postgres', ['-c', `CREATE DATABASE ${DATABASE}`])
      await server.psql(
        DATABASE,
        migrations(python).flatMap((file) => ['-f', file]),
      )
    } finally {
      await server.close()
    }
    const copy = `${template}.unfinished`
    rmSync(copy, { recursive: true, force: true })
    cpSync(folder, copy, { recursive: true })
    renameSync(copy, template)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** LiteLLM's own migrations, in the order of their dates. */
function migrations(python: PythonEnvironment): string[] {
  const folder = join(python.packages, 'litellm_proxy_extras', 'migrations')
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name, 'migration.sql'))
    .filter((file) => existsSync(file))
}

interface Server {
  readonly psql: (database: string, args: readonly string[]) => Promise<string>
  readonly close: () => Promise<void>
}

async function startServer(
  programs: string,
  place: {
    readonly folder: string
    readonly port: number
    readonly python: PythonEnvironment
    readonly removesFolder: boolean
    readonly signal?: AbortSignal | undefined
  },
): Promise<Server> {
  const { folder, port, python, removesFolder, signal } = place
  const password = readFileSync(join(folder, PASSWORD_FILE), 'utf8')
  const assignments = Object.entries({ ...settings, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const { close } = await startGuarded({
    name: 'postgres',
    python: python.python,
    command: [join(programs, 'postgres'), '-D', join(folder, DATA_FOLDER), ...assignments],
    environment: serverEnvironment(),
    folder,
    removesFolder,
    // "Fast shutdown": does not wait for clients.
    endSignal: 'SIGINT',
    userId: serverUser()?.uid ?? null,
    readyLine: /database system is ready to accept connections/,
    readyWithinMs: START_WITHIN_MS,
    ...(signal && { signal }),
  })
  const psql = (database: string, args: readonly string[]): Promise<string> =>
    mustRun(
      join(programs, 'psql'),
      [
        '--no-psqlrc',
        '-qAt',
        '--set=ON_ERROR_STOP=1',
        '--host=127.0.0.1',
        `--port=${port}`,
        `--username=${SUPERUSER}`,
        `--dbname=${database}`,
        ...args,
      ],
      {
        environment: {
          ...serverEnvironment(),
          PGPASSWORD: password,
          PGOPTIONS: '-c client_min_messages=error',
        },
      },
    )
  return { psql, close }
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

/** The folder of PostgreSQL's programs: the newest of Debian's, else what the PATH has; installed where there is none. */
async function findPrograms(): Promise<string> {
  const found = programsHere()
  if (found !== null) return found
  try {
    await installDebianPackages(['postgresql'])
  } catch (cause) {
    throw new Unavailable(`The real LiteLLM proxy needs PostgreSQL: ${String(cause)}`, { cause })
  }
  const installed = programsHere()
  if (installed === null)
    throw new Unavailable('The real LiteLLM proxy needs PostgreSQL, which was not found.')
  return installed
}

function programsHere(): string | null {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER).map(Number) : []
  const folders = [
    ...versions
      .sort((one, other) => other - one)
      .map((version) => join(DEBIAN_FOLDER, String(version), 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ]
  const wanted = ['initdb', 'postgres', 'psql']
  return folders.find((folder) => wanted.every((name) => isExecutable(join(folder, name)))) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // Absent or not executable: both mean that it cannot be run.
    return false
  }
}

/** PostgreSQL refuses to run as root; then it runs as the system's user for it, or as nobody. Null to stay who we are. */
function serverUser(): User | null {
  if (process.getuid?.() !== 0) return null
  const users = readFileSync('/etc/passwd', 'utf8')
  const entry = /^postgres:[^:]*:(\d+):(\d+):/m.exec(users) ?? /^nobody:[^:]*:(\d+):(\d+):/m.exec(users)
  if (!entry) throw new Unavailable('PostgreSQL cannot run as root, and the system has no other user for it.')
  return { uid: Number(entry[1]), gid: Number(entry[2]) }
}

/** Gives a folder and all it holds to a user; does nothing for null. */
function giveTo(user: User | null, folder: string): void {
  if (!user) return
  chownSync(folder, user.uid, user.gid)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(folder, name), user.uid, user.gid)
  }
}
