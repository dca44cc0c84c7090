import { join } from 'node:path'

import fc from 'fast-check'
import { expect, it } from 'vitest'

import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { editYamlText } from '#shared/yaml-document/edit-yaml-text.ts'
import { readYamlDocument } from '#shared/yaml-document/yaml-document.ts'

import { ownFolder } from '../litellm/places.ts'
import { preparePython, Unavailable } from '../litellm/python-environment.ts'
import { runProgram } from '../litellm/run-program.ts'

const words = [
  'y Y n yes Yes NO on Off true TRUE tRue ~ null Null NULL',
  '0 00 010 08 0o7 1_000 +1 0x1F 0b11 1:30 0:30 -12',
  '1.5 .5 +.5 5. . 1e3 1e-7 1.0e-7 1.5e3 1.5E+3 .5e-3 1.2.3 os.environ/A',
].flatMap((line) => line.split(' '))

/** What PyYAML makes of texts, in their order; each in a list, null where it fails. */
async function readByPython(texts: readonly string[]): Promise<([ConfigValue] | null)[]> {
  const { python } = await preparePython()
  const { status, output } = await runProgram(python, [join(ownFolder, 'read-yaml.py')], {
    input: JSON.stringify(texts),
  })
  if (status !== 0) throw new Error(output.slice(-4000))
  return JSON.parse(output)
}

it('is read and written as PyYAML reads it', async ({ skip }) => {
  const value: fc.Arbitrary<ConfigValue> = fc.letrec<{ value: ConfigValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 2 },
      fc.constantFrom<ConfigValue>(
        ...words,
        '=',
        '<<',
        ' x',
        '# a',
        'a: b',
        'two\nlines',
        '- a',
        '',
        "it's",
        true,
        null,
        3,
        0.25,
        1e-7,
        1e21,
      ),
      fc.string({ unit: 'binary-ascii', maxLength: 6 }).filter((text) => !/[^\t\n\x20-\x7e]/.test(text)),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('model', 'y', '010', 'a b', 'x:y'), tie('value'), { maxKeys: 3 }),
    ),
  })).value
  const values = fc.sample(value, { numRuns: 600, seed: 7 })
  const written = values.map((added) =>
    editYamlText('a: 1  # kept\n', [{ type: 'set', path: ['b'], value: added }]),
  )
  let read
  try {
    read = await readByPython([...words.map((word) => `a: ${word}\n`), ...written])
  } catch (cause) {
    if (cause instanceof Unavailable) return skip(cause.message)
    throw cause
  }
  for (const [index, word] of words.entries()) {
    expect([word, readYamlDocument(`a: ${word}\n`).value]).toEqual([word, read[index]?.[0]])
  }
  for (const [index, added] of values.entries()) {
    expect(read[words.length + index]).toEqual([{ a: 1, b: added }])
  }
}, 300_000)
