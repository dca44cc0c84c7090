import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createQuietSaver } from '../../../../../src-renderer/features/chat/quiet-saver.ts'

describe('createQuietSaver', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('saves the newest value once typing pauses for as long as that value asks', () => {
    const saved: string[] = []
    const saver = createQuietSaver<string>(
      (value) => saved.push(value),
      (value) => (value === 'heavy' ? 3000 : 400),
    )
    saver.changed('a')
    vi.advanceTimersByTime(399)
    saver.changed('ab')
    vi.advanceTimersByTime(399)
    expect(saved).toEqual([])
    vi.advanceTimersByTime(1)
    saver.changed('heavy')
    vi.advanceTimersByTime(2999)
    expect(saved).toEqual(['ab'])
    vi.advanceTimersByTime(1)
    expect(saved).toEqual(['ab', 'heavy'])
  })

  it('saves every so often while typing does not pause', () => {
    const saved: string[] = []
    const saver = createQuietSaver<string>(
      (value) => saved.push(value),
      () => 400,
    )
    for (let typed = 1; typed <= 25; typed += 1) {
      saver.changed('x'.repeat(typed))
      vi.advanceTimersByTime(100)
    }
    expect(saved).toEqual(['x'.repeat(20)])
  })

  it('saves at once when asked to, and only what is not saved yet', () => {
    const saved: string[] = []
    const saver = createQuietSaver<string>(
      (value) => saved.push(value),
      () => 400,
    )
    saver.flush()
    saver.changed('a')
    saver.flush()
    saver.flush()
    vi.runAllTimers()
    expect(saved).toEqual(['a'])
  })
})
