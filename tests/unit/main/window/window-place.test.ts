import { describe, expect, it } from 'vitest'

import { placeFor } from '../../../../src-main/window/window-place.ts'

const SCREEN = { x: 0, y: 0, width: 1600, height: 1000 }

describe('placeFor', () => {
  it('opens where the window was', () => {
    const place = { x: 100, y: 50, width: 1000, height: 700, isMaximised: false }
    expect(placeFor(place, [SCREEN])).toEqual({ x: 100, y: 50, width: 1000, height: 700 })
  })

  it('forgets a place on a screen that is gone', () => {
    const place = { x: 3000, y: 50, width: 1000, height: 700, isMaximised: false }
    expect(placeFor(place, [SCREEN])).toEqual({ width: 1180, height: 780 })
  })

  it('fits a small screen', () => {
    expect(placeFor(null, [{ x: 0, y: 0, width: 900, height: 600 }])).toEqual({ width: 900, height: 600 })
  })
})
