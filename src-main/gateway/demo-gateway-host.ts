import type { DemoGateway } from '../demo-gateway/demo-gateway.ts'
import type { GatewayAddress } from './gateway-client.ts'

/**
 * Runs the built-in demo gateway while Litedesk runs; started at first need, since most users never want it. It answers as
 * the newest LiteLLM the conformance suite holds it to, and has some past calls to show.
 */
export class DemoGatewayHost {
  #running: Promise<DemoGateway> | null = null

  /** Starts it unless it runs. The port and the key are new every time. */
  async start(): Promise<GatewayAddress> {
    this.#running ??= import('../demo-gateway/demo-gateway.ts').then((module) =>
      module.startDemoGateway({ isNewer: true, pastCalls: 6000, pastDays: 60 }),
    )
    const demo = await this.#running
    return { baseUrl: demo.url, key: demo.adminKey }
  }

  async stop(): Promise<void> {
    const running = this.#running
    this.#running = null
    if (running) await (await running).close()
  }
}
