import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { applyEdit } from '#shared/config-document/apply-edits.ts'
import type { ConfigEdit, ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'
import { ConfigEditError } from '#shared/config-document/config-edit-error.ts'
import { isConfigArray, isConfigObject } from '#shared/config-document/config-value.ts'
import { editYamlText } from '#shared/yaml-document/edit-yaml-text.ts'
import { readYamlDocument } from '#shared/yaml-document/yaml-document.ts'

const config = `# The proxy of the team
model_list:
  # the strong one
  - model_name: strong   # public
    litellm_params:
      model: "openai/gpt-4o"
      api_key: os.environ/OPENAI_API_KEY
      rpm:      60
  - model_name: cheap
    litellm_params: {model: openai/gpt-4o-mini, api_key: 'os.environ/OPENAI_API_KEY'}

  # unused for now
  - litellm_params:
      model: anthropic/claude
    model_name: other

litellm_settings:
  fallbacks: [{"strong": ["cheap"]}]   # keep
  drop_params: true

general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
`

describe('an edit of a YAML text', () => {
  test('replaces a scalar in its own quotes and spacing', () => {
    expect(
      diff([
        { type: 'set', path: ['model_list', 0, 'litellm_params', 'model'], value: 'openai/gpt-5' },
        { type: 'set', path: ['model_list', 0, 'litellm_params', 'rpm'], value: 90 },
      ]),
    ).toEqual([
      '-       model: "openai/gpt-4o"',
      '+       model: "openai/gpt-5"',
      '-       rpm:      60',
      '+       rpm:      90',
    ])
  })

  test('adds a member behind the last one', () => {
    expect(diff([{ type: 'set', path: ['litellm_settings', 'num_retries'], value: 3 }])).toEqual([
      '+   num_retries: 3',
    ])
    expect(diff([{ type: 'set', path: ['model_list', 1, 'litellm_params', 'timeout'], value: 30 }])).toEqual([
      "-     litellm_params: {model: openai/gpt-4o-mini, api_key: 'os.environ/OPENAI_API_KEY'}",
      "+     litellm_params: {model: openai/gpt-4o-mini, api_key: 'os.environ/OPENAI_API_KEY', timeout: 30}",
    ])
  })

  test('makes the sections that lead to a value', () => {
    expect(
      diff([{ type: 'set', path: ['router_settings', 'model_group_alias', 'gpt-4'], value: 'strong' }]),
    ).toEqual(['+ router_settings:', '+   model_group_alias:', '+     gpt-4: strong'])
  })

  test('takes an element out with the comment above it', () => {
    expect(diff([{ type: 'delete', path: ['model_list', 0] }])).toEqual([
      '-   # the strong one',
      '-   - model_name: strong   # public',
      '-     litellm_params:',
      '-       model: "openai/gpt-4o"',
      '-       api_key: os.environ/OPENAI_API_KEY',
      '-       rpm:      60',
    ])
  })

  test('takes out the member behind a dash, and the next takes its place', () => {
    expect(diff([{ type: 'delete', path: ['model_list', 2, 'litellm_params'] }])).toEqual([
      '-   - litellm_params:',
      '-       model: anthropic/claude',
      '-     model_name: other',
      '+   - model_name: other',
    ])
  })

  test('leaves brackets where the last member goes', () => {
    expect(diff([{ type: 'delete', path: ['general_settings', 'master_key'] }])).toEqual([
      '- general_settings:',
      '-   master_key: os.environ/LITELLM_MASTER_KEY',
      '+ general_settings: {}',
    ])
  })

  test('moves an element with its comment', () => {
    const moved = editYamlText(config, [{ type: 'move', path: ['model_list', 0], to: 1 }])
    expect(moved.split('\n').slice(1, 10)).toEqual([
      'model_list:',
      '  - model_name: cheap',
      "    litellm_params: {model: openai/gpt-4o-mini, api_key: 'os.environ/OPENAI_API_KEY'}",
      '  # the strong one',
      '  - model_name: strong   # public',
      '    litellm_params:',
      '      model: "openai/gpt-4o"',
      '      api_key: os.environ/OPENAI_API_KEY',
      '      rpm:      60',
    ])
  })

  test('changes one element of a list in brackets', () => {
    expect(
      diff([
        { type: 'set', path: ['litellm_settings', 'fallbacks', 0, 'strong'], value: ['cheap', 'other'] },
      ]),
    ).toEqual([
      '-   fallbacks: [{"strong": ["cheap"]}]   # keep',
      '+   fallbacks: [{"strong": ["cheap", other]}]   # keep',
    ])
  })

  test('writes numbers and words as PyYAML reads them', () => {
    const text = editYamlText('a: 1\n', [
      { type: 'set', path: ['price'], value: 1.5e-7 },
      { type: 'set', path: ['tiny'], value: 1e-7 },
      { type: 'set', path: ['yes'], value: 'on' },
      { type: 'set', path: ['sign'], value: '=' },
    ])
    expect(text).toBe('a: 1\nprice: 1.5e-7\ntiny: 1.0e-7\n"yes": "on"\nsign: "="\n')
  })

  test('keeps anchors and aliases, and refuses to change several places at once', () => {
    const shared = 'base: &base\n  rpm: 1\none:\n  <<: *base\n  tpm: 2\ntwo: *base\n'
    expect(editYamlText(shared, [{ type: 'set', path: ['one', 'rpm'], value: 5 }])).toBe(
      'base: &base\n  rpm: 1\none:\n  <<: *base\n  tpm: 2\n  rpm: 5\ntwo: *base\n',
    )
    expect(() => editYamlText(shared, [{ type: 'set', path: ['base', 'rpm'], value: 5 }])).toThrow(
      /anchor that is used at several places/,
    )
    expect(editYamlText(shared, [{ type: 'set', path: ['two', 'rpm'], value: 5 }])).toBe(
      'base: &base\n  rpm: 1\none:\n  <<: *base\n  tpm: 2\ntwo:\n  rpm: 5\n',
    )
  })

  test('refuses a key that is written twice', () => {
    expect(() => editYamlText('a: 1\na: 2\n', [{ type: 'set', path: ['a'], value: 3 }])).toThrow(
      ConfigEditError,
    )
  })

  test('begins in an empty text, and in one of comments', () => {
    const edits: ConfigEdit[] = [{ type: 'insert', path: ['model_list', 0], value: { model_name: 'a' } }]
    expect(editYamlText('', [{ type: 'set', path: ['model_list'], value: [{ model_name: 'a' }] }])).toBe(
      'model_list:\n  - model_name: a\n',
    )
    expect(editYamlText('# mine\nmodel_list: []  # none\n', edits)).toBe(
      '# mine\nmodel_list:  # none\n  - model_name: a\n',
    )
  })

  test('keeps Windows line ends and a missing last one', () => {
    expect(editYamlText('a: 1\r\nb:\r\n  - x', [{ type: 'insert', path: ['b', 1], value: 'z' }])).toBe(
      'a: 1\r\nb:\r\n  - x\r\n  - z',
    )
  })
})

/** The lines an edit takes away and adds. */
function diff(edits: readonly ConfigEdit[], text = config): string[] {
  const before = text.split('\n')
  const after = editYamlText(text, edits).split('\n')
  const result: string[] = []
  let at = 0
  for (const line of before) {
    const found = after.indexOf(line, at)
    const isKept =
      found !== -1 &&
      !before.slice(before.indexOf(line) + 1).some((later) => {
        const place = after.indexOf(later, at)
        return place !== -1 && place < found && later.trim() !== ''
      })
    if (!isKept) result.push(`- ${line}`)
    else {
      result.push(...after.slice(at, found).map((added) => `+ ${added}`))
      at = found + 1
    }
  }
  return [...result, ...after.slice(at).map((added) => `+ ${added}`)]
}

describe('any edit of any text', () => {
  const scalars = fc.oneof(
    fc.constantFrom(
      'openai/gpt-4o',
      'os.environ/KEY',
      'on',
      '1e3',
      '',
      ' x',
      'a: b',
      '# no',
      "it's",
      '"q"',
      'two\nlines',
      '<<',
      '=',
      '~',
      '0x1f',
      '2024-01-01',
      '1:30',
    ),
    fc.string({ maxLength: 8 }),
    fc.integer({ min: -5, max: 1e6 }),
    fc.constantFrom(1.5e-7, 0.25, 1e21, 1e-7),
    fc.boolean(),
    fc.constant(null),
  )
  const keys = fc.constantFrom(
    'model_name',
    'litellm_params',
    'model',
    'a b',
    'yes',
    '12',
    "o'k",
    'x:y',
    'rpm',
  )
  const { value: values } = fc.letrec<{ value: ConfigValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      scalars,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
    ),
  }))
  const documents = fc.dictionary(keys, values, { minKeys: 1, maxKeys: 4 })

  test('means what it should, and leaves every other line as it was', () => {
    let refused = 0
    let made = 0
    fc.assert(
      fc.property(documents, fc.infiniteStream(fc.nat(1000)), values, (value, numbers, added) => {
        const next = (limit: number): number => Number(numbers.next().value) % limit
        const text = written(value, next)
        const document = readYamlDocument(text)
        const edit = someEdit(document.value, next, added)
        const intended = applyEdit(document.value, edit)
        let edited
        try {
          edited = editYamlText(text, [edit])
        } catch (cause) {
          if (!(cause instanceof ConfigEditError)) throw cause
          refused += 1
          return
        }
        made += 1
        expect(readYamlDocument(edited).value).toEqual(intended)
        const [first, last] = touchableLines(text, edit)
        const lines = text.split(/(?<=\n)/)
        expect(edited.startsWith(lines.slice(0, first).join(''))).toBe(true)
        expect(edited.endsWith(lines.slice(last + 1).join(''))).toBe(true)
        for (const [, comment] of edited.matchAll(/# (kept\d+)/g)) expect(text).toContain(comment)
      }),
      { numRuns: 4000 },
    )
    expect(refused).toBeLessThan(made / 20)
  })
})

