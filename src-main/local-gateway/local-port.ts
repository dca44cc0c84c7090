import { once } from 'node:events'
import { createServer } from 'node:net'

import { AppFailure } from '#shared/app-error.ts'

import { portTaken } from './start-failure.ts'

const HOST = '127.0.0.1'
/** LiteLLM's own. */
const USUAL_PORT = 4000

/**
 * The port to listen on: the user's, else the last one, else LiteLLM's usual one, else any that is free. Throws AppFailure
 * `port-taken` when the user's is not free.
 */
export async function choosePort(wanted: number | null, last: number | null): Promise<number> {
  if (wanted !== null) {
    if (await isFree(wanted)) return wanted
    throw new AppFailure(portTaken(wanted))
  }
  for (const port of [last, USUAL_PORT]) {
    if (port !== null && (await isFree(port))) return port
  }
  const server = createServer()
  server.listen(0, HOST)
  await once(server, 'listening')
  const address = server.address()
  await new Promise((closed) => server.close(closed))
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port')
  return address.port
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen({ port, host: HOST, exclusive: true })
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
