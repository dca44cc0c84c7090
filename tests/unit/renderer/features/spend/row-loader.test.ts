import { beforeEach, describe, expect, it } from 'vitest'

import { appError } from '#shared/app-error.ts'
import { noFilter, type SpendPage, type SpendPageRequest } from '#shared/spend-query.ts'
import {
  createRowLoader,
  type LoadedRows,
  noRows,
  PAGE_ROWS,
  placeOf,
  rowAt,
  type RowLoader,
  type RowQuestion,
} from '../../../../../src-renderer/features/spend/row-loader.ts'
import { sampleLog, samplePage } from '../../../../helpers/sample-spend.ts'

interface Asked {
  readonly input: SpendPageRequest
  readonly answer: (page: SpendPage) => Promise<void>
  readonly refuse: () => Promise<void>
}

let asked: Asked[]
let rows: LoadedRows
let loader: RowLoader

beforeEach(() => {
  asked = []
  rows = noRows
  loader = createRowLoader({
    request: (input) =>
      new Promise((resolve, reject) => {
        asked.push({
          input,
          answer: async (page) => {
            resolve(page)
            await turn()
          },
          refuse: async () => {
            reject(new Error('refused'))
            await turn()
          },
        })
      }),
    errorOf: () => appError('refused', 'The gateway refused.'),
    changed: (next) => {
      rows = next
    },
  })
})

const turn = () => new Promise((resolve) => setTimeout(resolve))
const question = (text: string): RowQuestion => ({
  gatewayId: 'gateway',
  filter: { ...noFilter, text },
  sort: { column: 'time', direction: 'descending' },
})
/** A page whose rows are named by their place among `total`, counted from `start`. */
const page = (number: number, total: number, start = 0): SpendPage =>
  samplePage(
    Array.from({ length: Math.max(0, Math.min(PAGE_ROWS, total - number * PAGE_ROWS)) }, (_, index) =>
      sampleLog({ id: `row-${String(start + number * PAGE_ROWS + index)}` }),
    ),
    number * PAGE_ROWS,
    total,
  )
const offsets = () => asked.map(({ input }) => input.offset)

describe('a question', () => {
  it('asks for its beginning alone, then for the page after it', async () => {
    loader.ask(question('a'))
    expect(rows.isAwaited).toBe(true)
    expect(offsets()).toEqual([0])
    await asked[0]?.answer(page(0, 1000))
    expect(rows).toMatchObject({ total: 1000, isAwaited: false, question: 1 })
    expect(rowAt(rows, 42)?.id).toBe('row-42')
    expect(offsets()).toEqual([0, PAGE_ROWS])
  })

  it('that was overtaken is never shown', async () => {
    loader.ask(question('a'))
    loader.ask(question('b'))
    await asked[1]?.answer(page(0, 2))
    await asked[0]?.answer(page(0, 500))
    expect([rows.total, rows.question]).toEqual([2, 1])
  })

  it('leaves the former rows on show until it is answered', async () => {
    loader.ask(question('a'))
    await asked[0]?.answer(page(0, 1))
    loader.ask(question('b'))
    expect([rows.total, rows.isAwaited]).toEqual([1, true])
  })
})

describe('rows in sight', () => {
  beforeEach(async () => {
    loader.ask(question('a'))
    await asked[0]?.answer(page(0, 100_000))
    await asked[1]?.answer(page(1, 100_000))
    asked.length = 0
  })

  it('are asked for page by page, two requests at once', () => {
    loader.see(5050, 5310)
    expect(offsets()).toEqual([5050, 5100])
  })

  it('are asked for where the view is now, not where it flew by', async () => {
    loader.see(20_000, 20_030)
    loader.see(60_000, 60_030)
    await asked[0]?.answer(page(20_000 / PAGE_ROWS, 100_000))
    expect(offsets()[0]).toBe(20_000)
    expect(offsets()).toContain(60_000)
    expect(offsets()).not.toContain(20_000 - PAGE_ROWS)
  })

  it('stay few however far one scrolls', async () => {
    for (let number = 2; number < 200; number += 1) {
      loader.see(number * PAGE_ROWS, number * PAGE_ROWS + 30)
      for (const { input, answer } of asked.splice(0)) await answer(page(input.offset / PAGE_ROWS, 100_000))
    }
    expect(rows.pages.size).toBeLessThanOrEqual(80)
    expect(rowAt(rows, 199 * PAGE_ROWS)?.id).toBe(`row-${String(199 * PAGE_ROWS)}`)
  })
})

describe('newer data', () => {
  beforeEach(async () => {
    loader.ask(question('a'))
    await asked[0]?.answer(page(0, 1000))
    await asked[1]?.answer(page(1, 1000))
    asked.length = 0
  })

  it('replaces what is in sight in one go, and the rest is asked for when it is wanted', async () => {
    loader.see(40, 70)
    for (const { input, answer } of asked.splice(0)) await answer(page(input.offset / PAGE_ROWS, 1000))
    loader.askAnew(question('a'))
    expect(offsets()).toEqual([0, PAGE_ROWS])
    await asked[0]?.answer(page(0, 1001, 7000))
    expect(rowAt(rows, 0)?.id).toBe('row-0')
    await asked[1]?.answer(page(1, 1001, 7000))
    expect([rowAt(rows, 0)?.id, rows.total, rows.question]).toEqual(['row-7000', 1001, 1])
  })

  it('tells how far it pushed down what is in sight', async () => {
    loader.see(60, 90)
    for (const { input, answer } of asked.splice(0)) await answer(page(input.offset / PAGE_ROWS, 1000))
    loader.askAnew(question('a'))
    await asked[0]?.answer(page(1, 1003, -3))
    expect(rows.shift).toEqual({ rows: 3, count: 1 })
    expect(placeOf(rows, 'row-60')).toBe(63)
  })

  it('leaves a view at the top at the top', async () => {
    loader.see(0, 30)
    loader.askAnew(question('a'))
    await asked[0]?.answer(page(0, 1003, -3))
    expect(rows.shift).toEqual({ rows: 0, count: 0 })
  })

  it('that comes while it is asked for is asked for afterwards, once', async () => {
    loader.askAnew(question('a'))
    loader.askAnew(question('a'))
    loader.askAnew(question('a'))
    expect(offsets()).toEqual([0])
    await asked[0]?.answer(page(0, 1001))
    expect(offsets().filter((offset) => offset === 0)).toHaveLength(2)
  })
})

describe('a failure', () => {
  it('is told and waits to be tried again', async () => {
    loader.ask(question('a'))
    await asked[0]?.refuse()
    expect(rows.error?.message).toBe('The gateway refused.')
    loader.see(0, 10)
    expect(asked).toHaveLength(1)
    loader.retry()
    expect(offsets()).toEqual([0, 0])
    await asked[1]?.answer(page(0, 5))
    expect([rows.total, rows.error]).toEqual([5, null])
  })

  it('of newer data leaves the rows on show', async () => {
    loader.ask(question('a'))
    await asked[0]?.answer(page(0, 5))
    loader.askAnew(question('a'))
    await asked[1]?.refuse()
    expect([rows.total, rows.error?.kind]).toEqual([5, 'refused'])
    loader.askAnew(question('a'))
    await asked[2]?.answer(page(0, 6))
    expect([rows.total, rows.error]).toEqual([6, null])
  })
})

it('forgets everything, and drops what is on its way', async () => {
  loader.ask(question('a'))
  loader.clear()
  await asked[0]?.answer(page(0, 5))
  expect(rows.total).toBeNull()
})
