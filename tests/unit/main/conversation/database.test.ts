import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { describe, expect, onTestFinished, test } from 'vitest'

import { ConversationRepository } from '#main/conversation/conversation-repository.ts'
import { openDatabase } from '#main/conversation/database.ts'
import { migrations, versionOf } from '#main/conversation/migrations.ts'

import { sampleChain, sampleConversation } from '../../../helpers/sample-messages.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const brokenName = 'conversations.db.broken-2026-11-22T12-00-00-000Z'
const newerName = 'conversations.db.newer-2026-11-22T12-00-00-000Z'

describe('openDatabase', () => {
  test('makes a file in a folder that is not there yet, durable and with foreign keys', () => {
    const path = join(temporaryFolder(), 'deep', 'down', 'conversations.db')
    const { database, notices } = open(path)
    expect(notices).toEqual([])
    expect({
      version: versionOf(database),
      ...database.prepare('PRAGMA journal_mode').get(),
      ...database.prepare('PRAGMA synchronous').get(),
      ...database.prepare('PRAGMA foreign_keys').get(),
    }).toEqual({ version: migrations.length, journal_mode: 'wal', synchronous: 1, foreign_keys: 1 })
  })

  test('sets aside what is not a database, with the files beside it, and says where it went', () => {
    const path = join(temporaryFolder(), 'conversations.db')
    const garbage = 'not a database at all '.repeat(1_000)
    writeFileSync(path, garbage)
    writeFileSync(`${path}-wal`, 'old log')
    const { database, notices } = open(path)
    expect(versionOf(database)).toBe(migrations.length)
    expect(notices).toEqual([
      `The conversations file is damaged, so Litedesk started with an empty list. The file is kept as ${join(path, '..', brokenName)}.`,
    ])
    expect(readFileSync(join(path, '..', brokenName), 'utf8')).toBe(garbage)
    expect(readFileSync(join(path, '..', `${brokenName}-wal`), 'utf8')).toBe('old log')
  })

  test('sets aside a database with a damaged page', () => {
    const path = fullDatabase()
    const bytes = readFileSync(path)
    bytes.fill(0xa5, 4096 * 5, 4096 * 9)
    writeFileSync(path, bytes)
    expectSetAside(path, brokenName)
    expect(readFileSync(join(path, '..', brokenName)).equals(bytes)).toBe(true)
  })

  test('sets aside a database that was cut short', () => {
    const path = fullDatabase()
    writeFileSync(path, readFileSync(path).subarray(0, Math.floor(statSync(path).size / 2)))
    expectSetAside(path, brokenName)
  })

  test('sets aside a database of another program', () => {
    const path = join(temporaryFolder(), 'conversations.db')
    write(path, 'CREATE TABLE recipe (id)')
    expectSetAside(path, brokenName)
  })

  test('sets aside a database whose tables are not those of its version', () => {
    const path = join(temporaryFolder(), 'conversations.db')
    write(path, `CREATE TABLE recipe (id); PRAGMA user_version = ${migrations.length}`)
    expectSetAside(path, brokenName)
  })

  test('sets aside a database of a newer version whole', () => {
    const path = fullDatabase()
    write(path, `PRAGMA user_version = ${migrations.length + 1}`)
    expectSetAside(path, newerName)
    const kept = new DatabaseSync(join(path, '..', newerName))
    onTestFinished(() => kept.close())
    expect(kept.prepare('SELECT count(*) AS messages FROM message').get()).toEqual({ messages: 100 })
  })

  test('takes an empty file for a new one', () => {
    const path = join(temporaryFolder(), 'conversations.db')
    writeFileSync(path, '')
    expect(open(path).notices).toEqual([])
  })

  test('leaves alone what it cannot open for another reason', () => {
    const path = temporaryFolder()
    expect(() => open(path)).toThrow('EISDIR')
    expect(statSync(path).isDirectory()).toBe(true)
  })
})

function expectSetAside(path: string, keptName: string): void {
  const { database, notices } = open(path)
  expect(notices).toEqual([expect.stringContaining(keptName)])
  expect(readdirSync(join(path, '..'))).toContain(keptName)
  expect(new ConversationRepository(database).list({ search: '' })).toEqual([])
}

function open(path: string): { database: DatabaseSync; notices: readonly string[] } {
  const { prepared, notices } = openDatabase(path, now, (database) => {
    // Prepares every statement, so tables that do not fit show.
    const repository = new ConversationRepository(database)
    return { database, repository }
  })
  onTestFinished(() => prepared.repository.close())
  return { database: prepared.database, notices }
}

function write(path: string, sql: string): void {
  const database = new DatabaseSync(path)
  database.exec(sql)
  database.close()
}

/** A closed file with one conversation of 100 messages, 1 kB each. */
function fullDatabase(): string {
  const path = join(temporaryFolder(), 'conversations.db')
  const { prepared: repository } = openDatabase(path, now, (database) => new ConversationRepository(database))
  repository.create({ conversation: sampleConversation() })
  repository.addMessages({
    conversationId: 'conversation',
    messages: sampleChain(100, 'x'.repeat(1_000)),
    leafId: 'm99',
    title: null,
    at: now.toISOString(),
  })
  repository.close()
  return path
}
