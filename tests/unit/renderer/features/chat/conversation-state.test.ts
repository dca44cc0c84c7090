import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CompletionEvent } from '#shared/completion.ts'
import { sampleAnswer, sampleConversation, sampleQuestion } from '../../../../helpers/sample-messages.ts'
import {
  answerBilled,
  type ChatState,
  conversationChanged,
  conversationChosen,
  conversationOpened,
  draftChanged,
  eventsArrived,
  initialChatState,
  newChatStored,
  replyArrived,
  replyAwaited,
  runningStream,
  streamStarted,
  treeLoaded,
} from '../../../../../src-renderer/features/chat/conversation-state.ts'

const conversation = sampleConversation({ title: 'Title' })
const question = sampleQuestion('q', null)
const answer = sampleAnswer('a', 'q', { content: '', status: 'streaming' })
const finished = sampleAnswer('a', 'q', { content: 'one two', status: 'complete' })
const started = { streamId: 's', messages: [question, answer] }

const delta = (sequence: number, content: string): CompletionEvent => ({
  type: 'delta',
  streamId: 's',
  messageId: 'a',
  sequence,
  content,
  reasoning: '',
})
const ended = (sequence: number): CompletionEvent => ({
  type: 'ended',
  streamId: 's',
  messageId: 'a',
  sequence,
  message: finished,
})

/** An empty conversation on screen. */
const open = newChatStored(initialChatState, conversation)
const text = (state: ChatState) => state.live.get('a')?.message.content

describe('streaming', () => {
  it('changes only the live answer with a delta, and the tree when it ends', () => {
    const running = streamStarted(open, 'conversation', started)
    expect(runningStream(running, 'conversation')).toBe('s')
    const first = eventsArrived(running, [delta(0, 'one'), delta(1, ' two')])
    expect(text(first)).toBe('one two')
    expect(first.opened).toBe(running.opened)
    expect(first.streams).toBe(running.streams)

    const done = eventsArrived(first, [ended(2)])
    expect(done.opened?.messages).toEqual([question, finished])
    expect([done.live.size, done.streams.size]).toEqual([0, 0])
  })

  it('ignores what it has seen or does not know, giving the same state back', () => {
    const seen = eventsArrived(streamStarted(open, 'conversation', started), [delta(0, 'one')])
    expect(eventsArrived(seen, [delta(0, 'one')])).toBe(seen)
    expect(eventsArrived(open, [delta(0, 'one')])).toBe(open)
  })

  it('keeps events that overtake the reply which introduces their stream', () => {
    const early = eventsArrived(replyAwaited(open), [delta(0, 'one'), delta(1, ' two')])
    const running = replyArrived(streamStarted(early, 'conversation', started))
    expect(text(running)).toBe('one two')
    expect(running.strays).toEqual([])

    const over = eventsArrived(early, [ended(2)])
    const done = replyArrived(streamStarted(over, 'conversation', started))
    expect(done.opened?.messages).toEqual([question, finished])
    expect(runningStream(done, 'conversation')).toBeNull()
  })

  it('goes on for a conversation the user has left, and is there when they come back', () => {
    const left = conversationChosen(streamStarted(open, 'conversation', started), 'other')
    const background = eventsArrived(left, [delta(0, 'one')])
    expect(runningStream(background, 'conversation')).toBe('s')
    const back = conversationOpened(conversationChosen(background, 'conversation'), {
      conversation,
      isWhole: true,
      messages: [question, answer],
      running: [{ streamId: 's', messageId: 'a', nextSequence: 0 }],
    })
    expect(text(back)).toBe('one')
  })

  it('joins a running stream at any point and with any repetition to the same text', () => {
    const pieces = ['o', 'n', 'e', ' ', 't', 'w', 'o']
    fc.assert(
      fc.property(fc.nat({ max: pieces.length }), fc.nat({ max: pieces.length }), (joined, heardBefore) => {
        const events = [...pieces.map((piece, index) => delta(index, piece)), ended(pieces.length)]
        const awaiting = replyAwaited(conversationChosen(initialChatState, 'conversation'))
        const early = eventsArrived(awaiting, events.slice(0, heardBefore))
        const opened = conversationOpened(early, {
          conversation,
          isWhole: true,
          messages: [question, { ...answer, content: pieces.slice(0, joined).join('') }],
          running: [{ streamId: 's', messageId: 'a', nextSequence: joined }],
        })
        const caughtUp = eventsArrived(replyArrived(opened), events.slice(Math.min(joined, heardBefore), -1))
        expect(text(caughtUp)).toBe('one two')
        expect(eventsArrived(caughtUp, events).opened?.messages).toEqual([question, finished])
      }),
    )
  })
})

