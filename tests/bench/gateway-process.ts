import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { z } from 'zod'

import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'

const Address = z.object({ url: z.string(), adminKey: z.string(), plainKey: z.string() })
const LogPage = z.object({
  data: z.array(z.object({ startTime: z.string(), endTime: z.string(), completionStartTime: z.string() })),
})
const DAY_MS = 86_400_000

/** A demo gateway in a process of its own, as a real one would be. */
export class GatewayProcess {
  readonly url: string
  readonly adminKey: string
  readonly #process: ChildProcess

  private constructor(process: ChildProcess, address: z.infer<typeof Address>) {
    this.#process = process
    this.url = address.url
    this.adminKey = address.adminKey
  }

  static async start(options: Omit<DemoGatewayOptions, 'now'>): Promise<GatewayProcess> {
    const script = join(import.meta.dirname, '../helpers/demo-gateway-process.ts')
    const child = spawn(process.execPath, [script, JSON.stringify(options)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const [line]: unknown[] = await once(createInterface(child.stdout), 'line')
    return new GatewayProcess(child, Address.parse(JSON.parse(String(line))))
  }

  /** When the gateway had written the last text of its newest answer, in ms since 1970 by the gateway's log. */
  async lastEnd(): Promise<number> {
    const range = new URLSearchParams({
      start_date: secondOf(Date.now() - DAY_MS),
      end_date: secondOf(Date.now() + DAY_MS),
      page_size: '1',
    })
    const answer = await fetch(`${this.url}/spend/logs/ui?${range.toString()}`, {
      headers: { authorization: `Bearer ${this.adminKey}` },
    })
    const [newest] = LogPage.parse(await answer.json()).data
    if (!newest) throw new Error('The gateway has logged no call.')
    return Date.parse(newest.endTime)
  }

  async stop(): Promise<void> {
    const gone = once(this.#process, 'exit')
    this.#process.stdin?.end()
    await gone
  }
}

/** A time as LiteLLM's log routes take it, in UTC. */
function secondOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
}
