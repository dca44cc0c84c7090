import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'

import type { AnswerHeaders } from './failure.ts'
import type { FaultEffect } from './faults.ts'
import { aborted } from './pace.ts'

/** One response being written. Owns the bytes and the faults that concern bytes; routes own what they say. */
export class Reply {
  readonly #response: ServerResponse
  readonly #effect: FaultEffect
  readonly #gone = new AbortController()
  #written = 0

  constructor(response: ServerResponse, effect: FaultEffect) {
    this.#response = response
    this.#effect = effect
    if (response.destroyed) this.#gone.abort()
    response.once('close', () => {
      if (!response.writableFinished) this.#gone.abort()
    })
  }

  /** Aborts when the client has gone, the gateway closes, or a fault has cut the response. */
  get signal(): AbortSignal {
    return this.#gone.signal
  }

  /** Whether headers have gone out. */
  get isStarted(): boolean {
    return this.#response.headersSent
  }

  /** Sends a whole answer; objects and arrays as JSON. */
  async send(status: number, headers: AnswerHeaders, body: unknown): Promise<void> {
    const text = JSON.stringify(body) ?? 'null'
    await this.sendText(status, { 'content-type': 'application/json', ...headers }, text)
  }

  /** Sends a whole answer as it is. */
  async sendText(status: number, headers: AnswerHeaders, text: string): Promise<void> {
    await this.open(status, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
    await this.write(text)
    this.end()
  }

  /** Sends the headers at once. */
  async open(status: number, headers: AnswerHeaders): Promise<void> {
    if (this.signal.aborted) return
    this.#response.writeHead(status, { server: 'uvicorn', ...headers })
    this.#response.flushHeaders()
    await this.#reach(0)
  }

  /** Writes text, and waits while the client is slower than the gateway. */
  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text)
    const stop = Math.min(this.#effect.cutAfterBytes ?? Infinity, this.#effect.stallAfterBytes ?? Infinity)
    const room = Math.max(0, stop - this.#written)
    await this.#put(bytes.subarray(0, room))
    this.#written += Math.min(room, bytes.length)
    await this.#reach(this.#written)
  }

  /** Ends the response properly. */
  end(): void {
    if (!this.signal.aborted) this.#response.end()
  }

  /** Destroys the socket under the response, once what was written has left. */
  async cut(): Promise<void> {
    if (!this.signal.aborted) await new Promise((resolve) => this.#response.write('', resolve))
    this.#gone.abort()
    this.#response.destroy()
  }

  async #put(bytes: Buffer): Promise<void> {
    if (this.signal.aborted || bytes.length === 0) return
    if (this.#effect.splitBytes !== true) return this.#push(bytes)
    for (let index = 0; index < bytes.length && !this.signal.aborted; index += 1) {
      await this.#push(bytes.subarray(index, index + 1))
      // A turn of the event loop between two bytes sends each in its own packet.
      await setImmediate()
    }
  }

  async #push(bytes: Buffer): Promise<void> {
    if (this.#response.write(bytes) || this.signal.aborted) return
    await new Promise<void>((resolve) => {
      const response = this.#response
      const finish = (): void => {
        response.off('drain', finish)
        response.off('close', finish)
        resolve()
      }
      response.on('drain', finish)
      response.on('close', finish)
    })
  }

  async #reach(written: number): Promise<void> {
    if (this.signal.aborted) return
    if (written >= (this.#effect.cutAfterBytes ?? Infinity)) {
      await this.cut()
    } else if (written >= (this.#effect.stallAfterBytes ?? Infinity)) {
      await aborted(this.signal)
    }
  }
}
