import { afterEach, expect, onTestFinished, test, vi } from 'vitest'

import { Duck, rowsOf } from '#main/spend/mirror/duck.ts'

async function openDuck(): Promise<Duck> {
  const duck = await Duck.open(':memory:')
  onTestFinished(() => duck.close())
  return duck
}

test('a question that needs more memory than there is gets more, once, and gives it back', async () => {
  const duck = await openDuck()
  await duck.setMemory(24)
  const sql = "SELECT len(list(repeat('x', 100) || i)) FROM range(300000) AS numbers (i)"
  const own = await duck.connect()
  onTestFinished(() => own.closeSync())
  await expect(own.run(sql)).rejects.toThrow('Out of Memory')
  expect(await duck.rows({ sql, parameters: [] })).toEqual([[300_000n]])
  const apart = await duck.apart((connection) => rowsOf(connection, { sql, parameters: [] }))
  expect(apart).toEqual([[300_000n]])
  const [limit] = await duck.rows({ sql: "SELECT current_setting('memory_limit')", parameters: [] })
  expect(limit).toEqual(['22.8 MiB'])
})

afterEach(() => {
  vi.useRealTimers()
})

test('gives memory back while nobody asks, and has it again for the next question', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const duck = await openDuck()
  await duck.setMemory(200)
  const statement = { sql: "SELECT current_setting('memory_limit')", parameters: [] }
  expect(await duck.rows(statement)).toEqual([['190.7 MiB']])
  const aside = await duck.connect()
  onTestFinished(() => aside.closeSync())
  await vi.advanceTimersByTimeAsync(10_000)
  await vi.waitFor(async () => expect(await rowsOf(aside, statement)).toEqual([['30.5 MiB']]))
  expect(await duck.rows(statement)).toEqual([['190.7 MiB']])
})

test('statements of one reading see the same data, whatever is written meanwhile', async () => {
  const duck = await openDuck()
  await duck.writer.run('CREATE TABLE t AS SELECT 1 AS x')
  const count = { sql: 'SELECT count(*) FROM t', parameters: [] }
  const seen = await duck.read(async (connection) => {
    const before = await rowsOf(connection, count)
    await duck.writer.run('INSERT INTO t VALUES (2)')
    return [before, await rowsOf(connection, count)]
  })
  expect(seen).toEqual([[[1n]], [[1n]]])
  expect(await duck.rows(count)).toEqual([[2n]])
})

test('a question that fails leaves the next one alone', async () => {
  const duck = await openDuck()
  await expect(
    duck.read((connection) => rowsOf(connection, { sql: 'SELECT nope', parameters: [] })),
  ).rejects.toThrow('nope')
  expect(await duck.rows({ sql: 'SELECT 1::BIGINT', parameters: [] })).toEqual([[1n]])
})

test('more questions than there are connections wait for each other', async () => {
  const duck = await openDuck()
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      duck.rows({ sql: 'SELECT ?::BIGINT', parameters: [BigInt(index)] }),
    ),
  )
  expect(answers.map(([row]) => row?.[0])).toEqual(Array.from({ length: 12 }, (_, index) => BigInt(index)))
})
