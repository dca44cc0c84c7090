import { describe, expect, it } from 'vitest'

import * as fc from 'fast-check'

import type { Folder } from '#shared/folder.ts'
import { sampleConversation } from '../../../../helpers/sample-messages.ts'
import {
  applyConversationChange,
  conversationName,
  isBlank,
  type ListContent,
  listRows,
  rowKey,
} from '../../../../../src-renderer/features/chat/conversation-list.ts'

const now = new Date(2026, 10, 22, 15, 0)
const daysAgo = (days: number, id: string, isPinned = false) =>
  sampleConversation({ id, title: id, isPinned, updatedAt: new Date(2026, 10, 22 - days, 12).toISOString() })
const ids = (conversations: readonly { id: string }[]) => conversations.map(({ id }) => id)
const rowsOf = (content: Partial<ListContent>) =>
  listRows({
    conversations: [],
    folders: [],
    collapsed: new Set(),
    matches: null,
    isNaming: false,
    openId: null,
    running: new Set(),
    now,
    ...content,
  })
const folder = (id: string): Folder => ({ id, name: id, createdAt: '', cost: null })
/** A list as it reads: `>` and `v` for folded and unfolded folders with their count, lines inside set in. */
const lines = (rows: ReturnType<typeof listRows>) =>
  rows.map((row) => {
    if (row.type === 'heading') return `# ${row.label}`
    if (row.type === 'folder') return `${row.isUnfolded ? 'v' : '>'} ${row.folderId} ${row.count}`
    if (row.type === 'conversation') return `${row.folderId === null ? '' : '  '}${row.conversation.id}`
    return row.type === 'empty-folder' ? '  (empty)' : '(new)'
  })

describe('applyConversationChange', () => {
  const list = [daysAgo(3, 'pinned', true), daysAgo(0, 'new'), daysAgo(2, 'old')]

  it('puts a conversation where main would list it: pinned first, then newest first', () => {
    const added = applyConversationChange(list, { type: 'upserted', conversation: daysAgo(1, 'between') })
    expect(ids(added)).toEqual(['pinned', 'new', 'between', 'old'])
    const pinned = applyConversationChange(added, {
      type: 'upserted',
      conversation: daysAgo(2, 'old', true),
    })
    expect(ids(pinned)).toEqual(['old', 'pinned', 'new', 'between'])
  })

  it('gives the same list back when nothing changed', () => {
    expect(applyConversationChange(list, { type: 'upserted', conversation: daysAgo(0, 'new') })).toBe(list)
    expect(applyConversationChange(list, { type: 'removed', id: 'unknown' })).toBe(list)
  })

  it('knows a conversation that only went into a folder as changed, and leaves it in its place', () => {
    const moved = { ...daysAgo(0, 'new'), folderId: 'f' }
    const changed = applyConversationChange(list, { type: 'upserted', conversation: moved })
    expect(changed[1]).toBe(moved)
    expect(ids(changed)).toEqual(['pinned', 'new', 'old'])
  })

  it('takes a removed conversation out', () => {
    expect(ids(applyConversationChange(list, { type: 'removed', id: 'new' }))).toEqual(['pinned', 'old'])
  })
})

describe('listRows', () => {
  const conversations = [
    daysAgo(40, 'p', true),
    daysAgo(0, 'a'),
    daysAgo(1, 'b'),
    daysAgo(2, 'c'),
    daysAgo(7, 'd'),
    daysAgo(8, 'e'),
  ]

  it('groups by the local calendar, pinned apart', () => {
    expect(lines(rowsOf({ conversations }))).toEqual([
      '# Pinned',
      'p',
      '# Today',
      'a',
      '# Yesterday',
      'b',
      '# Previous 7 days',
      'c',
      'd',
      '# Older',
      'e',
    ])
  })

  it('shows what a search found and no empty group', () => {
    expect(lines(rowsOf({ conversations, matches: new Set(['b', 'e', 'gone']) }))).toEqual([
      '# Yesterday',
      'b',
      '# Older',
      'e',
    ])
  })
})

