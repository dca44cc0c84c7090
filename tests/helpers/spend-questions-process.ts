/**
 * A program that opens a mirror of spend logs, asks what a viewer asks, and prints how long each took, in ms, and how much
 * memory it came to, in bytes. Arguments: the mirror's file, how often to ask, a folder for exports.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'

import { readFacets } from '#main/spend/mirror/facets.ts'
import { readGroups } from '#main/spend/mirror/groups.ts'
import { Exports } from '#main/spend/mirror/exports.ts'
import { Mirror } from '#main/spend/mirror/mirror.ts'
import { Pages } from '#main/spend/mirror/page.ts'
import { readSeries } from '#main/spend/mirror/series.ts'
import { noFilter, type SpendFilter, type SpendMeasure, type SpendSort } from '#shared/spend-query.ts'

const [, , path = '', times = '3', folder = ''] = process.argv
const runs = Number(times)
const timeZone = 'Europe/Berlin'

const openedAt = performance.now()
const mirror = await Mirror.open(path)
const openMs = performance.now() - openedAt
await mirror.setInUse(true)
const memoryBefore = process.memoryUsage.rss()
const pages = new Pages(mirror, () => mirror.generation)

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** Each question so often as asked for; a first time for each is left out, as the view has asked something before. */
async function all(questions: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const found: number[] = []
  for (const question of questions) {
    await question()
    for (let run = 0; run < runs; run += 1) found.push(await timed(question))
  }
  return found
}

const keys = await readFacets(mirror, 'gateway', 'key', { filter: noFilter, search: '', limit: 5 })
const choose = (dimension: string, ...values: string[]): SpendFilter => ({
  ...noFilter,
  choices: { [dimension]: { isExcluded: false, values } },
})
const newestFirst: SpendSort = { column: 'time', direction: 'descending' }
const page =
  (filter: SpendFilter, sort: SpendSort = newestFirst, offset = 0) =>
  async () =>
    Promise.all([
      pages.rows('gateway', { filter, sort }, { offset, limit: 60 }),
      pages.count('gateway', filter),
    ])
const by = (name: 'model' | 'key' | 'user' | 'team' | 'day' | 'hour', measures: SpendMeasure[]) => async () =>
  readGroups(mirror, 'gateway', {
    filter: noFilter,
    by: name,
    timeZone,
    measures,
    sort: { by: 'cost', direction: 'descending' },
    offset: 0,
    limit: 100,
  })
const sums: SpendMeasure[] = ['calls', 'failures', 'cost', 'inputTokens', 'outputTokens']

const sorts = (['cost', 'durationMs', 'inputTokens', 'model', 'key'] as const).map((column) =>
  page(noFilter, { column, direction: 'descending' }),
)
const filters = [
  choose('model', 'gpt-4o'),
  choose('key', keys.facets[2]?.value ?? ''),
  choose('status', 'failure'),
  choose('tag', 'prod'),
  { ...noFilter, text: 'rate limit' },
  { ...noFilter, bounds: { cost: { min: 0.05, max: null } } },
].map((filter) => page(filter))

const exported = join(folder, 'rows.csv')
async function exportRows(): Promise<number> {
  const start = performance.now()
  await new Promise<void>((resolve, reject) => {
    const exports = new Exports(mirror, ({ state, error }) => {
      if (state === 'done') resolve()
      if (state === 'failed') reject(new Error(error?.details ?? 'failed'))
    })
    const columns = [
      'time',
      'model',
      'key',
      'user',
      'inputTokens',
      'outputTokens',
      'cost',
      'durationMs',
      'status',
    ] as const
    void exports.start(
      'gateway',
      {
        exportId: 'bench',
        gatewayId: 'bench',
        filter: noFilter,
        format: 'csv',
        what: { type: 'rows', sort: newestFirst, columns: [...columns] },
      },
      exported,
    )
  })
  return performance.now() - start
}

const report = {
  openMs,
  newest: await all([page(noFilter)]),
  pages: await all([...filters, ...sorts]),
  sums: await all([
    by('model', sums),
    by('key', sums),
    by('user', sums),
    by('team', sums),
    by('day', sums),
    by('hour', sums),
  ]),
  percentiles: await all([by('model', [...sums, 'durationP95']), by('day', [...sums, 'durationP95'])]),
  charts: await all([
    async () =>
      readSeries(mirror, 'gateway', {
        filter: noFilter,
        step: null,
        timeZone,
        measures: ['cost', 'calls'],
        stackBy: 'model',
        top: 8,
      }),
  ]),
  deep: await all([
    page(noFilter, { column: 'cost', direction: 'descending' }, Math.floor(mirror.rowCount / 2)),
  ]),
  memoryBytes: Math.max(process.memoryUsage.rss() - memoryBefore, 0),
  exportMs: await exportRows(),
}
rmSync(exported, { force: true })
await mirror.close()
process.stdout.write(`${JSON.stringify(report)}\n`)
