import { DatabaseSync } from 'node:sqlite'

import Big from 'big.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { ConversationRepository } from '#main/conversation/conversation-repository.ts'
import { migrate, migrations } from '#main/conversation/migrations.ts'
import { Gone } from '#main/conversation/storage-failure.ts'

import { sampleCall } from '../../../helpers/sample-calls.ts'
import { sampleAnswer, sampleConversation } from '../../../helpers/sample-messages.ts'

const at = '2026-11-22T13:00:00.000Z'

function newRepository(): ConversationRepository {
  const database = new DatabaseSync(':memory:')
  migrate(database)
  return new ConversationRepository(database)
}

/** Conversations with a title, the later the newer. */
function repositoryWith(...ids: string[]): ConversationRepository {
  const repository = newRepository()
  for (const [index, id] of ids.entries()) {
    const updatedAt = new Date(Date.UTC(2026, 10, 22, 12, 0, index)).toISOString()
    repository.create({ conversation: sampleConversation({ id, title: id, updatedAt }) })
  }
  return repository
}

function addFolder(repository: ConversationRepository, id: string, name = id) {
  return repository.createFolder({ folder: { id, name, createdAt: `2026-11-22T12:00:00.000Z ${id}` } })
}

/** Stores an answer of a conversation with the call it cost. */
function answer(repository: ConversationRepository, conversationId: string, id: string, estimate: string) {
  const message = sampleAnswer(`answer ${id}`, null, { conversationId })
  repository.addMessages({ conversationId, messages: [message], leafId: message.id, title: null, at })
  repository.finishAnswer({
    message,
    call: sampleCall(id, { conversationId, messageId: message.id, estimate }),
  })
}

const placed = (repository: ConversationRepository) =>
  Object.fromEntries(repository.list({ search: '' }).map(({ id, folderId }) => [id, folderId]))

test('conversations go into a folder and out of it, and this is not news', () => {
  const repository = repositoryWith('a', 'b', 'c')
  const empty = addFolder(repository, 'f', 'Work')
  expect(empty).toEqual({ id: 'f', name: 'Work', createdAt: '2026-11-22T12:00:00.000Z f', cost: null })
  const before = repository.list({ search: '' })
  const moved = repository.move({ ids: ['a', 'c', 'gone'], folderId: 'f' })
  expect(moved).toEqual({
    conversations: [before[0], before[2]].map((conversation) => ({ ...conversation, folderId: 'f' })),
    folders: [empty],
  })
  expect(placed(repository)).toEqual({ a: 'f', b: null, c: 'f' })
  expect(repository.move({ ids: ['a'], folderId: null }).folders).toEqual([empty])
  expect(placed(repository)).toEqual({ a: null, b: null, c: 'f' })
})

test('moving tells of the folder that was left, too', () => {
  const repository = repositoryWith('a')
  addFolder(repository, 'f')
  addFolder(repository, 'g')
  answer(repository, 'a', 'one', '0.5')
  repository.move({ ids: ['a'], folderId: 'f' })
  const { folders } = repository.move({ ids: ['a'], folderId: 'g' })
  expect(folders.map(({ id, cost }) => [id, cost])).toEqual([
    ['f', null],
    ['g', { usd: '0.5', source: 'estimate' }],
  ])
})

test('a folder that is gone takes nothing, has no name and is not gone twice', () => {
  const repository = repositoryWith('a')
  addFolder(repository, 'f')
  repository.deleteFolder({ id: 'f', at })
  for (const id of ['f', 'never']) {
    expect(() => repository.move({ ids: ['a'], folderId: id })).toThrow(Gone)
    expect(() => repository.renameFolder({ id, name: 'x' })).toThrow(Gone)
    expect(() => repository.deleteFolder({ id, at })).toThrow(Gone)
  }
  expect(() => repository.restoreFolder({ id: 'never' })).toThrow(Gone)
  const created = repository.create({
    conversation: sampleConversation({ id: 'new', draft: 'x', folderId: 'f' }),
  })
  expect(created.folderId).toBeNull()
  expect(placed(repository)).toEqual({ a: null, new: null })
})