describe('listRows with folders', () => {
  const conversations = [
    { ...daysAgo(9, 'p', true), folderId: 'work' },
    daysAgo(0, 'a'),
    { ...daysAgo(1, 'b'), folderId: 'work' },
    { ...daysAgo(2, 'c'), folderId: 'gone' },
  ]
  const folders = [folder('home'), folder('work')]

  it('stands them first, each with what is in it in the order of the list', () => {
    expect(lines(rowsOf({ conversations, folders, isNaming: true }))).toEqual([
      '(new)',
      'v home 0',
      '  (empty)',
      'v work 2',
      '  p',
      '  b',
      '# Today',
      'a',
      '# Previous 7 days',
      'c',
    ])
  })

  it('hides what is in a folded one, and tells that the open conversation and a stream are there', () => {
    const collapsed = new Set(['work', 'home'])
    const content = { conversations, folders, collapsed, openId: 'b', running: new Set(['p']) }
    const rows = rowsOf(content)
    expect(lines(rows).slice(0, 3)).toEqual(['> home 0', '> work 2', '# Today'])
    expect(rows[0]).toMatchObject({ hidesOpen: false, hidesRunning: false })
    expect(rows[1]).toMatchObject({ hidesOpen: true, hidesRunning: true })
    expect(rowsOf({ ...content, collapsed: new Set() })[2]).toMatchObject({
      hidesOpen: false,
      hidesRunning: false,
    })
  })

  it('shows what a search found in folded ones, and no folder without a find', () => {
    const matches = new Set(['b', 'c'])
    expect(lines(rowsOf({ conversations, folders, matches, collapsed: new Set(['work']) }))).toEqual([
      'v work 1',
      '  b',
      '# Previous 7 days',
      'c',
    ])
  })

  it('shows each conversation once, wherever it is, unless its folder is folded', () => {
    const folderIds = ['f', 'g', 'h']
    const place = fc.record({
      folderId: fc.option(fc.constantFrom(...folderIds, 'gone')),
      isPinned: fc.boolean(),
      age: fc.nat({ max: 20 }),
    })
    const content = fc.record({
      places: fc.array(place, { maxLength: 20 }),
      there: fc.subarray(folderIds),
      collapsed: fc.subarray(folderIds),
    })
    fc.assert(
      fc.property(content, ({ places, there, collapsed }) => {
        const all = places.map(({ folderId, isPinned, age }, index) => ({
          ...daysAgo(age, `c${index}`, isPinned),
          folderId,
        }))
        const rows = rowsOf({
          conversations: all,
          folders: there.map(folder),
          collapsed: new Set(collapsed),
        })
        const isHidden = (folderId: string | null) =>
          folderId !== null && there.includes(folderId) && collapsed.includes(folderId)
        const shown = rows.flatMap((row) => (row.type === 'conversation' ? [row.conversation.id] : []))
        const expected = all.filter(({ folderId }) => !isHidden(folderId)).map(({ id }) => id)
        expect(shown.toSorted()).toEqual(expected.toSorted())
        expect(new Set(rows.map(rowKey).filter((key) => key.startsWith('c'))).size).toBe(shown.length)
        for (const row of rows) {
          if (row.type !== 'folder') continue
          expect(row.count).toBe(all.filter(({ folderId }) => folderId === row.folderId).length)
        }
      }),
    )
  })
})

describe('conversationName', () => {
  it('is the title, else the first line of the draft, else "New chat"', () => {
    expect(conversationName({ title: 'Budget', draft: 'x' })).toBe('Budget')
    expect(conversationName({ title: '', draft: '\n  Why is\nthe sky' })).toBe('Why is')
    expect(conversationName({ title: '', draft: ' ' })).toBe('New chat')
  })
})

describe('isBlank', () => {
  it('holds only while there is neither message nor draft nor name', () => {
    expect(isBlank(sampleConversation())).toBe(true)
    expect(isBlank(sampleConversation({ draft: 'x' }))).toBe(false)
    expect(isBlank(sampleConversation({ leafId: 'm' }))).toBe(false)
    expect(isBlank(sampleConversation({ title: 'Kept' }))).toBe(false)
  })
})
