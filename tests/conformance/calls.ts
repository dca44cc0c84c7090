import { z } from 'zod'

import { readErrorBody } from '#main/gateway/error-body.ts'
import { classifyRefusal } from '#main/gateway/gateway-error.ts'

import type { TestedGateway } from './gateways.ts'

/** An answer of the gateway, as far as the cases look at it. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body parsed; null when it is not JSON. */
  readonly json: unknown
}

/** GETs a path, or POSTs a body to it, as the holder of a key; null for no key. */
export async function callGateway(
  gateway: TestedGateway,
  path: string,
  key: string | null,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(gateway.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== null && { authorization: `Bearer ${key}` }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parsed(text) }
}

/** A chat of one message. */
export function chatBody(model: string, text = 'Good day!', rest: object = {}): object {
  return { model, messages: [{ role: 'user', content: text }], ...rest }
}

/** What an answer means to Litedesk: "200", or status, kind and LiteLLM's own type, such as "401 key-unknown auth_error". */
export function verdictOn(answer: Answer): string {
  const { status, headers, text } = answer
  if (status < 400) return String(status)
  const { kind } = classifyRefusal({ status, headers, text })
  return [status, kind, readErrorBody(text)?.type ?? '-'].join(' ')
}

const GeneratedKey = z.object({ key: z.string().startsWith('sk-') })

/** Makes a virtual key. Throws when the gateway refuses. */
export async function generateKey(gateway: TestedGateway, fields: object): Promise<string> {
  const answer = await callGateway(gateway, '/key/generate', gateway.adminKey, fields)
  return GeneratedKey.parse(answer.json).key
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Streams are looked at as text.
    return null
  }
}
