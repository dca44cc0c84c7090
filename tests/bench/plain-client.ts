import OpenAI from 'openai'

import type { GatewayProcess } from './gateway-process.ts'

/** How a call through the `openai` package in plain Node went. */
export interface PlainCall {
  /** From the call to the first text, in ms. */
  readonly firstTextMs: number
  /** When the last text was there, in ms since 1970. */
  readonly lastTextAt: number
}

/** Asks the gateway as a script would; the client is kept, so its connections are. */
export function plainClient(
  gateway: GatewayProcess,
  model = 'gpt-4o',
): (prompt: string) => Promise<PlainCall> {
  const client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.adminKey, maxRetries: 0 })
  return async (prompt) => {
    const start = performance.now()
    let firstTextMs: number | null = null
    let lastTextAt = 0
    const stream = await client.chat.completions.create({
      model,
      messages: [{ role: 'user', content: prompt }],
      stream: true,
      stream_options: { include_usage: true },
    })
    for await (const chunk of stream) {
      if (!chunk.choices[0]?.delta.content) continue
      firstTextMs ??= performance.now() - start
      lastTextAt = Date.now()
    }
    return { firstTextMs: firstTextMs ?? NaN, lastTextAt }
  }
}
