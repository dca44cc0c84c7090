import { expect, test } from 'vitest'

import { ServerPages } from '#main/spend/server-pages.ts'
import { LogSource } from '#main/spend/sync/log-source.ts'
import { noFilter, type SpendPageRequest } from '#shared/spend-query.ts'

import { startTestGateway } from '../../../helpers/demo-gateway.ts'

const newest: SpendPageRequest = {
  gatewayId: 'gateway',
  filter: noFilter,
  sort: { column: 'time', direction: 'descending' },
  offset: 0,
  limit: 50,
}

/** A gateway's pages, and over how many hours it was asked for each. */
async function pagesOf(pastCalls: number, pastDays: number) {
  const gateway = await startTestGateway({ isNewer: true, pastCalls, pastDays, spendLogDelayMs: 0 })
  const source = new LogSource(() => ({ baseUrl: gateway.url, key: gateway.adminKey }))
  const hours = (): number[] =>
    gateway.requests.map(({ path }) => {
      const query = new URL(path, gateway.url).searchParams
      const moment = (name: string): number => Date.parse(`${query.get(name)?.replace(' ', 'T')}Z`)
      return Math.round((moment('end_date') - moment('start_date')) / 3_600_000)
    })
  return { pages: new ServerPages(source, new AbortController().signal), hours }
}

test('a busy gateway is asked for the last hour alone', async () => {
  const { pages, hours } = await pagesOf(400_000, 3)
  const page = await pages.page(newest)
  expect(page?.entries).toHaveLength(50)
  expect(page).toMatchObject({ isTotalCapped: true })
  // The stretch reaches a day ahead, for rows of a clock that is fast.
  expect(hours()).toEqual([25])
})

test('a quiet one is asked for more, until the page is full or everything was asked for', async () => {
  const { pages, hours } = await pagesOf(60, 30)
  const page = await pages.page(newest)
  expect(page).toMatchObject({ total: 60, isTotalCapped: false })
  expect(page?.entries).toHaveLength(50)
  expect(hours().slice(0, 2)).toEqual([25, 48])
  expect(hours()).toHaveLength(3)
})

test('a short range is asked for as it is', async () => {
  const { pages, hours } = await pagesOf(400_000, 3)
  const from = new Date(Date.now() - 1_800_000).toISOString()
  const page = await pages.page({ ...newest, filter: { ...noFilter, from, to: new Date().toISOString() } })
  expect(page).toMatchObject({ isTotalCapped: false })
  expect(hours()).toEqual([1])
})
