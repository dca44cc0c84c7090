import { join } from 'node:path'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { ConversationRepository, interruptedError } from '#main/conversation/conversation-repository.ts'
import { openDatabase } from '#main/conversation/database.ts'
import { Gone } from '#main/conversation/storage-failure.ts'
import type { Conversation, Message, MessageStatus } from '#shared/conversation.ts'

import { sampleAnswer, sampleConversation } from '../../../helpers/sample-messages.ts'
import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

/** Any text that UTF-8 can carry, NUL included. */
const text = fc.string({ unit: 'binary', maxLength: 20 })
/** Chooses among however many there are. */
const pick = fc.nat({ max: 1_000 })
const status = fc.constantFrom<MessageStatus>('complete', 'streaming', 'cancelled', 'failed')

const step = fc.oneof(
  fc.record({ type: fc.constant('create'), title: text }),
  fc.record({
    type: fc.constant('add'),
    pick,
    parent: fc.option(pick),
    content: text,
    status,
    title: fc.option(text),
  }),
  fc.record({ type: fc.constant('append'), pick, message: pick, content: text, reasoning: text }),
  fc.record({ type: fc.constant('finish'), pick, message: pick, content: text, status }),
  fc.record({
    type: fc.constant('update'),
    pick,
    changes: fc.record(
      { title: text, draft: text, isPinned: fc.boolean(), model: fc.option(text) },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ type: fc.constant('delete'), pick }),
  fc.record({ type: fc.constant('restore'), pick }),
  fc.record({ type: fc.constant('reopen') }),
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

test('whatever is done, the file holds what a plain model holds', () => {
  const folder = temporaryFolder()
  let file = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      file += 1
      const path = join(folder, `${file}.db`)
      const model = new Map<string, ModelConversation>()
      let repository = openAnew(path)
      for (const [index, one] of steps.entries()) {
        const isDone = attempt(() => (repository = perform(one, index, repository, path, model)))
        expect(isDone).toBe(expectStep(one, index, model))
      }
      const visible = [...model.values()].filter(({ isDeleted }) => !isDeleted)
      expect(repository.list({ search: '' })).toEqual(
        visible
          .filter((one) => !isEmpty(one))
          .map(({ conversation }) => conversation)
          .sort(compare),
      )
      for (const { conversation, messages } of visible) {
        expect(repository.open({ id: conversation.id })).toEqual({ conversation, messages, isWhole: true })
      }
      repository.close()
    }),
    { numRuns: 60 },
  )
})

interface ModelConversation {
  conversation: Conversation
  messages: Message[]
  isDeleted: boolean
}

function openAnew(path: string): ConversationRepository {
  return openDatabase(path, new Date(), (database) => {
    const repository = new ConversationRepository(database)
    repository.startRun()
    return repository
  }).prepared
}

/** Takes one step in the file. */
function perform(
  one: Step,
  index: number,
  repository: ConversationRepository,
  path: string,
  model: ReadonlyMap<string, ModelConversation>,
): ConversationRepository {
  const at = timeOf(index)
  const target = 'pick' in one ? chosen(model, one.pick) : undefined
  const id = target?.conversation.id ?? 'unknown'
  switch (one.type) {
    case 'create':
      repository.create({ conversation: createdConversation(one.title, index) })
      break
    case 'add': {
      const message = addedMessage(one, index, target)
      repository.addMessages({
        conversationId: id,
        messages: [message],
        leafId: message.id,
        title: one.title,
        at,
      })
      break
    }
    case 'append': {
      const messageId = chosenMessage(target, one.message)?.id ?? 'unknown'
      repository.appendDelta({ messageId, content: one.content, reasoning: one.reasoning })
      break
    }
    case 'finish': {
      const message = chosenMessage(target, one.message) ?? sampleAnswer('unknown', null)
      repository.finishMessage({ message: { ...message, content: one.content, status: one.status } })
      break
    }
    case 'update':
      repository.update({ id, changes: one.changes, at })
      break
    case 'delete':
      repository.delete({ id, at })
      break
    case 'restore':
      repository.restore({ id })
      break
    case 'reopen':
      repository.close()
      return openAnew(path)
  }
  return repository
}

/** Takes the same step in the model; answers whether it can be taken. */
function expectStep(one: Step, index: number, model: Map<string, ModelConversation>): boolean {
  const target = 'pick' in one ? chosen(model, one.pick) : undefined
  const message = 'message' in one ? chosenMessage(target, one.message) : undefined
  switch (one.type) {
    case 'create': {
      const conversation = createdConversation(one.title, index)
      model.set(conversation.id, { conversation, messages: [], isDeleted: false })
      return true
    }
    case 'add': {
      if (!target || target.isDeleted) return false
      const added = addedMessage(one, index, target)
      target.messages.push(added)
      const title = one.title ?? target.conversation.title
      target.conversation = { ...target.conversation, title, leafId: added.id, updatedAt: timeOf(index) }
      return true
    }
    case 'append':
      if (message?.status !== 'streaming') return false
      message.content += one.content
      message.reasoning += one.reasoning
      return true
    case 'finish':
      if (!message) return false
      Object.assign(message, { content: one.content, status: one.status })
      return true
    case 'update': {
      if (!target || target.isDeleted) return false
      const isRenamed = one.changes.title !== undefined && one.changes.title !== target.conversation.title
      Object.assign(target.conversation, one.changes, isRenamed ? { updatedAt: timeOf(index) } : {})
      return true
    }
    case 'delete':
      if (!target || target.isDeleted) return false
      target.isDeleted = true
      return true
    case 'restore':
      if (!target) return false
      target.isDeleted = false
      return true
    case 'reopen':
      for (const [id, kept] of model) {
        if (kept.isDeleted || isEmpty(kept)) model.delete(id)
        for (const streaming of kept.messages.filter(({ status: now }) => now === 'streaming')) {
          Object.assign(streaming, { status: 'interrupted', error: interruptedError })
        }
      }
      return true
  }
}

function createdConversation(title: string, index: number): Conversation {
  return sampleConversation({ id: `c${index}`, title, createdAt: timeOf(index), updatedAt: timeOf(index) })
}

function addedMessage(
  one: Extract<Step, { type: 'add' }>,
  index: number,
  target: ModelConversation | undefined,
): Message {
  const parentId = one.parent === null ? null : (chosenMessage(target, one.parent)?.id ?? null)
  const conversationId = target?.conversation.id ?? 'unknown'
  return sampleAnswer(`m${index}`, parentId, { conversationId, content: one.content, status: one.status })
}

function chosen(model: ReadonlyMap<string, ModelConversation>, nth: number): ModelConversation | undefined {
  return [...model.values()][nth % model.size]
}

function chosenMessage(target: ModelConversation | undefined, nth: number): Message | undefined {
  return target?.messages[nth % target.messages.length]
}

function isEmpty({ conversation, messages }: ModelConversation): boolean {
  return (
    messages.length === 0 && conversation.title === '' && conversation.draft === '' && !conversation.isPinned
  )
}

/** Pinned first, then newest first; no two of a test are of the same time. */
function compare(a: Conversation, b: Conversation): number {
  return (
    Number(b.isPinned) - Number(a.isPinned) ||
    b.updatedAt.localeCompare(a.updatedAt) ||
    b.createdAt.localeCompare(a.createdAt)
  )
}

function timeOf(index: number): string {
  return new Date(Date.UTC(2026, 10, 22) + index).toISOString()
}

function attempt(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error instanceof Gone) return false
    throw error
  }
}
