import type { JsonObject } from './json.ts'

/** What goes wrong with one request; fields combine. Everything is plain data, so it can be sent as JSON. */
export interface FaultEffect {
  /** Wait this long before anything else, in ms. */
  readonly delayMs?: number
  /** Answer with this status instead of asking the route; 500 when only `body` or `html` is given. */
  readonly status?: number
  /** JSON body of that answer; `{}` when left out. */
  readonly body?: unknown
  /** HTML body of that answer, as a reverse proxy in front of the gateway would send. */
  readonly html?: string
  /** Headers added to that answer. */
  readonly headers?: Readonly<Record<string, string>>
  /** Answer with a redirect to this URL; status 307 unless given. */
  readonly redirectTo?: string
  /** Answer 200 with a JSON body of about this many bytes. */
  readonly hugeBodyBytes?: number
  /** Answer with no body at all; status 200 unless given. */
  readonly emptyBody?: boolean
  /** Take the request and never answer. */
  readonly stallBeforeHeaders?: boolean
  /** Send the headers and this many bytes of the body, then nothing. */
  readonly stallAfterBytes?: number
  /** Send the headers and this many bytes of the body, then destroy the socket. */
  readonly cutAfterBytes?: number
  /** Write every byte of the body on its own, so characters and frames arrive in pieces. */
  readonly splitBytes?: boolean
  /** Streams only: after this many deltas, nothing more. */
  readonly stallAfterDeltas?: number
  /** Streams only: after this many deltas, destroy the socket. */
  readonly cutAfterDeltas?: number
  /** Streams only: after this many deltas, end the response properly, without finish_reason or [DONE]. */
  readonly endAfterDeltas?: number
  /** Streams only: after this many deltas, send a frame that is not JSON, then go on. */
  readonly malformedAfterDeltas?: number
  /** Streams only: after this many deltas, send an error frame and end, without [DONE]. */
  readonly errorAfterDeltas?: number
  /** The `error` object of that frame; LiteLLM's MidStreamFallbackError when left out. */
  readonly errorFrame?: JsonObject
  /** Streams only: leave [DONE] out. */
  readonly omitDone?: boolean
  /** Streams only: leave the chunk with finish_reason out. */
  readonly omitFinishReason?: boolean
  /** Leave usage out, streaming or not. */
  readonly omitUsage?: boolean
}

/** Which requests a fault is for; what is left out matches everything. */
interface FaultMatch {
  /** HTTP method, any case. */
  readonly method?: string
  /** Tried on the path with its query; text is the source of a regular expression. */
  readonly path?: RegExp | string
  /** The first request to hit, counting from 1 those that match method and path; 1 when left out. */
  readonly nth?: number
  /** How many requests to hit from there; all when left out. */
  readonly times?: number
}

/** One fault: which requests, and what happens to them. */
export interface Fault {
  readonly match?: FaultMatch
  readonly effect: FaultEffect
}

/** Faults in order of preference: the first that matches a request is used. */
export type FaultPlan = readonly Fault[]

/** The faults a gateway has in hand, and how often each has matched. */
export class Faults {
  #entries: { readonly fault: Fault; matched: number }[] = []

  constructor(plan: FaultPlan = []) {
    this.inject(...plan)
  }

  /** Adds faults behind those already there; their counting starts now. */
  inject(...faults: readonly Fault[]): void {
    this.#entries.push(...faults.map((fault) => ({ fault, matched: 0 })))
  }

  /** Forgets all faults; requests already being answered keep theirs. */
  clear(): void {
    this.#entries = []
  }

  /** Counts the request against every fault and gives the effect of the first that hits; null when none does. */
  take(method: string, path: string): FaultEffect | null {
    let effect: FaultEffect | null = null
    for (const entry of this.#entries) {
      const { method: wantedMethod, path: wantedPath, nth = 1, times = Infinity } = entry.fault.match ?? {}
      if (wantedMethod !== undefined && wantedMethod.toUpperCase() !== method.toUpperCase()) continue
      if (wantedPath !== undefined && path.search(wantedPath) < 0) continue
      entry.matched += 1
      if (effect === null && entry.matched >= nth && entry.matched < nth + times) effect = entry.fault.effect
    }
    return effect
  }
}
