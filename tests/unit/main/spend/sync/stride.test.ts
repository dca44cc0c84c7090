import { describe, expect, it } from 'vitest'

import { FIRST_STRETCH_MS, Stride } from '#main/spend/sync/stride.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const NOW = 1_000 * DAY_MS

/** The length of the next stretch of a gap without a beginning, in ms. */
function nextLength(stride: Stride): number {
  const { from, to } = stride.begin({ from: 0, to: NOW })
  return to - from
}

/** Reads a stretch that has so many rows. */
function read(stride: Stride, rows: number): void {
  nextLength(stride)
  stride.add(rows)
  stride.end()
}

describe('Stride', () => {
  it('begins at the newest end of a gap, and never before its beginning', () => {
    const stride = new Stride(() => 100)
    expect(stride.begin({ from: 0, to: NOW })).toEqual({ from: NOW - FIRST_STRETCH_MS, to: NOW })
    expect(stride.begin({ from: NOW - 5, to: NOW })).toEqual({ from: NOW - 5, to: NOW })
  })

  it('goes for a few pages at once', () => {
    const stride = new Stride(() => 100)
    read(stride, 800)
    expect(nextLength(stride)).toBe(FIRST_STRETCH_MS / 2)
    read(stride, 200)
    expect(nextLength(stride)).toBe(FIRST_STRETCH_MS)
  })

  it('grows fourfold at the most where nothing is, up to 60 days', () => {
    const stride = new Stride(() => 100)
    read(stride, 0)
    expect(nextLength(stride)).toBe(4 * FIRST_STRETCH_MS)
    for (let times = 0; times < 10; times += 1) read(stride, 0)
    expect(nextLength(stride)).toBe(60 * DAY_MS)
  })

  it('shrinks to a quarter at the most where much is, down to a minute', () => {
    const stride = new Stride(() => 100)
    read(stride, 1_000_000)
    expect(nextLength(stride)).toBe(FIRST_STRETCH_MS / 4)
    for (let times = 0; times < 10; times += 1) read(stride, 1_000_000)
    expect(nextLength(stride)).toBe(MINUTE_MS)
  })

  it('knows whether the stretch under way had rows', () => {
    const stride = new Stride(() => 100)
    nextLength(stride)
    expect(stride.isEmpty).toBe(true)
    stride.add(3)
    expect(stride.isEmpty).toBe(false)
    nextLength(stride)
    expect(stride.isEmpty).toBe(true)
  })

  it('asks less of a gateway that fails, and more again with every answer', () => {
    const stride = new Stride(() => 200)
    stride.shrink()
    expect([stride.pageSize, nextLength(stride)]).toEqual([100, FIRST_STRETCH_MS / 4])
    for (let times = 0; times < 10; times += 1) stride.shrink()
    expect([stride.pageSize, nextLength(stride)]).toEqual([25, MINUTE_MS])
    const sizes = [1, 2, 3, 4].map(() => {
      stride.grow()
      return stride.pageSize
    })
    expect(sizes).toEqual([50, 100, 200, 200])
  })

  it('follows a gateway that turns out to give smaller pages', () => {
    let most = 500
    const stride = new Stride(() => most)
    expect(stride.pageSize).toBe(500)
    most = 100
    expect(stride.pageSize).toBe(100)
  })

  it('begins anew with another log', () => {
    const stride = new Stride(() => 100)
    read(stride, 0)
    stride.reset()
    expect(nextLength(stride)).toBe(FIRST_STRETCH_MS)
  })
})
