import { describe, expect, it } from 'vitest'

import { appError } from '#shared/app-error.ts'
import type { KeyPage } from '#shared/virtual-key.ts'
import { sampleKey } from '../../../../../helpers/sample-key.ts'
import {
  keyAt,
  keyReplaced,
  type KeyWish,
  newListing,
  nextRound,
  PAGE_SIZE,
  pageCame,
  pageFailed,
  pagesAsked,
  pagesWanted,
} from '../../../../../../src-renderer/features/gateway-place/keys/key-listing.ts'

const wish: KeyWish = {
  gatewayId: 'g',
  sort: { by: 'created', isDescending: true },
  filter: 'all',
  search: '',
}

/** A page of a list of `total` keys, whose hashes tell their places and `mark`. */
function page(number: number, total: number, mark = 'k'): KeyPage {
  const first = (number - 1) * PAGE_SIZE
  const count = Math.max(0, Math.min(PAGE_SIZE, total - first))
  return {
    keys: Array.from({ length: count }, (_, index) => sampleKey({ hash: `${mark}${String(first + index)}` })),
    total,
    page: number,
    pages: Math.ceil(total / PAGE_SIZE),
    from: 'gateway',
    readAt: '2026-11-24T12:00:00.000Z',
    isWhole: true,
  }
}

const opened = pageCame(pagesAsked(newListing(wish), [1]), 1, page(1, 10_000))

describe('a list of keys made of pages', () => {
  it('asks for the first page, then for those in sight, each once', () => {
    expect(pagesWanted(newListing(wish), 0, 0)).toEqual([1])
    expect(pagesWanted(opened, 0, 20)).toEqual([])
    expect(pagesWanted(opened, 190, 210)).toEqual([2, 3])
    expect(pagesWanted(pagesAsked(opened, [2, 3]), 190, 210)).toEqual([])
    expect(pagesWanted(opened, 9_990, 10_050)).toEqual([100])
  })

  it('knows a key by its place in the whole list', () => {
    const both = pageCame(opened, 1, page(3, 10_000))
    expect(keyAt(both, 99)?.hash).toBe('k99')
    expect(keyAt(both, 100)).toBeUndefined()
    expect(keyAt(both, 205)?.hash).toBe('k205')
  })

  it('keeps old pages until the first of a new round is there, then drops them all', () => {
    const next = nextRound(opened, { ...wish, search: 'web' })
    expect(keyAt(next, 5)?.hash).toBe('k5')
    expect(pagesWanted(next, 0, 20)).toEqual([1])
    const came = pageCame(next, 2, page(1, 3, 'w'))
    expect([came.total, keyAt(came, 0)?.hash, keyAt(came, 5)]).toEqual([3, 'w0', undefined])
  })

  it('ignores a page of an earlier round', () => {
    const next = nextRound(opened, wish)
    expect(pageCame(next, 1, page(2, 10_000))).toBe(next)
    expect(pageFailed(next, 1, 2, appError('internal', 'Late.'))).toBe(next)
  })

  it('shows nothing of another gateway', () => {
    const next = nextRound(opened, { ...wish, gatewayId: 'h' })
    expect([next.total, keyAt(next, 0)]).toEqual([null, undefined])
  })

  it('lets a page that failed be asked for again, and forgets the failure when one comes', () => {
    const error = appError('timed-out', 'No answer.')
    const failed = pageFailed(pagesAsked(opened, [2]), 1, 2, error)
    expect(failed.error).toBe(error)
    expect(pagesWanted(failed, 100, 120)).toEqual([2])
    expect(pageCame(failed, 1, page(2, 10_000)).error).toBeNull()
  })

  it('shows a changed key as it is now', () => {
    const changed = sampleKey({ hash: 'k7', isBlocked: true })
    const listing = keyReplaced(opened, changed)
    expect(keyAt(listing, 7)).toBe(changed)
    expect(keyAt(listing, 6)).toBe(keyAt(opened, 6))
  })
})
