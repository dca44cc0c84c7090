import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import Big from 'big.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { Exports } from '#main/spend/mirror/exports.ts'
import { Mirror } from '#main/spend/mirror/mirror.ts'
import { usdOf } from '#main/spend/pico-usd.ts'
import type { ExportFormat, SpendExportProgress, SpendExportRequest } from '#shared/spend.ts'
import { noFilter, SpendColumn } from '#shared/spend-query.ts'

import { entriesOf, fillMirror, generatedHistory } from '../../../../helpers/spend-rows.ts'
import { temporaryFolder } from '../../../../helpers/temporary-folder.ts'

const history = generatedHistory(900)
const entries = entriesOf(history)
let mirror: Mirror
let folder: string

beforeAll(async () => {
  mirror = await Mirror.open(':memory:')
  await fillMirror(mirror, history)
})
afterAll(() => mirror.close())
beforeEach(() => {
  folder = temporaryFolder()
})

/** Exports, and answers with the last thing that was told. */
async function exported(
  name: string,
  request: Partial<SpendExportRequest>,
  after: (exports: Exports) => void = () => undefined,
): Promise<SpendExportProgress> {
  return new Promise((resolve) => {
    const exports = new Exports(mirror, (progress) => {
      if (progress.state !== 'running') resolve(progress)
    })
    const sort = { column: 'time', direction: 'descending' } as const
    const whole: SpendExportRequest = {
      exportId: 'one',
      gatewayId: 'g',
      filter: noFilter,
      format: 'csv',
      what: { type: 'rows', sort, columns: SpendColumn.options },
      ...request,
    }
    void exports.start('gateway', whole, join(folder, name)).then(() => after(exports))
  })
}

test.each<ExportFormat>(['csv', 'json', 'parquet'])(
  '%s holds every row, its money to the last digit',
  async (format) => {
    const name = `it's “all”.${format}`
    const { state, rowsDone, error } = await exported(name, { format })
    expect([state, rowsDone, error]).toEqual(['done', entries.length, null])
    const file = join(folder, name).replaceAll("'", "''")
    const rows = await mirror.duck.rows({
      sql: `SELECT requestId::VARCHAR, cost::VARCHAR, sessionId::VARCHAR, status, inputTokens::INTEGER,
        ${format === 'csv' ? 'tags' : "array_to_string(tags, ', ')"}
      FROM '${file}'`,
      parameters: [],
    })
    const expected = entries
      .toReversed()
      .map((entry) => [
        entry.id,
        usdOf(entry.cost),
        entry.sessionId,
        entry.hasFailed ? 'failure' : 'success',
        entry.inputTokens,
        entry.tags.length === 0 ? null : entry.tags.join(', '),
      ])
    const plain = rows.map(([id, cost, ...rest]) => [id, new Big(String(cost)).toFixed(), ...rest])
    const byId = (left: readonly unknown[], right: readonly unknown[]): number =>
      String(left[0]) < String(right[0]) ? -1 : 1
    expect(plain.toSorted(byId)).toEqual(expected.toSorted(byId))
  },
)

test('has only the columns on show, in their order, and the times in UTC', async () => {
  const sort = { column: 'cost', direction: 'descending' } as const
  await exported('few.csv', { what: { type: 'rows', sort, columns: ['cost', 'time'] } })
  const [head, first = ''] = readFileSync(join(folder, 'few.csv'), 'utf8').split('\n')
  expect(head).toBe('cost,time,requestId')
  const dearest = entries.toSorted((left, right) => Number(right.cost - left.cost))[0]
  expect(first.split(',')).toEqual([
    usdOf(dearest?.cost ?? 0n),
    new Date(dearest?.timeMs ?? 0).toISOString(),
    dearest?.id,
  ])
})

test('groups are written like rows', async () => {
  const { rowsTotal } = await exported('groups.json', {
    format: 'json',
    what: {
      type: 'groups',
      by: 'model',
      timeZone: 'UTC',
      measures: ['calls', 'cost'],
      sort: { by: 'calls', direction: 'descending' },
    },
  })
  const groups: unknown = JSON.parse(readFileSync(join(folder, 'groups.json'), 'utf8'))
  const counts = Map.groupBy(entries, ({ model }) => model)
  expect(rowsTotal).toBe(counts.size)
  expect(groups).toEqual(
    [...counts]
      .toSorted(([, left], [, right]) => right.length - left.length)
      .map(([model, rows]) => ({
        key: model,
        label: model,
        cost: usdOf(rows.reduce((sum, { cost }) => sum + cost, 0n)),
        calls: rows.length,
      })),
  )
})

test('one that is cancelled, or cannot be written, leaves no file', async () => {
  const cancelled = await exported('cancelled.csv', {}, (exports) => exports.cancel('one'))
  expect(cancelled.state).toBe('cancelled')
  const failed = await exported('missing-folder/rows.csv', {})
  expect(failed).toMatchObject({ state: 'failed', error: { kind: 'storage-failed' } })
  expect(readdirSync(folder)).toEqual([])
})
