import type { IncomingHttpHeaders } from 'node:http'

import { type AnswerHeaders, invalidFailure } from './failure.ts'
import type { FaultEffect } from './faults.ts'
import { isJsonObject, type JsonObject } from './json.ts'
import type { DemoGatewaySettings } from './options.ts'
import type { RateLimits } from './rate-limits.ts'
import type { Reply } from './reply.ts'
import type { SpendLogs } from './spend-logs.ts'
import type { DeploymentTable } from './deployment-table.ts'
import type { VirtualKey, VirtualKeys } from './virtual-keys.ts'

/** What the gateway keeps between requests. */
export interface GatewayState {
  readonly settings: DemoGatewaySettings
  readonly masterKey: string
  readonly keys: VirtualKeys
  readonly deployments: DeploymentTable
  readonly logs: SpendLogs
  readonly rateLimits: RateLimits
  /** Until when a deployment refuses calls, in ms since 1970, by deployment id. */
  readonly cooldowns: Map<string, number>
}

/** Who is calling: the holder of the master key, or of a virtual key. */
export interface Caller {
  readonly isAdmin: boolean
  /** SHA-256 of the key. */
  readonly token: string
  /** Null for the master key, which has no row. */
  readonly key: VirtualKey | null
}

/** A request as it came in. */
export interface Request {
  readonly method: string
  /** The path without its query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** The body as it came; empty when there was none. */
  readonly rawBody: string
}

/** A request in the hands of a route. */
export interface Call {
  readonly state: GatewayState
  readonly request: Request
  readonly caller: Caller
  /** Sent back as x-litellm-call-id. */
  readonly callId: string
  readonly effect: FaultEffect
  readonly reply: Reply
}

/** What a route that does not stream answers with; status 200 and no headers when left out. */
export interface Answered {
  readonly status?: number
  readonly headers?: AnswerHeaders
  readonly body: unknown
}

/** Reads a JSON object from the body the way FastAPI does. Throws its 422. */
export function readBody(request: Request): JsonObject {
  let body: unknown
  try {
    body = JSON.parse(request.rawBody)
  } catch (error) {
    const ctx = { error: error instanceof Error ? error.message : 'Expecting value' }
    throw invalidFailure({ type: 'json_invalid', loc: ['body', 0], msg: 'JSON decode error', input: {}, ctx })
  }
  if (isJsonObject(body)) return body
  throw invalidFailure({
    type: 'model_attributes_type',
    loc: ['body'],
    msg: 'Input should be a valid dictionary or object to extract fields from',
    input: body,
  })
}

/** Reads a text the body must have. Throws FastAPI's 422. */
export function requiredText(body: JsonObject, name: string): string {
  const value = body[name]
  if (typeof value === 'string') return value
  const type = value === undefined ? 'missing' : 'string_type'
  const msg = value === undefined ? 'Field required' : 'Input should be a valid string'
  throw invalidFailure({ type, loc: ['body', name], msg, input: value === undefined ? body : value })
}

/** Reads a whole number from the query, from 1 to `limit`. Throws FastAPI's 422. */
export function pageNumber(query: URLSearchParams, name: string, fallback: number, limit = Infinity): number {
  const input = query.get(name)
  if (input === null) return fallback
  const loc = ['query', name]
  if (!/^-?\d+$/.test(input)) {
    const msg = 'Input should be a valid integer, unable to parse string as an integer'
    throw invalidFailure({ type: 'int_parsing', loc, msg, input })
  }
  const value = Number(input)
  if (value < 1) {
    const msg = 'Input should be greater than or equal to 1'
    throw invalidFailure({ type: 'greater_than_equal', loc, msg, input, ctx: { ge: 1 } })
  }
  if (value > limit) {
    const msg = `Input should be less than or equal to ${limit}`
    throw invalidFailure({ type: 'less_than_equal', loc, msg, input, ctx: { le: limit } })
  }
  return value
}
