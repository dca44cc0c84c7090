import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'

import { AppFailure, appError } from '#shared/app-error.ts'
import { BillingWatch, type BillingParts } from '#main/spend/billing-watch.ts'
import type { OwnBill } from '#main/spend/own-call.ts'

import { startTestGateway } from '../../../helpers/demo-gateway.ts'
import { sampleCall } from '../../../helpers/sample-calls.ts'

let bills: OwnBill[]
let lost: string[]

beforeEach(() => {
  bills = []
  lost = []
})
afterEach(() => vi.useRealTimers())

function startWatch(parts: Partial<BillingParts>): BillingWatch {
  const watch = new BillingWatch({
    address: async () => {
      throw new AppFailure(appError('refused', 'Nobody listens.'))
    },
    billed: (found) => bills.push(...found),
    gaveUp: (ids) => lost.push(...ids),
    pausesFor: () => [1, 1, 1],
    ...parts,
  })
  onTestFinished(() => watch.stop())
  return watch
}

function freshCall(id: string, fields = {}) {
  return sampleCall(id, { startedAt: new Date().toISOString(), ...fields })
}

test('looks again when the row is not there yet, and gives up in the end', async () => {
  const gateway = await startTestGateway({ isNewer: true })
  const watch = startWatch({ address: async () => ({ baseUrl: gateway.url, key: gateway.adminKey }) })
  watch.watch(freshCall('one'))
  await expect.poll(() => lost).toEqual(['one'])
  expect(bills).toEqual([])
  const asked = gateway.requests.filter(({ path }) => path.includes('chatcmpl-one'))
  expect(asked).toHaveLength(3)
})

test('asks one question at a time', async () => {
  const gateway = await startTestGateway({ isNewer: true })
  let open = 0
  let most = 0
  gateway.faults.inject({ effect: { delayMs: 10 } })
  const received = async (path: RegExp): Promise<void> => {
    const { ended } = await gateway.received(path)
    open += 1
    most = Math.max(most, open)
    await ended
    open -= 1
  }
  const seen = Promise.all([received(/chatcmpl-one/), received(/chatcmpl-two/)])
  const watch = startWatch({
    address: async () => ({ baseUrl: gateway.url, key: gateway.adminKey }),
    pausesFor: () => [1],
  })
  watch.watch(freshCall('one'))
  watch.watch(freshCall('two', { gatewayId: 'another' }))
  await seen
  await expect.poll(() => lost.toSorted()).toEqual(['one', 'two'])
  expect(most).toBe(1)
})

test('does not ask a gateway again that refused, until its key may be another', async () => {
  const gateway = await startTestGateway({ isNewer: true })
  const watch = startWatch({ address: async () => ({ baseUrl: gateway.url, key: gateway.plainKey }) })
  watch.watch(freshCall('one'))
  await expect.poll(() => lost).toEqual(['one'])
  expect(watch.begins('gateway')).toBe('unavailable')
  expect(gateway.requests).toHaveLength(1)
  watch.trust('gateway')
  expect(watch.begins('gateway')).toBe('pending')
})

test('a gateway that is away is tried again', async () => {
  let tries = 0
  const watch = startWatch({
    address: async () => {
      tries += 1
      throw new AppFailure(appError('refused', 'Nobody listens.'))
    },
  })
  watch.watch(freshCall('one'))
  await expect.poll(() => lost).toEqual(['one'])
  expect(tries).toBe(3)
})

test('a call of the day before yesterday is not waited for', () => {
  const watch = startWatch({})
  watch.watch(sampleCall('old', { startedAt: new Date(Date.now() - 2 * 86_400_000).toISOString() }))
  expect(lost).toEqual(['old'])
})

test('waits seconds at first, then ever longer', async () => {
  vi.useFakeTimers()
  const times: number[] = []
  const start = Date.now()
  const watch = new BillingWatch({
    address: async () => {
      times.push(Math.round((Date.now() - start) / 1000))
      throw new AppFailure(appError('refused', 'Nobody listens.'))
    },
    billed: () => undefined,
    gaveUp: (ids) => lost.push(...ids),
  })
  watch.watch(freshCall('one'))
  await vi.advanceTimersByTimeAsync(2 * 3_600_000)
  expect(times.slice(0, 4)).toEqual([12, 27, 57, 117])
  expect(lost).toEqual(['one'])
  await watch.stop()
})
