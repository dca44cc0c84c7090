/**
 * A program that stores an answer piece by piece and prints each piece's number once it is stored, until it is killed.
 * Argument: the conversations file.
 */
import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'

import { ConversationStore } from '#main/conversation/conversation-store.ts'

import { sampleAnswer, sampleQuestion } from './sample-messages.ts'

const STDOUT = 1
const [, , path = ''] = process.argv
const workerUrl = new URL('../../src-main/conversation/conversation-worker.ts', import.meta.url)

const store = ConversationStore.open({ path, workerUrl })
const { id: conversationId } = await store.create()
const question = sampleQuestion(randomUUID(), null, { conversationId })
const answer = sampleAnswer(randomUUID(), question.id, { conversationId, status: 'streaming', content: '' })
await store.addMessages(conversationId, [question, answer], answer.id, 'Counting')
for (let piece = 1; ; piece += 1) {
  await store.appendDelta(answer.id, `${piece} `, `(${piece})`)
  writeSync(STDOUT, `${piece}\n`)
}