test('deleting a folder deletes no conversation, and undoing it brings them back into it', () => {
  const repository = repositoryWith('a', 'b')
  addFolder(repository, 'f')
  answer(repository, 'a', 'one', '0.1')
  repository.move({ ids: ['a', 'b'], folderId: 'f' })
  repository.deleteFolder({ id: 'f', at })
  expect(repository.folders()).toEqual([])
  expect(Object.keys(placed(repository))).toHaveLength(2)
  expect(repository.foldersOf({ conversationIds: ['a'] })).toEqual([])
  repository.move({ ids: ['b'], folderId: null })
  expect(repository.restoreFolder({ id: 'f' }).cost).toEqual({ usd: '0.1', source: 'estimate' })
  expect(placed(repository)).toEqual({ a: 'f', b: null })
})

test('the next run drops deleted folders and leaves their conversations at the top level', () => {
  const repository = repositoryWith('a', 'b')
  addFolder(repository, 'f')
  addFolder(repository, 'kept')
  repository.move({ ids: ['a'], folderId: 'f' })
  repository.move({ ids: ['b'], folderId: 'kept' })
  repository.deleteFolder({ id: 'f', at })
  repository.startRun()
  expect(placed(repository)).toEqual({ a: null, b: 'kept' })
  expect(repository.folders().map(({ id }) => id)).toEqual(['kept'])
  expect(() => repository.restoreFolder({ id: 'f' })).toThrow(Gone)
})

test('a new chat begins in the folder it was asked for', () => {
  const repository = newRepository()
  addFolder(repository, 'f')
  const conversation = sampleConversation({ id: 'new', draft: 'Hello', folderId: 'f' })
  expect(repository.create({ conversation })).toEqual(conversation)
  repository.update({ id: 'new', changes: { title: 'Named' }, at })
  expect(placed(repository)).toEqual({ new: 'f' })
})

test('a folder costs what was billed, and an estimate as long as a part is not', () => {
  const repository = repositoryWith('a', 'b', 'elsewhere')
  addFolder(repository, 'f')
  repository.move({ ids: ['a', 'b'], folderId: 'f' })
  answer(repository, 'a', 'one', '0.1')
  answer(repository, 'b', 'two', '0.2')
  answer(repository, 'elsewhere', 'three', '5')
  const cost = () => repository.foldersOf({ conversationIds: ['a'] }).map((folder) => folder.cost)
  expect(cost()).toEqual([{ usd: '0.3', source: 'estimate' }])
  repository.billCalls({ bills: [{ id: 'one', logId: 'row-1', billed: '0.11' }] })
  expect(cost()).toEqual([{ usd: '0.31', source: 'estimate' }])
  repository.billCalls({ bills: [{ id: 'two', logId: 'row-2', billed: '0.22' }] })
  expect(cost()).toEqual([{ usd: '0.33', source: 'gateway' }])
  repository.delete({ id: 'b', at })
  expect(repository.foldersOf({ conversationIds: ['b'] })).toMatchObject([{ cost: { usd: '0.11' } }])
  repository.restore({ id: 'b' })
  expect(repository.folders()).toMatchObject([{ cost: { usd: '0.33' } }])
})

test('calls of before count, too', () => {
  const database = new DatabaseSync(':memory:')
  migrate(database, migrations.slice(0, 2))
  database.exec(`INSERT INTO conversation VALUES ('c', 'T', 0, 'now', 'now', NULL, NULL, NULL, '{}', '')`)
  const record = sampleCall('one', { conversationId: 'c', estimate: '0.25' })
  database
    .prepare(`INSERT INTO call VALUES ('one', 'gateway', 'answer', 'then', 'pending', ?)`)
    .run(JSON.stringify(record))
  migrate(database)
  const repository = new ConversationRepository(database)
  addFolder(repository, 'f')
  expect(repository.move({ ids: ['c'], folderId: 'f' }).folders).toMatchObject([
    { cost: { usd: '0.25', source: 'estimate' } },
  ])
})

