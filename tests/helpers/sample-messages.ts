import { defaultParameters } from '#shared/parameters.ts'
import { type Conversation, type Message, askedFacts } from '#shared/conversation.ts'

const sampleTime = '2026-11-22T12:00:00.000Z'

/** An empty conversation, differing from the plain one in `fields`. */
export function sampleConversation(fields: Partial<Conversation> = {}): Conversation {
  return {
    id: 'conversation',
    title: '',
    isPinned: false,
    folderId: null,
    createdAt: sampleTime,
    updatedAt: sampleTime,
    model: null,
    parameters: defaultParameters,
    draft: '',
    leafId: null,
    ...fields,
  }
}

/** A complete user's message. */
export function sampleQuestion(id: string, parentId: string | null, fields: Partial<Message> = {}): Message {
  return {
    id,
    conversationId: 'conversation',
    parentId,
    role: 'user',
    content: `Content of ${id}`,
    reasoning: '',
    status: 'complete',
    error: null,
    createdAt: sampleTime,
    facts: null,
    ...fields,
  }
}

/** A complete assistant's message. */
export function sampleAnswer(id: string, parentId: string | null, fields: Partial<Message> = {}): Message {
  return sampleQuestion(id, parentId, {
    role: 'assistant',
    facts: askedFacts('gateway', 'some-model'),
    ...fields,
  })
}

/** A linear conversation of `count` messages with the given content, ids `m0`, `m1`, …. */
export function sampleChain(count: number, content: string): Message[] {
  return Array.from({ length: count }, (_, index) => {
    const sample = index % 2 === 0 ? sampleQuestion : sampleAnswer
    return sample(`m${index}`, index === 0 ? null : `m${index - 1}`, { content })
  })
}
