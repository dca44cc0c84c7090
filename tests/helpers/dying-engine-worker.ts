/** An engine worker that tells of an empty list, answers no call but `close`, and dies of the first other one. */
import { parentPort } from 'node:worker_threads'

parentPort?.postMessage({ type: 'event', event: { type: 'listed', engines: [] } })
parentPort?.on('message', ({ id, name }: { id: number; name: string }) => {
  if (name !== 'close') throw new Error('This worker dies')
  parentPort?.postMessage({ type: 'reply', id, ok: true, value: undefined })
  parentPort?.close()
})
