import { join } from 'node:path'

import { onTestFinished } from 'vitest'

import { ConversationStore } from '#main/conversation/conversation-store.ts'
import type { GatewayAddress } from '#main/gateway/gateway-client.ts'
import { SpendService, type SpendParts } from '#main/spend/spend-service.ts'
import type { EventChannel } from '#shared/ipc/channels.ts'
import type { EventPayload } from '#shared/ipc/contract.ts'
import type { SpendTotals } from '#shared/spend.ts'

import { temporaryFolder } from './temporary-folder.ts'

const conversationWorker = new URL('../../src-main/conversation/conversation-worker.ts', import.meta.url)
const spendWorker = new URL('../../src-main/spend/spend-worker.ts', import.meta.url)

/** The gateway a test service knows. */
export const GATEWAY_ID = 'gateway'

/** Something main told every window. */
export type Told = { [Channel in EventChannel]: readonly [Channel, EventPayload<Channel>] }[EventChannel]

/** A service with a worker of its own, and what it told. */
export interface TestService {
  readonly service: SpendService
  readonly conversations: ConversationStore
  readonly told: readonly Told[]
  readonly totals: () => SpendTotals | null
  readonly notices: readonly string[]
  /** The first event of a channel that is so, told already or yet to come. */
  readonly heard: <Channel extends EventChannel>(
    channel: Channel,
    isSo?: (payload: EventPayload<Channel>) => boolean,
  ) => Promise<EventPayload<Channel>>
}

/** Starts Spend for one gateway; it ends with the running test. */
export function startSpend(address: GatewayAddress, parts: Partial<SpendParts> = {}): TestService {
  const folder = temporaryFolder()
  const conversations = ConversationStore.open({
    path: join(folder, 'conversations.db'),
    workerUrl: conversationWorker,
  })
  const told: Told[] = []
  const notices: string[] = []
  let totals: SpendTotals | null = null
  let waiting: ((event: Told) => boolean)[] = []
  const service = new SpendService({
    folder: join(folder, 'spend'),
    workerUrl: spendWorker,
    gateway: (id) => ({ id, name: 'Test', baseUrl: address.baseUrl, isDemo: false, key: { source: 'none' } }),
    address: async () => address,
    activeGatewayId: () => GATEWAY_ID,
    mayHaveLog: () => true,
    conversations,
    tell: (channel, payload) => {
      // The pair of a channel and its payload is one of the union, which TypeScript cannot follow through the index.
      const event = [channel, payload] as unknown as Told
      told.push(event)
      waiting = waiting.filter((take) => !take(event))
    },
    totalsChanged: (changed) => {
      totals = changed
    },
    notify: (text) => notices.push(text),
    ...parts,
  })
  onTestFinished(async () => {
    await service.stop()
    await conversations.close()
  })
  return {
    service,
    conversations,
    told,
    totals: () => totals,
    notices,
    heard: (channel, isSo = () => true) =>
      new Promise((resolve) => {
        const take = (event: Told): boolean => {
          if (event[0] !== channel) return false
          const payload = event[1] as EventPayload<typeof channel>
          if (!isSo(payload)) return false
          resolve(payload)
          return true
        }
        if (!told.some(take)) waiting.push(take)
      }),
  }
}
