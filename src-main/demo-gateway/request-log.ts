import type { IncomingHttpHeaders } from 'node:http'

/** A request as the gateway saw it, for tests. */
export interface RecordedRequest {
  readonly method: string
  /** The path with its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** The body: parsed when it is JSON, else as text; null when there was none. */
  readonly body: unknown
  /** How it ended: `answered` when everything was sent, `aborted` when the client left or a fault cut it. */
  readonly ended: Promise<'answered' | 'aborted'>
}

/** The newest requests, oldest first, and those who wait for one. */
export class RequestLog {
  readonly #kept: number
  readonly #requests: RecordedRequest[] = []
  #waiting: { readonly path: RegExp; readonly resolve: (request: RecordedRequest) => void }[] = []

  /** `kept`: how many requests are remembered. */
  constructor(kept: number) {
    this.#kept = kept
  }

  get requests(): readonly RecordedRequest[] {
    return this.#requests
  }

  record(request: RecordedRequest): void {
    this.#requests.push(request)
    if (this.#requests.length > this.#kept) this.#requests.shift()
    for (const waiting of this.#waiting) if (waiting.path.test(request.path)) waiting.resolve(request)
    this.#waiting = this.#waiting.filter((waiting) => !waiting.path.test(request.path))
  }

  /** The first remembered request whose path matches, or the next that comes. */
  received(path: RegExp): Promise<RecordedRequest> {
    const known = this.#requests.find((request) => path.test(request.path))
    if (known !== undefined) return Promise.resolve(known)
    return new Promise((resolve) => {
      this.#waiting.push({ path, resolve })
    })
  }
}

/** The body as `RecordedRequest` has it. */
export function recordedBody(rawBody: string): unknown {
  if (rawBody === '') return null
  try {
    return JSON.parse(rawBody)
  } catch {
    // Not JSON: tests look at the text.
    return rawBody
  }
}
