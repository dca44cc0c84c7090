import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { createFrameQueue } from '../../../../../src-renderer/features/chat/frame-queue.ts'

describe('createFrameQueue', () => {
  let frames: Map<number, () => void>
  beforeEach(() => {
    frames = new Map()
    let handle = 0
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => {
      frames.set((handle += 1), callback)
      return handle
    })
    vi.stubGlobal('cancelAnimationFrame', (asked: number) => frames.delete(asked))
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  const paint = () => {
    const due = [...frames.values()]
    frames.clear()
    for (const frame of due) frame()
  }

  it('hands over the first at once, then what a frame brought together, in order', () => {
    const batches: (readonly number[])[] = []
    const queue = createFrameQueue<number>((items) => batches.push(items))
    queue.push(1)
    queue.push(2)
    queue.push(3)
    expect(batches).toEqual([[1]])
    paint()
    queue.push(4)
    expect(batches).toEqual([[1], [2, 3]])
    paint()
    paint()
    queue.push(5)
    expect(batches).toEqual([[1], [2, 3], [4], [5]])
  })

  it('delivers after a while where no frames are painted, and not twice', () => {
    const batches: (readonly number[])[] = []
    const queue = createFrameQueue<number>((items) => batches.push(items))
    queue.push(1)
    queue.push(2)
    vi.advanceTimersByTime(250)
    paint()
    expect(batches).toEqual([[1], [2]])
  })

  it('drops what waits when stopped', () => {
    const batches: (readonly number[])[] = []
    const queue = createFrameQueue<number>((items) => batches.push(items))
    queue.push(1)
    queue.push(2)
    queue.stop()
    paint()
    vi.runAllTimers()
    expect(batches).toEqual([[1]])
  })
})
