import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

import { describe, expect, onTestFinished, test } from 'vitest'

import type { FaultEffect } from '#main/demo-gateway/faults.ts'
import type { DemoGatewayOptions } from '#main/demo-gateway/options.ts'
import { Mirror } from '#main/spend/mirror/mirror.ts'
import { readLogRow } from '#main/spend/sync/log-row.ts'

import { startTestGateway, userMessages, type TestGateway } from '../helpers/demo-gateway.ts'
import { rowsOfMirror, startSync, type TestSync } from '../helpers/spend-sync.ts'
import { temporaryFolder } from '../helpers/temporary-folder.ts'

const syncer = fileURLToPath(new URL('../helpers/spend-syncer.ts', import.meta.url))

async function openMirror(path = ':memory:'): Promise<Mirror> {
  const mirror = await Mirror.open(path)
  onTestFinished(() => mirror.close())
  return mirror
}

async function sync(mirror: Mirror, gateway: TestGateway, now?: () => number): Promise<TestSync> {
  const started = await startSync(
    mirror,
    { baseUrl: gateway.url, key: gateway.adminKey },
    now === undefined ? {} : { now },
  )
  onTestFinished(() => started.sync.stop())
  return started
}

/** Copies everything there is. */
async function syncAll(mirror: Mirror, gateway: TestGateway, now?: () => number): Promise<TestSync> {
  const started = await sync(mirror, gateway, now)
  await started.sync.reach(null)
  await started.until(({ state }) => state === 'idle')
  return started
}

/** The gateway's whole log as it should be kept, newest first. */
async function wholeLog(gateway: TestGateway) {
  const { body } = await gateway.get('/spend/logs')
  const rows = Array.isArray(body) ? body.map(readLogRow).filter((entry) => entry !== null) : []
  return rows.toSorted((left, right) => right.timeMs - left.timeMs)
}

async function expectWhole(mirror: Mirror, gateway: TestGateway): Promise<void> {
  const [kept, whole] = [await rowsOfMirror(mirror), await wholeLog(gateway)]
  expect(kept.length).toBe(whole.length)
  const ids = (rows: typeof kept): string[] => rows.map(({ id }) => id).toSorted()
  expect(ids(kept)).toEqual(ids(whole))
  expect(mirror.rowCount).toBe(whole.length)
  const cost = (rows: typeof kept): bigint => rows.reduce((sum, row) => sum + row.cost, 0n)
  expect(cost(kept)).toBe(cost(whole))
}

async function logGateway(options: DemoGatewayOptions = {}): Promise<TestGateway> {
  return startTestGateway({ isNewer: true, pastCalls: 4000, pastDays: 40, ...options })
}

