import { describe, expect, it } from 'vitest'

import { sampleConversation } from '../../../../helpers/sample-messages.ts'
import {
  applyConversationChange,
  conversationName,
  isBlank,
  listRows,
} from '../../../../../src-renderer/features/chat/conversation-list.ts'

const now = new Date(2026, 10, 22, 15, 0)
const daysAgo = (days: number, id: string, isPinned = false) =>
  sampleConversation({ id, title: id, isPinned, updatedAt: new Date(2026, 10, 22 - days, 12).toISOString() })
const ids = (conversations: readonly { id: string }[]) => conversations.map(({ id }) => id)
const lines = (rows: ReturnType<typeof listRows>) =>
  rows.map((row) => (row.type === 'heading' ? `# ${row.label}` : row.conversation.id))

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

  it('takes a removed conversation out', () => {
    expect(ids(applyConversationChange(list, { type: 'removed', id: 'new' }))).toEqual(['pinned', 'old'])
  })
})

describe('listRows', () => {
  const list = [
    daysAgo(40, 'p', true),
    daysAgo(0, 'a'),
    daysAgo(1, 'b'),
    daysAgo(2, 'c'),
    daysAgo(7, 'd'),
    daysAgo(8, 'e'),
  ]

  it('groups by the local calendar, pinned apart', () => {
    expect(lines(listRows(list, null, now))).toEqual([
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
    expect(lines(listRows(list, new Set(['b', 'e', 'gone']), now))).toEqual([
      '# Yesterday',
      'b',
      '# Older',
      'e',
    ])
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
