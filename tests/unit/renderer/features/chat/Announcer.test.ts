import { describe, expect, it } from 'vitest'

import type { MessageStatus } from '#shared/conversation.ts'
import { sampleAnswer, sampleConversation } from '../../../../helpers/sample-messages.ts'
import { announcement } from '../../../../../src-renderer/features/chat/Announcer.tsx'
import {
  conversationChosen,
  eventsArrived,
  initialChatState,
  newChatStored,
  streamStarted,
} from '../../../../../src-renderer/features/chat/conversation-state.ts'

const open = newChatStored(initialChatState, sampleConversation())
const answer = sampleAnswer('a', null, { content: '', status: 'streaming' })
const running = streamStarted(open, 'conversation', { streamId: 's', messages: [answer] })
const end = (status: MessageStatus) =>
  eventsArrived(running, [
    { type: 'ended', streamId: 's', messageId: 'a', sequence: 0, message: { ...answer, status } },
  ])

describe('announcement', () => {
  it('says once that an answer began and how it ended', () => {
    expect(announcement(running, open)).toBe('Answering')
    expect(announcement(end('complete'), running)).toBe('Answer complete')
    expect(announcement(end('cancelled'), running)).toBe('The answer was stopped')
    expect(announcement(end('failed'), running)).toBe('The answer failed')
  })

  it('is silent about deltas and about moving to another conversation', () => {
    const delta = {
      type: 'delta',
      streamId: 's',
      messageId: 'a',
      sequence: 0,
      content: 'x',
      reasoning: '',
    } as const
    expect(announcement(eventsArrived(running, [delta]), running)).toBeNull()
    expect(announcement(conversationChosen(running, 'other'), running)).toBeNull()
  })
})
