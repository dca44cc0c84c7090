import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { SpendFileStore } from '#main/spend/spend-file.ts'
import type { SpendView } from '#shared/spend.ts'

import { temporaryFolder } from '../../../helpers/temporary-folder.ts'

const view: SpendView = {
  id: 'one',
  name: 'Failures of this week',
  range: { type: 'last', unit: 'day', count: 7 },
  filter: { choices: { status: { isExcluded: false, values: ['failure'] } }, bounds: {}, text: '' },
  sort: { column: 'time', direction: 'descending' },
  groupBy: null,
  columns: [{ column: 'time', width: 120 }],
  stackBy: 'model',
}

test('views are there at the next start, in the order they were made', () => {
  const path = join(temporaryFolder(), 'spend', 'spend.json')
  const store = new SpendFileStore(path)
  expect(store.views).toEqual([])
  store.saveView(view)
  store.saveView({ ...view, id: 'two' })
  expect(store.saveView({ ...view, name: 'Renamed' })).toMatchObject([{ name: 'Renamed' }, { id: 'two' }])
  expect(new SpendFileStore(path).views.map(({ id }) => id)).toEqual(['one', 'two'])
  expect(store.removeView('one').map(({ id }) => id)).toEqual(['two'])
  expect(new SpendFileStore(path).views).toHaveLength(1)
})

test('the same is not told twice, not even after a start', () => {
  const path = join(temporaryFolder(), 'spend.json')
  const store = new SpendFileStore(path)
  expect([store.mark('a'), store.mark('a'), store.mark('b')]).toEqual([true, false, true])
  expect(new SpendFileStore(path).mark('a')).toBe(false)
})

test('a file that cannot be read is kept beside', () => {
  const folder = temporaryFolder()
  const path = join(folder, 'spend.json')
  writeFileSync(path, '{"version":1,"views":[{}]')
  const store = new SpendFileStore(path)
  expect(store.views).toEqual([])
  expect(existsSync(`${path}.broken`)).toBe(true)
  store.saveView(view)
  expect(readdirSync(folder).sort()).toEqual(['spend.json', 'spend.json.broken'])
})
