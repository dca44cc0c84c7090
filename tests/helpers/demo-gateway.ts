import { onTestFinished } from 'vitest'

import { type DemoGateway, startDemoGateway } from '#main/demo-gateway/demo-gateway.ts'
import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'

/** A gateway for one test, and short ways to ask it things. */
export interface TestGateway extends DemoGateway {
  /** GET as the holder of the master key, or of the key given. */
  get(path: string, key?: string): Promise<GatewayAnswer>
  /** POST a JSON body, or text as it is, likewise. */
  post(path: string, body: unknown, key?: string): Promise<GatewayAnswer>
  /** The response to a chat request as it comes, for tests about streams. */
  openChat(body: object, signal?: AbortSignal): Promise<Response>
}

/** An answer read to its end. */
interface GatewayAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body parsed; undefined when it is not JSON. */
  readonly body: unknown
}

/** Starts a gateway without delays, and closes it when the running test is over. Call it inside a test. */
export async function startTestGateway(options: DemoGatewayOptions = {}): Promise<TestGateway> {
  const gateway = await startDemoGateway({ chunkDelayMs: 0, spendLogDelayMs: 0, ...options })
  onTestFinished(() => gateway.close())
  return {
    ...gateway,
    get: async (path, key = gateway.adminKey) =>
      readAnswer(await fetch(gateway.url + path, { headers: headersFor(key), redirect: 'manual' })),
    post: async (path, body, key = gateway.adminKey) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return readAnswer(
        await fetch(gateway.url + path, { method: 'POST', headers: headersFor(key), body: text }),
      )
    },
    openChat: (body, signal) =>
      fetch(`${gateway.url}/v1/chat/completions`, {
        method: 'POST',
        headers: headersFor(gateway.adminKey),
        body: JSON.stringify({ stream: true, ...body }),
        signal: signal ?? null,
      }),
  }
}

function headersFor(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
}

async function readAnswer(response: Response): Promise<GatewayAnswer> {
  const text = await response.text()
  const { headers, status } = response
  try {
    const body: unknown = JSON.parse(text)
    return { status, headers, text, body }
  } catch {
    // Streams and HTML are looked at as text.
    return { status, headers, text, body: undefined }
  }
}

/** A conversation of one message. */
export function userMessages(content: string): readonly object[] {
  return [{ role: 'user', content }]
}
