import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import {
  isStuck,
  MAX_SCROLL_PX,
  placeAt,
  rowsInSight,
  rowsTopFor,
  scrolledTo,
  scrollHeight,
  settled,
} from '../../../../../src-renderer/features/spend/row-window.ts'

const short = { full: 1_000_000, view: 500 }
/** Ten million rows of 28 px. */
const endless = { full: 280_000_000, view: 500 }

it('leaves tables the browser can draw to the browser', () => {
  expect(scrollHeight(short)).toBe(1_000_000)
  expect(scrolledTo({ scrollTop: 0, rowsTop: 0 }, 900_000, short)).toEqual({
    scrollTop: 900_000,
    rowsTop: 900_000,
  })
})

describe('a table taller than a browser can draw', () => {
  it('is given a height the browser can draw', () => {
    expect(scrollHeight(endless)).toBe(MAX_SCROLL_PX)
  })

  it('moves as far as the wheel does', () => {
    expect(scrolledTo({ scrollTop: 1000, rowsTop: 50_000 }, 1100, endless)).toEqual({
      scrollTop: 1100,
      rowsTop: 50_100,
    })
  })

  it('reads a jump of the scrollbar as a part of the whole', () => {
    expect(scrolledTo({ scrollTop: 0, rowsTop: 0 }, (MAX_SCROLL_PX - 500) / 2, endless).rowsTop).toBe(
      (endless.full - endless.view) / 2,
    )
    expect(scrolledTo({ scrollTop: 0, rowsTop: 0 }, MAX_SCROLL_PX - 500, endless).rowsTop).toBe(
      endless.full - endless.view,
    )
  })

  it('is stuck where the scrollbar is at an end and the rows are not, and settles from there', () => {
    const place = scrolledTo({ scrollTop: 60, rowsTop: 60_000 }, 0, endless)
    expect(place).toEqual({ scrollTop: 0, rowsTop: 59_940 })
    expect(isStuck(place, endless)).toBe(true)
    expect(isStuck(settled(place, endless), endless)).toBe(false)
    expect(isStuck({ scrollTop: 0, rowsTop: 0 }, endless)).toBe(false)
    expect(isStuck({ scrollTop: MAX_SCROLL_PX - 500, rowsTop: 100 }, endless)).toBe(true)
  })

  it('keeps what is in sight when the scrollbar settles', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: endless.full, noNaN: true }), (rowsTop) => {
        const place = placeAt(rowsTop, endless)
        expect(settled(place, endless)).toEqual(place)
        expect(place.scrollTop).toBeGreaterThanOrEqual(0)
        expect(place.scrollTop).toBeLessThanOrEqual(MAX_SCROLL_PX - endless.view)
      }),
    )
  })

  it('never leaves its rows, however it is scrolled', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: MAX_SCROLL_PX - 500 }), { maxLength: 40 }), (tops) => {
        let place = { scrollTop: 0, rowsTop: 0 }
        for (const top of tops) {
          place = scrolledTo(place, top, endless)
          expect(place.rowsTop).toBeGreaterThanOrEqual(0)
          expect(place.rowsTop).toBeLessThanOrEqual(endless.full - endless.view)
        }
      }),
    )
  })
})

it('draws the rows in sight and a few beyond, and none that are not there', () => {
  expect(rowsInSight(280, 280, 28, 1000, 2)).toEqual({ first: 8, end: 22 })
  expect(rowsInSight(0, 280, 28, 3, 8)).toEqual({ first: 0, end: 3 })
  expect(rowsInSight(28_000, 280, 28, 3, 8)).toEqual({ first: 3, end: 3 })
})

it('brings a row into sight by the shortest way', () => {
  expect(rowsTopFor(5, 0, 280, 28)).toBe(0)
  expect(rowsTopFor(10, 0, 280, 28)).toBe(28)
  expect(rowsTopFor(2, 280, 280, 28)).toBe(56)
})
