import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { hashSources } from '../../../build/app-build.mjs'

test('changes with a name or a byte of the sources, and with nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-hash-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const hash = () => hashSources(folder, ['src', 'package.json', 'absent'])
  mkdirSync(join(folder, 'src', 'inner'), { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{}')
  writeFileSync(join(folder, 'src', 'inner', 'a.ts'), 'one')
  const before = hash()

  utimesSync(join(folder, 'package.json'), 1, 1)
  writeFileSync(join(folder, 'unrelated.txt'), 'x')
  expect(hash()).toBe(before)

  writeFileSync(join(folder, 'src', 'inner', 'a.ts'), 'two')
  const edited = hash()
  writeFileSync(join(folder, 'src', 'inner', 'a.ts'), 'one')
  writeFileSync(join(folder, 'src', 'b.ts'), '')
  const added = hash()
  expect(new Set([before, edited, added]).size).toBe(3)
})