describe('opening', () => {
  it('ignores an answer for a conversation the user has left', () => {
    const moved = conversationChosen(initialChatState, 'other')
    const state = conversationOpened(moved, {
      conversation,
      isWhole: true,
      messages: [question],
      running: [],
    })
    expect(state.opened).toBeNull()
  })

  it('drops a stream main no longer knows', () => {
    const running = streamStarted(open, 'conversation', started)
    const reopened = conversationOpened(running, {
      conversation,
      isWhole: true,
      messages: [question, finished],
      running: [],
    })
    expect([reopened.live.size, reopened.streams.size]).toEqual([0, 0])
  })

  it('puts the rest of a long conversation before its end, which is newer here', () => {
    const end = conversationOpened(conversationChosen(initialChatState, 'conversation'), {
      conversation,
      isWhole: false,
      messages: [finished],
      running: [],
    })
    const asked = streamStarted(end, 'conversation', {
      streamId: 't',
      messages: [sampleQuestion('q2', 'a'), sampleAnswer('a2', 'q2', { status: 'streaming' })],
    })
    const whole = treeLoaded(asked, 'conversation', [question, answer])
    expect(whole.opened?.isWhole).toBe(true)
    expect(whole.opened?.messages.map(({ id }) => id)).toEqual(['q', 'a', 'q2', 'a2'])
    expect(whole.opened?.messages[1]).toBe(finished)
  })
})

describe('conversationChanged', () => {
  it('reaches the list and the open conversation alike', () => {
    const renamed = { ...conversation, title: 'Renamed' }
    const state = conversationChanged(open, { type: 'upserted', conversation: renamed })
    expect([state.conversations, state.opened?.conversation]).toEqual([[renamed], renamed])
  })

  it('knows a draft before main has stored it', () => {
    expect(draftChanged(open, 'conversation', 'typed').opened?.conversation.draft).toBe('typed')
    expect(draftChanged(open, 'unknown', 'typed')).toBe(open)
  })
})

describe('answerBilled', () => {
  const opened = conversationOpened(
    { ...initialChatState, openId: conversation.id },
    { conversation, messages: [question, finished], isWhole: true, running: [] },
  )
  const billed = {
    conversationId: conversation.id,
    messageId: 'a',
    gatewayId: 'gateway',
    cost: { usd: '0.0042', source: 'gateway' as const },
    billing: { state: 'billed' as const, logIds: ['chatcmpl-1'] },
  }

  it('replaces what the answer was estimated at', () => {
    const state = answerBilled(opened, billed)
    expect(state.opened?.messages.at(-1)?.facts).toMatchObject({ cost: billed.cost, billing: billed.billing })
    expect(state.opened?.messages[0]).toBe(question)
  })

  it('keeps the estimate where the gateway does not tell', () => {
    const estimated = answerBilled(opened, billed)
    const state = answerBilled(estimated, {
      ...billed,
      cost: null,
      billing: { state: 'unavailable', logIds: [] },
    })
    expect(state.opened?.messages.at(-1)?.facts).toMatchObject({
      cost: billed.cost,
      billing: { state: 'unavailable' },
    })
  })

  it('leaves other conversations and questions alone', () => {
    expect(answerBilled(opened, { ...billed, messageId: 'elsewhere' })).toBe(opened)
    expect(answerBilled(opened, { ...billed, messageId: 'q' })).toBe(opened)
    expect(answerBilled(initialChatState, billed)).toBe(initialChatState)
  })
})
