import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { quickChatPlace, quickChatSize } from '../../../../src-main/quick-chat/quick-chat-place.ts'

const SCREEN = { x: 0, y: 0, width: 1600, height: 1000 }

describe('the place of the quick chat', () => {
  it('is in the middle of the screen, a little above', () => {
    expect(quickChatPlace({ width: 640, height: 420 }, SCREEN)).toEqual({
      x: 480,
      y: 232,
      width: 640,
      height: 420,
    })
  })

  it('lies on the screen it is for, whatever size it was given there', () => {
    const coordinate = fc.integer({ min: -8000, max: 8000 })
    const length = fc.integer({ min: 300, max: 8000 })
    const screens = fc.record({ x: coordinate, y: coordinate, width: length, height: length })
    fc.assert(
      fc.property(screens, fc.record({ width: length, height: length }), (screen, size) => {
        const place = quickChatPlace(size, screen)
        expect(place.x).toBeGreaterThanOrEqual(screen.x)
        expect(place.y).toBeGreaterThanOrEqual(screen.y)
        expect(place.x + place.width).toBeLessThanOrEqual(screen.x + screen.width)
        expect(place.y + place.height).toBeLessThanOrEqual(screen.y + screen.height)
      }),
    )
  })

  it('grows with the text, up to the screen', () => {
    expect(quickChatSize(100, SCREEN)).toEqual({ width: 640, height: 420 })
    expect(quickChatSize(150, SCREEN)).toEqual({ width: 960, height: 630 })
    expect(quickChatSize(200, { x: 0, y: 0, width: 1024, height: 600 })).toEqual({ width: 992, height: 568 })
  })
})
