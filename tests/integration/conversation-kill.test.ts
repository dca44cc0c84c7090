import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { interruptedError } from '#main/conversation/conversation-repository.ts'
import { ConversationStore } from '#main/conversation/conversation-store.ts'

import { temporaryFolder } from '../helpers/temporary-folder.ts'

const appender = fileURLToPath(new URL('../helpers/conversation-appender.ts', import.meta.url))
const workerUrl = new URL('../../src-main/conversation/conversation-worker.ts', import.meta.url)

test.each([1, 37, 200])(
  'a process killed after %i acknowledged pieces leaves all of them, interrupted',
  async (pieces) => {
    const path = join(temporaryFolder(), 'conversations.db')
    const acknowledged = await killAfter(pieces, path)
    expect(acknowledged).toBeGreaterThanOrEqual(pieces)

    const store = ConversationStore.open({ path, workerUrl })
    expect(await store.notices).toEqual([])
    const [conversation] = await store.list('')
    const { messages } = await store.open(conversation?.id ?? '')
    await store.close()

    const [question, answer] = messages
    expect([question?.status, answer?.status, answer?.error]).toEqual([
      'complete',
      'interrupted',
      interruptedError,
    ])
    const stored = answer?.content.trim().split(' ').map(Number) ?? []
    // The last pieces may have been stored without having been acknowledged, so there may be more, but never less.
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged)
    expect(stored).toEqual(stored.map((_, index) => index + 1))
    expect(answer?.reasoning).toBe(stored.map((piece) => `(${piece})`).join(''))
  },
)

/** Runs the appender until it has acknowledged `pieces`, kills it, and answers with how many it had by then. */
async function killAfter(pieces: number, path: string): Promise<number> {
  const child = spawn(process.execPath, [appender, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  let acknowledged = 0
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line)
    if (acknowledged === pieces) child.kill('SIGKILL')
  }
  await ended
  return acknowledged
}
