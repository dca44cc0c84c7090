import { once } from 'node:events'

import { z } from 'zod'

const Message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  sessionId: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
})

/** One event of the DevTools protocol. */
export interface DevtoolsEvent {
  readonly method: string
  readonly sessionId: string | null
  readonly params: Readonly<Record<string, unknown>>
}

/**
 * A connection to a browser's DevTools port. Leaner than a test runner's: it enables nothing by itself, so what is
 * measured is disturbed by nothing but what is asked for.
 */
export class Devtools {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  readonly #listeners = new Set<(event: DevtoolsEvent) => void>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)))
    socket.addEventListener('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('The DevTools connection closed.'))
      this.#waiting.clear()
    })
  }

  static async connect(url: string): Promise<Devtools> {
    const socket = new WebSocket(url)
    const devtools = new Devtools(socket)
    await once(socket, 'open')
    return devtools
  }

  /** Asks the browser, or the page of a session. Rejects with the protocol's error. */
  send(method: string, params: object = {}, sessionId?: string): Promise<unknown> {
    this.#lastId += 1
    const answer = Promise.withResolvers<unknown>()
    this.#waiting.set(this.#lastId, answer)
    this.#socket.send(JSON.stringify({ id: this.#lastId, method, params, ...(sessionId && { sessionId }) }))
    return answer.promise
  }

  close(): void {
    this.#socket.close()
  }

  /** Hears every event until the returned function is called. */
  listen(listener: (event: DevtoolsEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The next event the function answers with something else than null for. */
  next<Value>(match: (event: DevtoolsEvent) => Value | null): Promise<Value> {
    return new Promise((resolve) => {
      const stop = this.listen((event) => {
        const value = match(event)
        if (value === null) return
        stop()
        resolve(value)
      })
    })
  }

  #receive(text: string): void {
    const { id, method, sessionId, params, result, error } = Message.parse(JSON.parse(text))
    if (id !== undefined) {
      const answer = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error) answer?.reject(new Error(error.message))
      else answer?.resolve(result)
    } else if (method !== undefined) {
      for (const listener of this.#listeners) {
        listener({ method, sessionId: sessionId ?? null, params: params ?? {} })
      }
    }
  }
}
