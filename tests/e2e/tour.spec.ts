import { execFile } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

import { expect, test } from '@playwright/test'

const tour = resolve(import.meta.dirname, '../tour/tour.ts')

test('the tour goes through the main job and leaves a picture of each step', async () => {
  const info = test.info()
  const folder = info.outputPath('tour')
  const environment = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const { stdout } = await promisify(execFile)(process.execPath, [tour, folder], { env: environment })
  const pictures = await readdir(folder)
  expect(pictures.length).toBe(12)
  for (const picture of pictures) expect(stdout).toContain(picture)
})
