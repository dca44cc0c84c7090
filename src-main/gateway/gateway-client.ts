import { AppFailure, appError } from '#shared/app-error.ts'

import { classifyRefusal, classifyTransport } from './gateway-error.ts'
import { gatewayFetch } from './gateway-fetch.ts'

/** Where a gateway is and how to be let in. Stays in main. */
export interface GatewayAddress {
  /** No trailing slash, no `/v1`. */
  readonly baseUrl: string
  readonly key: string | null
}

/** A good answer of one of LiteLLM's own routes. */
export interface GatewayAnswer {
  readonly status: number
  readonly headers: Headers
  readonly json: unknown
}

/** The longest a management route may take, in ms. */
const TIMEOUT_MS = 15_000
/** A JSON answer larger than this is refused rather than held in memory. */
const MAX_BODY_BYTES = 32 * 1024 * 1024

interface CallOptions {
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
}

/** Something to be changed on a gateway. */
export interface GatewayChange {
  readonly method: 'POST' | 'PATCH'
  /** Sent as JSON. */
  readonly body: unknown
  /** What of the body must not come back in an error, such as a provider's key. */
  readonly secrets?: readonly string[]
}

/**
 * GETs one of LiteLLM's routes as JSON. Throws AppFailure for a refusal, a broken connection, a timeout, and an answer
 * that is not JSON (`not-litellm`).
 */
export function getFromGateway(
  address: GatewayAddress,
  path: string,
  options: CallOptions = {},
): Promise<GatewayAnswer> {
  return call(address, path, null, options)
}

/** Sends a change to one of LiteLLM's routes, once. Throws as `getFromGateway` does. */
export function sendToGateway(
  address: GatewayAddress,
  path: string,
  change: GatewayChange,
  options: CallOptions = {},
): Promise<GatewayAnswer> {
  return call(address, path, change, options)
}

async function call(
  address: GatewayAddress,
  path: string,
  change: GatewayChange | null,
  options: CallOptions,
): Promise<GatewayAnswer> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  const secrets = [...(address.key === null ? [] : [address.key]), ...(change?.secrets ?? [])]
  try {
    const answer = await gatewayFetch(`${address.baseUrl}${path}`, {
      headers: {
        ...authorisation(address.key),
        ...(change && { 'content-type': 'application/json' }),
      },
      ...(change && { method: change.method, body: JSON.stringify(change.body) }),
      signal,
    })
    const text = await readText(answer)
    if (!answer.ok) {
      throw new AppFailure(classifyRefusal({ status: answer.status, headers: answer.headers, text }, secrets))
    }
    return { status: answer.status, headers: answer.headers, json: parseJson(text, answer) }
  } catch (cause) {
    if (options.signal?.aborted) throw new AppFailure(appError('cancelled', 'Cancelled.'))
    throw cause instanceof AppFailure ? cause : new AppFailure(classifyTransport(cause, false, secrets))
  }
}

function authorisation(key: string | null): Record<string, string> {
  return key === null ? {} : { authorization: `Bearer ${key}` }
}

async function readText(answer: Response): Promise<string> {
  if (answer.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of answer.body) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) {
      throw new AppFailure(
        appError('gateway-failed', 'The gateway’s answer is too large to read (over 32 MB).'),
      )
    }
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parseJson(text: string, answer: Response): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AppFailure(
      appError('not-litellm', 'What answers at this address is not a LiteLLM gateway.', {
        nextStep: 'Check the address and the port.',
        status: answer.status,
        details: `${answer.headers.get('content-type') ?? 'no content type'}: ${text.slice(0, 500)}`,
      }),
    )
  }
}