describe('a whole log', () => {
  test.each([true, false])(
    'is copied row by row, whether the gateway is newer (%s) or not',
    async (isNewer) => {
      const gateway = await logGateway({ isNewer })
      const mirror = await openMirror()
      const { states } = await syncAll(mirror, gateway)
      await expectWhole(mirror, gateway)
      expect(states).toEqual(['running', 'idle'])
      const asked = gateway.requests
        .map(({ path }) => path)
        .filter((path) => /^\/spend\/logs\/(v2|ui)/.test(path))
      expect(asked.every((path) => /[?&]page=1&/.test(path))).toBe(true)
      expect(asked.some((path) => !path.includes('start_date='))).toBe(false)
    },
  )

  test('is not copied twice: another start only looks for what is new', async () => {
    const gateway = await logGateway()
    const path = join(temporaryFolder(), 'spend.duckdb')
    const first = await Mirror.open(path)
    const { sync: synchroniser } = await syncAll(first, gateway)
    await synchroniser.stop()
    await first.close()
    const before = gateway.requests.length
    const second = await openMirror(path)
    await syncAll(second, gateway)
    await expectWhole(second, gateway)
    expect(gateway.requests.length - before).toBeLessThan(6)
  })

  test('tells how many rows are to come, and reaches back no further than asked', async () => {
    const gateway = await logGateway()
    const mirror = await openMirror()
    const { sync: synchroniser, until } = await sync(mirror, gateway)
    const since = Date.now() - 10 * 86_400_000
    const progress = until(({ rowsDone, rowsExpected }) => rowsDone > 0 && rowsExpected !== null)
    await synchroniser.reach(since)
    const { rowsExpected } = await progress
    await until(({ state }) => state === 'idle')
    const kept = await rowsOfMirror(mirror)
    expect(kept.at(-1)?.timeMs).toBeGreaterThanOrEqual(since)
    expect(kept).toHaveLength((await wholeLog(gateway)).filter(({ timeMs }) => timeMs >= since).length)
    // Daily figures hold the whole first day.
    expect(rowsExpected).toBeGreaterThanOrEqual(kept.length - 200)
    expect(synchroniser.reachesBeginning).toBe(false)
    expect(synchroniser.status.since).toBe(new Date(since).toISOString())
  })

  test('can be paused and goes on where it was', async () => {
    const gateway = await logGateway()
    const mirror = await openMirror()
    const { sync: synchroniser, until } = await sync(mirror, gateway)
    await synchroniser.reach(null)
    await until(({ rowsDone }) => rowsDone > 500)
    synchroniser.pause()
    await until(({ state }) => state === 'paused')
    expect(synchroniser.status.pausedBy).toBe('user')
    const asked = gateway.requests.length
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(gateway.requests.length - asked).toBeLessThanOrEqual(1)
    synchroniser.setBattery(true)
    synchroniser.resume()
    await until(({ state }) => state === 'idle')
    await expectWhole(mirror, gateway)
  })

  test('waits for mains power, unless told not to', async () => {
    const gateway = await logGateway()
    const mirror = await openMirror()
    const { sync: synchroniser, until } = await sync(mirror, gateway)
    synchroniser.setBattery(true)
    synchroniser.start()
    await until(({ pausedBy }) => pausedBy === 'battery')
    synchroniser.setBattery(false)
    await until(({ state }) => state === 'idle')
  })
})

describe('a gateway that misbehaves in the middle', () => {
  const faults: readonly [string, FaultEffect, string][] = [
    ['answers with a web page', { html: '<h1>502 Bad Gateway</h1>', status: 502 }, 'gateway-failed'],
    ['answers with a web page that says 200', { html: '<h1>Sign in</h1>', status: 200 }, 'not-litellm'],
    ['is refused by somebody in front of it', { html: '<h1>Forbidden</h1>', status: 403 }, 'forbidden'],
    [
      'fails',
      { status: 500, body: { error: { message: 'boom', type: 'None', code: '500' } } },
      'gateway-failed',
    ],
    ['hangs up', { cutAfterBytes: 2000 }, 'unreachable'],
    ['sends half of its JSON', { status: 200, html: '{"data":[{"request_id":' }, 'not-litellm'],
    ['sends another form', { status: 200, body: { rows: [] } }, 'gateway-failed'],
    ['loses rows', { status: 200, body: { data: [], total: 12, page: 1, page_size: 500 } }, 'gateway-failed'],
    ['asks for patience', { status: 429, headers: { 'retry-after': '0' }, body: {} }, 'rate-limited'],
    ['does not know its own key for a moment', { status: 401, html: 'nope' }, 'unauthorized'],
  ]
  test.each(faults)('and %s is told, and in the end nothing is missing', async (_what, effect, kind) => {
    const gateway = await logGateway({ pastCalls: 2000, pastDays: 10 })
    gateway.faults.inject({ match: { path: /spend\/logs\/v2/, nth: 3, times: 2 }, effect })
    const mirror = await openMirror()
    const { sync: synchroniser, until } = await sync(mirror, gateway)
    const waited = until(({ state }) => state === 'waiting')
    await synchroniser.reach(null)
    const { error, retryAt } = await waited
    expect(error?.kind).toBe(kind)
    expect(retryAt).not.toBeNull()
    await until(({ state }) => state === 'idle')
    expect(synchroniser.status.error).toBeNull()
    await expectWhole(mirror, gateway)
  })

  test('is asked for less when it is slow', async () => {
    const gateway = await logGateway({ pastCalls: 1000, pastDays: 3 })
    gateway.faults.inject({
      match: { path: /spend\/logs\/v2/, nth: 2, times: 2 },
      effect: { status: 504, html: 'Gateway Time-out' },
    })
    const mirror = await openMirror()
    await syncAll(mirror, gateway)
    const sizes = gateway.requests.map(({ path }) => Number(/page_size=(\d+)/.exec(path)?.[1] ?? 0))
    expect(sizes).toContain(125)
    expect(sizes.lastIndexOf(500)).toBeGreaterThan(sizes.indexOf(125))
    await expectWhole(mirror, gateway)
  })
})

