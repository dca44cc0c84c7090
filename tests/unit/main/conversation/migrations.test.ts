import { readFileSync, readdirSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

import { describe, expect, test } from 'vitest'

import { ConversationRepository } from '#main/conversation/conversation-repository.ts'
import { migrate, migrations, versionOf } from '#main/conversation/migrations.ts'

import { sampleAnswer, sampleConversation, sampleQuestion } from '../../../helpers/sample-messages.ts'

const versionsFolder = new URL('../../../fixtures/conversation-versions/', import.meta.url)
const versions = migrations.map((_, index) => index + 1)

describe('migrate', () => {
  test('has a file of every version that shipped', () => {
    expect(readdirSync(versionsFolder).sort()).toEqual(versions.map((version) => `v${version}.sql`).sort())
  })

  test.each(versions)('brings a file of version %i to the tables of a new file', (version) => {
    const database = fileOfVersion(version)
    migrate(database)
    expect(versionOf(database)).toBe(migrations.length)
    expect(tablesOf(database)).toEqual(tablesOf(newDatabase()))
  })

  test.each(versions)('keeps what a file of version %i holds', (version) => {
    const database = fileOfVersion(version)
    migrate(database)
    const repository = new ConversationRepository(database)
    expect(repository.list({ search: '' })).toEqual([storedConversation])
    expect(repository.open({ id: 'conversation' })).toEqual({
      conversation: storedConversation,
      messages: storedMessages,
      isWhole: true,
    })
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([])
  })

  test('takes all steps or none', () => {
    const database = new DatabaseSync(':memory:')
    expect(() => migrate(database, ['CREATE TABLE first (id)', 'not SQL'])).toThrow('syntax error')
    expect(versionOf(database)).toBe(0)
    expect(tablesOf(database)).toEqual([])
  })

  test('does nothing to a file of its own version', () => {
    const database = newDatabase()
    const before = database.prepare('SELECT total_changes() AS changes').get()
    migrate(database)
    expect(database.prepare('SELECT total_changes() AS changes').get()).toEqual(before)
  })
})

/** What every file in conversation-versions holds. */
const storedConversation = sampleConversation({
  title: 'Grüße',
  isPinned: true,
  updatedAt: '2026-11-22T12:34:56.789Z',
  model: 'some-model',
  draft: 'unsent',
  leafId: 'answer',
})
const storedMessages = [
  sampleQuestion('question', null),
  sampleAnswer('answer', 'question', { reasoning: 'thinking' }),
]

function fileOfVersion(version: number): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  database.exec(readFileSync(new URL(`v${version}.sql`, versionsFolder), 'utf8'))
  expect(versionOf(database)).toBe(version)
  return database
}

function newDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  migrate(database)
  return database
}

/** Tables with their columns and keys, and indexes; the wording of the SQL does not matter. */
function tablesOf(database: DatabaseSync): unknown[] {
  const names = database.prepare('SELECT type, name FROM sqlite_schema ORDER BY type, name').all()
  return names.map(({ type, name }) => ({
    type,
    name,
    columns: database
      .prepare('SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?)')
      .all(String(name)),
    keys: database
      .prepare('SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(?)')
      .all(String(name)),
    indexed: database.prepare('SELECT name, "desc", coll FROM pragma_index_xinfo(?)').all(String(name)),
  }))
}
