import { randomUUID } from 'node:crypto'

import { AppFailure, appError } from '#shared/app-error.ts'
import type { CompletionRequest } from '#shared/completion.ts'
import { askedFacts, type Message } from '#shared/conversation.ts'

/** What asking for an answer adds to the conversation's tree. */
export interface CompletionPlan {
  /** Messages to store: the question, if new, and the answer. Empty when an answer is continued. */
  readonly added: Message[]
  readonly question: Message | null
  readonly answer: Message
  readonly isContinuing: boolean
}

/** Decides which messages an action adds. Throws AppFailure `gone` when it names a message that is not there. */
export function planAnswer(
  request: CompletionRequest,
  gatewayId: string,
  messages: readonly Message[],
): CompletionPlan {
  const { action, conversationId } = request
  const facts = askedFacts(gatewayId, request.model)
  const now = new Date().toISOString()
  const blank = { conversationId, reasoning: '', error: null, createdAt: now }
  const answerTo = (parentId: string): Message => ({
    ...blank,
    id: randomUUID(),
    parentId,
    role: 'assistant',
    content: '',
    status: 'streaming',
    facts,
  })
  const ask = (parentId: string | null, text: string): CompletionPlan => {
    const question: Message = {
      ...blank,
      id: randomUUID(),
      parentId,
      role: 'user',
      content: text,
      status: 'complete',
      facts: null,
    }
    const answer = answerTo(question.id)
    return { added: [question, answer], question, answer, isContinuing: false }
  }
  switch (action.type) {
    case 'send':
      if (action.parentId !== null) findMessage(messages, action.parentId)
      return ask(action.parentId, action.text)
    case 'edit':
      return ask(findMessage(messages, action.messageId).parentId, action.text)
    case 'regenerate': {
      const { parentId } = findMessage(messages, action.messageId)
      if (parentId === null)
        throw new AppFailure(appError('invalid-input', 'There is no question to answer anew.'))
      const answer = answerTo(parentId)
      return { added: [answer], question: null, answer, isContinuing: false }
    }
    case 'continue': {
      const previous = findMessage(messages, action.messageId)
      const kept = { ...(previous.facts ?? facts), finishReason: null }
      const answer: Message = { ...previous, status: 'streaming', error: null, facts: kept }
      return { added: [], question: null, answer, isContinuing: answer.content !== '' }
    }
  }
}

function findMessage(messages: readonly Message[], id: string): Message {
  const found = messages.find((message) => message.id === id)
  if (!found) throw new AppFailure(appError('gone', 'This message is no longer in the conversation.'))
  return found
}