describe('a gateway without rows to read', () => {
  test.each([
    ['has no database', { database: false }, 'no-database', 'admin'],
    ['knows the key as a plain one', {}, 'needs-admin-key', 'plain'],
  ] as const)('because it %s turns copying off', async (_why, options, hindrance, whose) => {
    const gateway = await startTestGateway({ isNewer: true, ...options })
    const mirror = await openMirror()
    const key = whose === 'admin' ? gateway.adminKey : gateway.plainKey
    const { sync: synchroniser, until } = await startSync(mirror, { baseUrl: gateway.url, key })
    onTestFinished(() => synchroniser.stop())
    synchroniser.start()
    await until(({ state }) => state === 'off')
    expect(synchroniser.hindrance).toBe(hindrance)
  })
})

describe('rows that are not there at once', () => {
  test('come with the next look', async () => {
    let now = Date.parse('2026-11-22T12:00:00Z')
    const gateway = await startTestGateway({
      isNewer: true,
      now: () => new Date(now),
      pastCalls: 300,
      pastDays: 2,
    })
    const mirror = await openMirror()
    const { look } = await syncAll(mirror, gateway, () => now)
    await gateway.post('/v1/chat/completions', { model: 'gpt-4o', messages: userMessages('echo: hi') })
    now += 10_000
    await look()
    expect(mirror.rowCount).toBe(301)
    await expectWhole(mirror, gateway)
  })

  test('are found by their count when they are older than the last look', async () => {
    let now = Date.parse('2026-11-22T12:00:00Z')
    // A row shows up twenty minutes after its call.
    const gateway = await startTestGateway({
      isNewer: true,
      now: () => new Date(now),
      pastCalls: 300,
      pastDays: 2,
      spendLogDelayMs: 20 * 60_000,
    })
    const mirror = await openMirror()
    const { look } = await syncAll(mirror, gateway, () => now)
    await gateway.post('/v1/chat/completions', { model: 'gpt-4o', messages: userMessages('echo: hi') })
    const counts: number[] = []
    for (const minutes of [10, 5, 10]) {
      now += minutes * 60_000
      await look()
      counts.push(mirror.rowCount)
    }
    expect(counts).toEqual([300, 300, 301])
  })

  test('are there when the gateway’s clock is ahead of ours', async () => {
    const ahead = 3 * 3_600_000
    const gateway = await startTestGateway({
      isNewer: true,
      now: () => new Date(Date.now() + ahead),
      pastCalls: 500,
      pastDays: 2,
    })
    const mirror = await openMirror()
    await syncAll(mirror, gateway)
    await expectWhole(mirror, gateway)
  })
})

test.each([700, 1700, 3300])(
  'a copy killed after %i rows has none twice, and goes on to have them all',
  async (rows) => {
    const gateway = await logGateway()
    const path = join(temporaryFolder(), 'spend.duckdb')
    await killAfter(rows, path, gateway)
    const mirror = await openMirror(path)
    const kept = await rowsOfMirror(mirror)
    expect(kept.length).toBeGreaterThanOrEqual(rows)
    expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length)
    // What it says it covers, it has.
    const whole = await wholeLog(gateway)
    for (const span of mirror.coverage) {
      const wanted = whole.filter(({ timeMs }) => timeMs >= span.from && timeMs < span.to)
      expect(await mirror.count(span)).toBe(wanted.length)
    }
    await syncAll(mirror, gateway)
    await expectWhole(mirror, gateway)
  },
)

/** Runs the syncer until it has so many rows, and kills it. */
async function killAfter(rows: number, path: string, gateway: TestGateway): Promise<void> {
  const child = spawn(process.execPath, [syncer, path, gateway.url, gateway.adminKey], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  for await (const line of createInterface({ input: child.stdout })) {
    if (Number(line) >= rows) child.kill('SIGKILL')
  }
  await ended
}
