import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { Mirror } from '#main/spend/mirror/mirror.ts'

import { fillMirror, generatedHistory } from '../../../../helpers/spend-rows.ts'
import { temporaryFolder } from '../../../../helpers/temporary-folder.ts'

test('goes on writing with the little memory it has while nobody looks', async () => {
  const mirror = await Mirror.open(join(temporaryFolder(), 'spend.duckdb'))
  onTestFinished(() => mirror.close())
  await mirror.setInUse(false)
  await fillMirror(mirror, generatedHistory(40_000))
  expect(await mirror.count({ from: 0, to: Date.now() })).toBe(40_000)
})
