/**
 * The thread the conversations file is read and written on, so that a slow disk never holds up the window. Opens the file
 * it is started with, tells how that went, then answers calls one after the other.
 */
import { parentPort, workerData } from 'node:worker_threads'

import type { CallName, CallRequest, ConversationOperations, WorkerStart } from './conversation-calls.ts'
import { OPENING_ID } from './conversation-calls.ts'
import { ConversationRepository } from './conversation-repository.ts'
import { openDatabase } from './database.ts'
import { describeStorageFailure } from './storage-failure.ts'

const port = parentPort
if (!port) throw new Error('This file is started as a worker')

const start: WorkerStart = workerData
let repository: ConversationRepository | null = null

reply(OPENING_ID, open)

port.on('message', (request: CallRequest) => {
  reply(request.id, () => perform(request))
  if (request.name === 'close') port.close()
})

/** Answers with the notices. */
function open(): readonly string[] {
  const opened = openDatabase(start.path, new Date(), (database) => {
    const prepared = new ConversationRepository(database)
    if (start.isFirst) prepared.startRun()
    return prepared
  })
  repository = opened.prepared
  return opened.notices
}

function perform<Name extends CallName>(request: CallRequest<Name>): unknown {
  // A file that could not be opened at first is tried anew: its disk may be back.
  if (repository === null && request.name !== 'close') open()
  const operations: ConversationOperations | null = repository
  return operations?.[request.name](request.input)
}

function reply(id: number, work: () => unknown): void {
  try {
    port?.postMessage({ id, ok: true, value: work() })
  } catch (error) {
    port?.postMessage({ id, ok: false, error: describeStorageFailure(error) })
  }
}
