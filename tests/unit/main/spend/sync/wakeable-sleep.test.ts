import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { WakeableSleep } from '#main/spend/sync/wakeable-sleep.ts'

describe('WakeableSleep', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('ends by itself', async () => {
    const rest = new WakeableSleep()
    const slept = rest.sleep(50)
    await vi.advanceTimersByTimeAsync(50)
    await expect(slept).resolves.toBeUndefined()
  })

  it('ends when woken, and leaves no timer behind', async () => {
    const rest = new WakeableSleep()
    const slept = rest.sleep(60_000)
    rest.wake()
    await expect(slept).resolves.toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('waits for that alone without an end', async () => {
    const rest = new WakeableSleep()
    let hasEnded = false
    const slept = rest.sleep(Infinity).then(() => (hasEnded = true))
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(hasEnded).toBe(false)
    rest.wake()
    await slept
    expect(hasEnded).toBe(true)
  })

  it('does not keep a call for later', async () => {
    const rest = new WakeableSleep()
    rest.wake()
    let hasEnded = false
    const slept = rest.sleep(10).then(() => (hasEnded = true))
    await vi.advanceTimersByTimeAsync(9)
    expect(hasEnded).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await slept
  })
})
