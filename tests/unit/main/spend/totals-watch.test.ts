import { afterEach, expect, test, vi } from 'vitest'

import { AppFailure, appError } from '#shared/app-error.ts'
import type { SpendTotals } from '#shared/spend.ts'
import type { OwnCall } from '#main/spend/own-call.ts'
import { TotalsWatch } from '#main/spend/totals-watch.ts'
import { sampleCall } from '../../../helpers/sample-calls.ts'

const nothing = { billed: '0', pending: '0', calls: 0 }
const ofEverybody: SpendTotals = {
  gatewayId: 'known',
  scope: 'everybody',
  today: { billed: '7', pending: '0', calls: 3 },
  last7Days: nothing,
  thisMonth: nothing,
}

let stop = (): void => undefined
afterEach(() => stop())

/** A watch of gateways that cannot be asked for their keys; of them, the worker knows `known`. */
function watchOf(calls: readonly OwnCall[], gateway: { id: string | null }) {
  const told: (SpendTotals | null)[] = []
  const asked: string[] = []
  const watch = new TotalsWatch({
    conversations: {
      async *ownCalls(gatewayId) {
        yield calls.filter((call) => call.gatewayId === gatewayId)
      },
    },
    worker: {
      call: async (name) => {
        asked.push(name)
        return ofEverybody
      },
    },
    isKnown: (gatewayId) => gatewayId === 'known',
    activeGatewayId: () => gateway.id,
    address: () => Promise.reject(new AppFailure(appError('key-missing', 'No key.'))),
    changed: (totals) => told.push(totals),
    due: () => undefined,
  })
  stop = () => watch.stop()
  return { watch, told, asked }
}

test('sums up what Litedesk itself sent while the worker does not know the gateway', async () => {
  const call = { startedAt: new Date().toISOString(), billing: 'billed', billed: '0.25' } as const
  const { watch, told, asked } = watchOf(
    [
      sampleCall('a', { ...call, gatewayId: 'new' }),
      sampleCall('b', { ...call, gatewayId: 'new' }),
      sampleCall('c', { ...call, gatewayId: 'other' }),
    ],
    { id: 'new' },
  )
  watch.look()
  await vi.waitFor(() =>
    expect(told).toMatchObject([
      { gatewayId: 'new', scope: 'litedesk', today: { billed: '0.5', pending: '0', calls: 2 } },
    ]),
  )
  expect(asked).toEqual([])
})

test('asks the worker about a gateway it knows', async () => {
  const { watch, told, asked } = watchOf([], { id: 'known' })
  watch.look()
  await vi.waitFor(() => expect(told).toEqual([ofEverybody]))
  expect(asked).toEqual(['totals'])
})

test('tells of none without a gateway', async () => {
  const { watch, told } = watchOf([], { id: null })
  watch.look()
  await vi.waitFor(() => expect(told).toEqual([null]))
})

test('keeps to itself what it hears of a gateway that is no longer in use', async () => {
  const gateway: { id: string | null } = { id: 'known' }
  const { watch, told, asked } = watchOf([], gateway)
  watch.look()
  gateway.id = 'new'
  await vi.waitFor(() => expect(asked).toEqual(['totals']))
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(told).toEqual([])
})

test('tells nothing any more once it was stopped', async () => {
  const { watch, told, asked } = watchOf([], { id: 'known' })
  watch.look()
  watch.stop()
  await vi.waitFor(() => expect(asked).toEqual(['totals']))
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(told).toEqual([])
})
