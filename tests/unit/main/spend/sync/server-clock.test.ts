import { describe, expect, it } from 'vitest'

import { ServerClock } from '#main/spend/sync/server-clock.ts'

const NOW = 1_700_000_000_000

describe('ServerClock', () => {
  it('is taken for ours until the gateway answered', () => {
    const clock = new ServerClock(() => NOW)
    expect([clock.aheadMs, clock.now, clock.settledTo]).toEqual([null, NOW, NOW - 30_000])
  })

  it('goes by the middle between question and answer, and of the whole second it is told', () => {
    const clock = new ServerClock(() => NOW)
    clock.hear(NOW + 60_000, NOW - 400, NOW)
    expect([clock.aheadMs, clock.now, clock.settledTo]).toEqual([60_700, NOW + 60_700, NOW + 30_700])
    clock.hear(NOW - 90_000, NOW, NOW)
    expect(clock.aheadMs).toBe(-89_500)
  })

  it('is ours where it differs by less than it tells', () => {
    const clock = new ServerClock(() => NOW)
    clock.hear(NOW, NOW, NOW)
    expect(clock.aheadMs).toBe(0)
  })

  it('stays as it was known when an answer tells no time, and is ours when none ever did', () => {
    const clock = new ServerClock(() => NOW)
    clock.hear(null, NOW, NOW)
    expect(clock.aheadMs).toBe(0)
    clock.hear(NOW + 5_000, NOW, NOW)
    clock.hear(null, NOW, NOW)
    expect(clock.aheadMs).toBe(5_500)
  })
})
