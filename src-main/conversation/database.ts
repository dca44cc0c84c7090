import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { migrate, migrations, versionOf } from './migrations.ts'
import { sqliteCode, sqliteCodeOf } from './storage-failure.ts'

/** Wait for another process's lock, in ms: longer than any write of ours takes. */
const LOCK_TIMEOUT_MS = 5_000

export interface OpenedDatabase<Prepared> {
  readonly prepared: Prepared
  /** What the user should be told once; empty when the file was in order. */
  readonly notices: readonly string[]
}

/**
 * Opens the conversations file, making or migrating it as needed, and hands it to `prepare`. A file that is broken or of
 * a newer version is set aside under a new name, and a fresh one is made.
 *
 * A commit is in the log file when it returns, so what was acknowledged outlives the process, killed or not; a power cut
 * may take the last moments (`synchronous = NORMAL`: waiting for the disk at each commit held answers up for seconds on a
 * busy one). Throws what SQLite or the file system gave when the file can be neither used nor set aside.
 */
export function openDatabase<Prepared>(
  path: string,
  now: Date,
  prepare: (database: DatabaseSync) => Prepared,
): OpenedDatabase<Prepared> {
  mkdirSync(dirname(path), { recursive: true })
  try {
    refuseForeignFile(path)
    return { prepared: connect(path, prepare), notices: [] }
  } catch (error) {
    const flaw = flawBehind(error)
    if (flaw === null) throw error
    const keptPath = setAside(path, flaw, now)
    return { prepared: connect(path, prepare), notices: [noticeText(flaw, keptPath)] }
  }
}

type Flaw = 'broken' | 'newer'

class UnusableDatabase extends Error {
  readonly flaw: Flaw

  constructor(flaw: Flaw, message: string) {
    super(message)
    this.name = 'UnusableDatabase'
    this.flaw = flaw
  }
}

/** Bytes every SQLite file begins with. Source: sqlite.org/fileformat2.html, section 1.3. */
const HEADER = Buffer.from('SQLite format 3\0')

/** Looks before SQLite does, because SQLite removes a log that lies beside a file it cannot read. */
function refuseForeignFile(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0) return
  const start = Buffer.alloc(HEADER.length)
  const file = openSync(path, 'r')
  try {
    readSync(file, start)
  } finally {
    closeSync(file)
  }
  if (!start.equals(HEADER)) throw new UnusableDatabase('broken', 'not a database')
}

function connect<Prepared>(path: string, prepare: (database: DatabaseSync) => Prepared): Prepared {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: LOCK_TIMEOUT_MS })
  try {
    refuseUnusable(database)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    migrate(database)
    return prepare(database)
  } catch (error) {
    database.close()
    throw error
  }
}

function refuseUnusable(database: DatabaseSync): void {
  const version = versionOf(database)
  if (version > migrations.length) throw new UnusableDatabase('newer', `version ${version}`)
  const tables = Number(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'])
  if (version < 0 || (version === 0 && tables > 0)) {
    throw new UnusableDatabase('broken', 'not a file of conversations')
  }
  const finding = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  if (finding !== 'ok') throw new UnusableDatabase('broken', String(finding))
}

/** `error` is a statement that does not fit the tables found, so the file is not what its version says. */
const brokenCodes: ReadonlySet<number> = new Set([
  sqliteCode.error,
  sqliteCode.corrupt,
  sqliteCode.notADatabase,
])

function flawBehind(error: unknown): Flaw | null {
  if (error instanceof UnusableDatabase) return error.flaw
  const code = sqliteCodeOf(error)
  return code !== null && brokenCodes.has(code) ? 'broken' : null
}

/** Renames the file with its log and index, and answers with the new path; SQLite can open the three under it. */
function setAside(path: string, flaw: Flaw, now: Date): string {
  const keptPath = `${path}.${flaw}-${now.toISOString().replaceAll(/[:.]/g, '-')}`
  // The file itself goes last: cut short, the next start finds it again and repeats this.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, keptPath + suffix)
  }
  return keptPath
}

function noticeText(flaw: Flaw, keptPath: string): string {
  const reason =
    flaw === 'newer'
      ? 'Your conversations were saved by a newer version of Litedesk'
      : 'The conversations file is damaged'
  return `${reason}, so Litedesk started with an empty list. The file is kept as ${keptPath}.`
}