/** A text of a value in mixed styles, with comments and blank lines. */
function written(value: ConfigValue, next: (limit: number) => number): string {
  let comments = 0
  const comment = (pad: string): string => {
    comments += 1
    return `${pad}# kept${comments}\n`
  }
  const lines = (part: ConfigValue, pad: string): string => {
    if (isConfigObject(part) && Object.keys(part).length > 0 && next(5) > 0) {
      return Object.entries(part)
        .map(
          ([key, member]) =>
            `${next(4) === 0 ? comment(pad) : ''}${pad}${JSON.stringify(key)}:${below(member, pad)}`,
        )
        .join(next(4) === 0 ? '\n' : '')
    }
    if (isConfigArray(part) && part.length > 0 && next(5) > 0) {
      return part
        .map((element) => {
          const above = next(4) === 0 ? comment(pad) : ''
          if (isConfigObject(element) && Object.keys(element).length > 0) {
            const inner = lines(element, `${pad}  `)
            if (inner.startsWith(`${pad}  "`)) return `${above}${pad}- ${inner.slice(pad.length + 2)}`
          }
          return `${above}${pad}- ${JSON.stringify(element)}${next(5) === 0 ? '  # kept0' : ''}\n`
        })
        .join('')
    }
    return `${pad}${JSON.stringify(part)}\n`
  }
  const below = (member: ConfigValue, pad: string): string => {
    const isNested = typeof member === 'object' && member !== null
    if (isNested && next(3) > 0) return `${next(5) === 0 ? ' # kept0' : ''}\n${lines(member, `${pad}  `)}`
    return ` ${JSON.stringify(member)}${next(5) === 0 ? '   # kept0' : ''}\n`
  }
  return `# kept0\n${lines(value, '')}`
}