test('a search finds titles, and everything in a folder of that name', () => {
  const repository = repositoryWith('Budget', 'Trip', 'Other')
  addFolder(repository, 'f', 'Größe und budget')
  repository.move({ ids: ['Trip'], folderId: 'f' })
  const found = (search: string) =>
    repository
      .list({ search })
      .map(({ id }) => id)
      .toSorted()
  expect(found('BUDGET')).toEqual(['Budget', 'Trip'])
  expect(found('größe')).toEqual(['Trip'])
  repository.deleteFolder({ id: 'f', at })
  expect(found('budget')).toEqual(['Budget'])
})

test('the list has all that is in folders, and the newest of the rest', () => {
  const database = new DatabaseSync(':memory:')
  migrate(database)
  const repository = new ConversationRepository(database)
  addFolder(repository, 'f')
  database.exec(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10200)
    INSERT INTO conversation (id, title, is_pinned, created_at, updated_at, parameters, draft, folder_id)
    SELECT printf('c%05d', i), 'T', 0, printf('%05d', i), printf('%05d', i), '{}', '', iif(i <= 5100, 'f', NULL) FROM n`)
  const list = repository.list({ search: '' })
  expect(list.filter(({ folderId }) => folderId === 'f')).toHaveLength(5100)
  expect(list.filter(({ folderId }) => folderId === null)).toHaveLength(5000)
  expect(list.map(({ id }) => id)).toEqual(
    list
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  )
  expect(list[0]?.id).toBe('c10200')
})

test('what folders cost is the exact sum of the calls inside, whatever is moved, deleted and billed', () => {
  const usd = fc
    .bigInt({ min: 0n, max: 10n ** 15n })
    .map((pico) => new Big(pico.toString()).div('1e12').toFixed())
  const place = fc.constantFrom('f', 'g', null)
  const conversation = fc.nat({ max: 3 }).map((index) => `c${index}`)
  const step = fc.oneof(
    fc.record({ type: fc.constant('ask' as const), conversation, usd }),
    fc.record({ type: fc.constant('move' as const), conversation, place }),
    fc.record({ type: fc.constant('delete' as const), conversation }),
    fc.record({ type: fc.constant('restore' as const), conversation }),
    fc.record({ type: fc.constant('bill' as const), call: fc.nat({ max: 20 }), usd }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const repository = repositoryWith('c0', 'c1', 'c2', 'c3')
      addFolder(repository, 'f')
      addFolder(repository, 'g')
      const folderOf = new Map<string, string | null>()
      const deleted = new Set<string>()
      const calls: { conversation: string; usd: string; isBilled: boolean }[] = []
      for (const one of steps) {
        if (one.type === 'bill') {
          const call = calls[one.call]
          repository.billCalls({ bills: [{ id: String(one.call), logId: 'row', billed: one.usd }] })
          if (call && !call.isBilled) calls[one.call] = { ...call, usd: one.usd, isBilled: true }
        } else if (one.type === 'restore') {
          repository.restore({ id: one.conversation })
          deleted.delete(one.conversation)
        } else if (!deleted.has(one.conversation)) {
          if (one.type === 'ask') {
            answer(repository, one.conversation, String(calls.length), one.usd)
            calls.push({ conversation: one.conversation, usd: one.usd, isBilled: false })
          } else if (one.type === 'move') {
            repository.move({ ids: [one.conversation], folderId: one.place })
            folderOf.set(one.conversation, one.place)
          } else {
            repository.delete({ id: one.conversation, at })
            deleted.add(one.conversation)
          }
        }
      }
      for (const { id, cost } of repository.folders()) {
        const inside = calls.filter(
          (call) => folderOf.get(call.conversation) === id && !deleted.has(call.conversation),
        )
        const sum = inside.reduce((total, call) => total.plus(call.usd), new Big(0))
        const source = inside.some((call) => !call.isBilled) ? 'estimate' : 'gateway'
        expect(cost).toEqual(inside.length === 0 ? null : { usd: sum.toFixed(), source })
      }
    }),
    { numRuns: 60 },
  )
})
