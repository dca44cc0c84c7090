import { describe, expect, it } from 'vitest'

import { isChatOver } from '../../../../../src-renderer/features/quick-chat/put-aside.ts'

const MINUTE_MS = 60_000

describe('isChatOver', () => {
  it('lets a chat rest after a while, so that the next question begins a new one', () => {
    expect(isChatOver({ hiddenMs: 11 * MINUTE_MS, isRunning: false, hasDraft: false })).toBe(true)
    expect(isChatOver({ hiddenMs: 9 * MINUTE_MS, isRunning: false, hasDraft: false })).toBe(false)
  })

  it('keeps what is being answered, and what was typed', () => {
    expect(isChatOver({ hiddenMs: 600 * MINUTE_MS, isRunning: true, hasDraft: false })).toBe(false)
    expect(isChatOver({ hiddenMs: 600 * MINUTE_MS, isRunning: false, hasDraft: true })).toBe(false)
  })
})
