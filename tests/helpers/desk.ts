/** Fixtures for specs that start Litedesk themselves; whatever a test starts is stopped and removed after it. */
import { test as base } from '@playwright/test'

import { type DemoGateway, startDemoGateway } from '#main/demo-gateway/demo-gateway.ts'
import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'
import { type LaunchOptions, launchApp, removeUserData, type RunningApp } from './app.ts'
import { chatPage } from './chat-page.ts'
import { onboardingPage } from './onboarding-page.ts'

/** Pause between two deltas of a test's gateway, in ms: short, yet an answer still comes in pieces. */
const CHUNK_DELAY_MS = 2

/** Starts a gateway on loopback that answers fast. The caller closes it. */
export function startGateway(options: DemoGatewayOptions = {}): Promise<DemoGateway> {
  return startDemoGateway({
    chunkDelayMs: CHUNK_DELAY_MS,
    slowLatencyMs: 0,
    slowChunkDelayMs: CHUNK_DELAY_MS,
    ...options,
  })
}

/** Connects a first run to a gateway through the form, with its admin key unless another is given. */
export async function connectTo(
  { page }: RunningApp,
  gateway: DemoGateway,
  key = gateway.adminKey,
): Promise<void> {
  const onboarding = onboardingPage(page)
  await onboarding.enter({ address: gateway.url, key })
  await onboarding.connect.click()
  await chatPage(page).composer.waitFor()
}

/** Litedesk connected to a gateway of its own, for all tests of a file. */
export interface Desk extends RunningApp {
  readonly gateway: DemoGateway
  /** Quits, stops the gateway and removes the user-data folder. */
  close(): Promise<void>
}

/** Starts a gateway, and Litedesk connected to it. Call it before all tests of a file and `close` after them. */
export async function openDesk(
  options: LaunchOptions & { readonly gateway?: DemoGatewayOptions } = {},
): Promise<Desk> {
  const gateway = await startGateway(options.gateway)
  const app = await launchApp(options)
  await connectTo(app, gateway)
  return {
    ...app,
    gateway,
    close: async () => {
      await app.quit()
      await gateway.close()
      await removeUserData(app.userData)
    },
  }
}

interface Starters {
  /** Starts Litedesk. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>
  /** Starts a gateway. */
  readonly serve: (options?: DemoGatewayOptions) => Promise<DemoGateway>
}

/** Playwright's `test` with ways to start apps and gateways. */
export const test = base.extend<Starters>({
  launch: async ({ browserName: _browserName }, use) => {
    const started: RunningApp[] = []
    await use(async (options) => {
      const app = await launchApp(options)
      started.push(app)
      return app
    })
    for (const app of started) await app.quit()
    for (const { userData } of started) await removeUserData(userData)
  },
  serve: async ({ browserName: _browserName }, use) => {
    const started: DemoGateway[] = []
    await use(async (options) => {
      const gateway = await startGateway(options)
      started.push(gateway)
      return gateway
    })
    for (const gateway of started) await gateway.close()
  },
})
