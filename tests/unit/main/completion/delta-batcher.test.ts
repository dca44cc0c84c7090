import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { DeltaBatcher, type Delta } from '../../../../src-main/completion/delta-batcher.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function text(content: string): Delta {
  return { content, reasoning: '' }
}

describe('DeltaBatcher', () => {
  it('passes the first piece at once and gathers the rest for about a frame', () => {
    const passed: string[] = []
    const batcher = new DeltaBatcher((delta) => passed.push(delta.content))
    batcher.add(text('a'))
    batcher.add(text('b'))
    batcher.add(text('c'))
    expect(passed).toEqual(['a'])
    vi.advanceTimersByTime(16)
    expect(passed).toEqual(['a', 'bc'])
  })

  it('loses and reorders nothing', () => {
    const step = fc.oneof(fc.string({ minLength: 1 }).map(text), fc.integer({ min: 1, max: 40 }))
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let passed = ''
        const batcher = new DeltaBatcher((delta) => (passed += delta.content))
        for (const one of steps) {
          if (typeof one === 'number') vi.advanceTimersByTime(one)
          else batcher.add(one)
        }
        batcher.flush()
        expect(passed).toBe(steps.map((one) => (typeof one === 'number' ? '' : one.content)).join(''))
      }),
    )
  })
})
