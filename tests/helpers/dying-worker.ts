/** Stands in for the conversations worker: opens like it, answers `get`, and dies of anything else. */
import { parentPort } from 'node:worker_threads'

parentPort?.postMessage({ id: 0, ok: true, value: [] })
parentPort?.on('message', ({ id, name }: { id: number; name: string }) => {
  if (name !== 'get') throw new Error('The worker was told to die')
  parentPort?.postMessage({ id, ok: true, value: 'alive' })
})
