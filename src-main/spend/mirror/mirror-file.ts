import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

import { log } from '../../log/log.ts'
import { Duck, rowsOf } from './duck.ts'
import { logColumnDefinitions } from './log-columns.ts'
import { IN_MEMORY, removeMirrorFile } from './mirror-path.ts'

/** The layout of the file. It is a copy and can be made anew, so another version's file is dropped, not migrated. */
const VERSION = '1'

/**
 * `log`: the rows. `coverage`: the stretches of time whose rows are all there. `note`: what else is known, by name.
 * `sent`, in memory: what Litedesk itself sent, from the conversations file; the same columns, and what joins it to its
 * message. There is no index: DuckDB skips blocks by the smallest and largest time in them, and an index on the ids would
 * take as much as the rows.
 */
const LAYOUT = `
  CREATE TABLE log (${logColumnDefinitions});
  CREATE TABLE coverage (from_ms BIGINT NOT NULL, to_ms BIGINT NOT NULL);
  CREATE TABLE note (name VARCHAR PRIMARY KEY, text VARCHAR NOT NULL);
  INSERT INTO note VALUES ('version', '${VERSION}');
`
const OWN_LAYOUT = `
  ATTACH IF NOT EXISTS ':memory:' AS own;
  CREATE TABLE own.sent (${logColumnDefinitions}, own_id VARCHAR NOT NULL, is_open BOOLEAN NOT NULL);
  CREATE TABLE own.conversation (session_uuid UUID NOT NULL);
`

/**
 * Opens a gateway's mirror. What was written and cannot be read, or has another version's layout, is dropped: the gateway
 * has all of it. Throws when nothing can be written at all.
 */
export async function openMirrorFile(path: string): Promise<Duck> {
  if (path === IN_MEMORY) return prepare(await Duck.open(path))
  mkdirSync(dirname(path), { recursive: true })
  try {
    return await prepare(await Duck.open(path))
  } catch (cause) {
    log.warn('A mirror of spend logs was dropped, since it could not be opened', cause)
    removeMirrorFile(path)
    return prepare(await Duck.open(path))
  }
}

async function prepare(duck: Duck): Promise<Duck> {
  try {
    const { writer } = duck
    const tables = await rowsOf(writer, {
      sql: 'SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()',
      parameters: [],
    })
    if (tables.length === 0) {
      await writer.run(`BEGIN; ${LAYOUT} COMMIT`)
    } else {
      const notes = await rowsOf(writer, {
        sql: "SELECT text FROM note WHERE name = 'version'",
        parameters: [],
      })
      if (notes[0]?.[0] !== VERSION) throw new Error(`Layout ${String(notes[0]?.[0])}`)
    }
    await writer.run(OWN_LAYOUT)
    return duck
  } catch (cause) {
    await duck.close()
    throw cause
  }
}
