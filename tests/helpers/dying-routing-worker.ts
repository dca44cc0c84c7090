/** The worker of LiteLLM's config files, but it dies when it is asked for a backup. */
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', ({ name }: { name: string }) => {
  if (name === 'backup') throw new Error('This worker dies')
})
await import('../../src-main/routing/routing-worker.ts')
