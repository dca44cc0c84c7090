import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { hideSecrets, SecretMarkError, showSecrets } from '#main/config-file/hidden-secrets.ts'
import { yamlFormat } from '#main/config-file/yaml-format.ts'
import { secretMarkPattern } from '#shared/secret-mark.ts'
import { readYamlDocument } from '#shared/yaml-document/yaml-document.ts'

const config = `# old key: sk-oldoldoldold1234
model_list:
  - model_name: a
    litellm_params:
      model: openai/gpt-4o   # not secret
      api_key: plain-secret-0123456789abcdef
      max_tokens: 4096
      vertex_credentials: |
        {"private": "key"}
        second line
  - model_name: b
    litellm_params: {model: x/y, api_key: "quoted \\"secret\\" 99", extra_headers: {x-team: 'blue''s team'}}
  - model_name: c
    litellm_params: {model: x/z, api_key: os.environ/OPENAI_API_KEY}
environment_variables:
  PLAIN: not-for-the-window
router_settings:
  redis_password: 123456
general_settings:
  master_key: sk-master-1234
  database_url: "postgresql://user:hunter2@db:5432/litellm"
`
const secrets = [
  'sk-oldoldoldold1234',
  'plain-secret-0123456789abcdef',
  'private',
  'second line',
  'quoted',
  'blue',
  'not-for-the-window',
  '123456',
  'sk-master-1234',
  'hunter2',
]

function hide(text: string) {
  return hideSecrets(text, yamlFormat)
}

describe('secrets of a YAML text', () => {
  test('are hidden wherever they stand, and nothing else is', () => {
    const { text } = hide(config)
    for (const secret of secrets) expect(text).not.toContain(secret)
    expect(text.replaceAll(secretMarkPattern(), '‹›')).toBe(`# old key: ‹›
model_list:
  - model_name: a
    litellm_params:
      model: openai/gpt-4o   # not secret
      api_key: ‹›
      max_tokens: 4096
      vertex_credentials: |
        ‹›
  - model_name: b
    litellm_params: {model: x/y, api_key: "‹›", extra_headers: {x-team: '‹›'}}
  - model_name: c
    litellm_params: {model: x/z, api_key: os.environ/OPENAI_API_KEY}
environment_variables:
  PLAIN: ‹›
router_settings:
  redis_password: ‹›
general_settings:
  master_key: ‹›
  database_url: "postgresql://‹›@db:5432/litellm"
`)
  })

  test('come back byte for byte', () => {
    const { text, marks } = hide(config)
    expect(showSecrets(text, marks, yamlFormat)).toBe(config)
    const shape = readYamlDocument(text).value
    expect(Object.keys(shape as object)).toEqual(Object.keys(readYamlDocument(config).value as object))
  })

  test('mean the same wherever their marks are moved', () => {
    const { text, marks } = hide(config)
    const [block, quoted] = [/\|\n +(‹.*›)/, /api_key: "(‹.*›)"/].map(
      (pattern) => pattern.exec(text)?.[1] ?? '',
    )
    const moved = `a: '${quoted}'\nb: ${quoted}\nc: [${quoted}, "${quoted}"]\nd: "${block}"\n`
    const value = 'quoted "secret" 99'
    expect(readYamlDocument(showSecrets(moved, marks, yamlFormat)).value).toEqual({
      a: value,
      b: value,
      c: [value, value],
      d: '{"private": "key"}\nsecond line',
    })
    const deeper = `x:\n    z: |\n            ${block}\n`
    expect(readYamlDocument(showSecrets(deeper, marks, yamlFormat)).value).toEqual({
      x: { z: '{"private": "key"}\nsecond line\n' },
    })
  })

  test('are refused when their marks are damaged or of another text', () => {
    const { text, marks } = hide(config)
    expect(() => showSecrets(text.replace('‹hidden', 'hidden'), marks, yamlFormat)).toThrow(SecretMarkError)
    expect(() => showSecrets('a: ‹hidden 00000000›\n', marks, yamlFormat)).toThrow(SecretMarkError)
  })

  test('are hidden in a broken text too', () => {
    for (const broken of [
      `${config}\t- : ][ "\n`,
      config.replace('model_list:', 'model_list'),
      config.replace('"quoted', 'quoted'),
      config.replaceAll(':\n', '\n'),
      config.slice(0, -10),
      config.replace('  - model_name: b', '   - model_name: b'),
    ]) {
      const { text, marks } = hide(broken)
      for (const secret of [
        'sk-oldoldoldold1234',
        'plain-secret-0123456789abcdef',
        'sk-master-1234',
        'hunter2',
      ])
        expect(text).not.toContain(secret)
      expect(showSecrets(text, marks, yamlFormat)).toBe(broken)
    }
  })

  test.each([
    // Broken, and whole once marks stand in it.
    `master_key:'api_key: # api_key: \r\n "`,
    // A block whose first line stands further left than the next.
    `master_key:: |\n " "'*a \t\r\n  sk-abcdefgh1234token ---\n`,
  ])('come back as they were in %j', (text) => {
    const { text: hidden, marks } = hide(text)
    expect(showSecrets(hidden, marks, yamlFormat)).toBe(text)
  })

  test('never leave a text, whatever it is, and always come back', () => {
    const pieces = fc.constantFrom(
      'api_key: ',
      'master_key:',
      ' "',
      "'",
      '|\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ', ',
      '\n',
      '# ',
      ': ',
      '&a ',
      '*a ',
      '!x ',
      '---\n',
      '\t',
      'sk-abcdefgh1234',
      'token ',
      '\r\n',
      'model: a/b ',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        const text = parts.join('')
        const { text: hidden, marks } = hide(text)
        expect(hidden).not.toContain('sk-abcdefgh1234')
        expect(showSecrets(hidden, marks, yamlFormat)).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })
})