function pathsOf(value: ConfigValue, path: ConfigPath = []): ConfigPath[] {
  const inner = isConfigArray(value)
    ? value.flatMap((element, index) => pathsOf(element, [...path, index]))
    : isConfigObject(value)
      ? Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))
      : []
  return [path, ...inner]
}

function someEdit(value: ConfigValue, next: (limit: number) => number, added: ConfigValue): ConfigEdit {
  const paths = pathsOf(value).filter((path) => path.length > 0)
  const path = paths[next(paths.length)] ?? []
  const step = path.at(-1)
  switch (next(5)) {
    case 0:
      return { type: 'delete', path }
    case 1:
      return typeof step === 'number'
        ? { type: 'insert', path, value: added }
        : { type: 'set', path: [...path.slice(0, -1), 'fresh'], value: added }
    case 2:
      return typeof step === 'number'
        ? { type: 'move', path, to: 0 }
        : { type: 'rename', path, key: 'fresh key' }
    default:
      return { type: 'set', path, value: added }
  }
}

/** The first and last line an edit may touch: those of the item; of what holds it where items come, go and move. */
function touchableLines(text: string, edit: ConfigEdit): [number, number] {
  const document = readYamlDocument(text)
  const isWide = edit.type === 'move' || edit.type === 'delete' || edit.type === 'insert'
  const path = isWide || document.rangeOf(edit.path) === null ? edit.path.slice(0, -1) : edit.path
  const range = document.rangeOf(path)
  if (range === null || path.length === 0) return [0, text.split('\n').length]
  const lines = (offset: number): number => text.slice(0, offset).split('\n').length - 1
  const start = Math.min(range.key?.start ?? range.value.start, range.value.start)
  return [lines(start) - 1, lines(range.value.end) + 1]
}
