import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'

import type { ConfigEdit } from '../../../../src-shared/config-document/config-edit.ts'
import { editConfigText } from '../../../../src-shared/config-document/edit-config-text.ts'

const folder = join(import.meta.dirname, '../../../fixtures/golden/config-document')

describe('the golden config files', () => {
  it.each(readdirSync(folder))('%s is edited byte for byte as expected', (name) => {
    const text = (file: string) => readFileSync(join(folder, name, file), 'utf8')
    const edits = JSON5.parse<ConfigEdit[]>(text('edits.json5'))
    expect(editConfigText(text('input.json5'), edits)).toBe(text('expected.json5'))
  })
})
