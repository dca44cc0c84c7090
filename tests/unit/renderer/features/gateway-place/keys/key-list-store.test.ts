import { beforeEach, describe, expect, it, vi } from 'vitest'

import { success } from '#shared/result.ts'
import type { KeyPage, KeyQuery } from '#shared/virtual-key.ts'
import { sampleKey } from '../../../../../helpers/sample-key.ts'
import type * as KeyListStore from '../../../../../../src-renderer/features/gateway-place/keys/key-list-store.ts'

const TOTAL = 10_000

let store: typeof KeyListStore
let asked: KeyQuery[]

beforeEach(async () => {
  asked = []
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  vi.stubGlobal('window', {
    bridge: {
      request: async (_channel: string, query: KeyQuery) => {
        asked.push(query)
        return success(answer(query))
      },
    },
  })
  vi.resetModules()
  store = await import('../../../../../../src-renderer/features/gateway-place/keys/key-list-store.ts')
})

function answer({ page, size, search }: KeyQuery): KeyPage {
  const total = search === '' ? TOTAL : 1
  return {
    keys: Array.from({ length: Math.min(size, total) }, (_, index) =>
      sampleKey({ hash: `${search}${String((page - 1) * size + index)}` }),
    ),
    total,
    page,
    pages: Math.ceil(total / size),
    from: 'gateway',
    readAt: '2026-11-24T12:00:00.000Z',
    isWhole: true,
  }
}

async function answered(): Promise<void> {
  await vi.waitFor(() => expect(store.useKeyList.getState().listing?.total).not.toBeNull())
  await new Promise((resolve) => {
    setTimeout(resolve, 0)
  })
}

describe('the list of virtual keys', () => {
  it('reads only the pages in sight, of 100 keys each', async () => {
    store.keysOpened('g')
    await answered()
    store.rowsShown(5_020, 5_040)
    store.rowsShown(5_030, 5_050)
    await answered()
    expect(asked.map(({ page, size }) => [page, size])).toEqual([
      [1, 100],
      [51, 100],
    ])
  })

  it('begins at the first page again when it is ordered otherwise', async () => {
    store.keysOpened('g')
    await answered()
    store.rowsShown(5_020, 5_040)
    store.sortChosen({ by: 'spend', isDescending: true })
    await answered()
    expect(asked.at(-1)).toMatchObject({ page: 1, sort: { by: 'spend', isDescending: true } })
  })

  it('searches once the typing pauses', async () => {
    store.keysOpened('g')
    await answered()
    for (const text of ['w', 'we', 'web ']) store.searchTyped(text)
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    expect(asked.at(-1)).toMatchObject({ page: 1, search: 'web' })
  })

  it('reads what is in sight anew after a change, and closes nothing', async () => {
    store.keysOpened('g')
    await answered()
    store.rowsShown(5_020, 5_040)
    await answered()
    const key = sampleKey({ hash: '5021' })
    store.keyOpened(key)
    store.keysChanged()
    await answered()
    expect(asked.at(-1)).toMatchObject({ page: 51 })
    store.keyCame({ ...key, isBlocked: true })
    expect(store.useKeyList.getState().open?.isBlocked).toBe(true)
  })
})
