import { describe, expect, it } from 'vitest'

import { readModelsFile, withoutProvider } from '../../../../src-main/engine/models-file.ts'

const FILE = {
  providers: {
    litellm: { baseUrl: 'http://old', apiKey: 'sk-old', models: [{ id: 'a' }, { name: 'no id' }, 7] },
    bare: {},
    broken: 3,
  },
}

describe('readModelsFile', () => {
  it('tells providers with their addresses, keys and models', () => {
    expect(readModelsFile(JSON.stringify(FILE))).toEqual([
      { providerId: 'litellm', baseUrl: 'http://old', apiKey: 'sk-old', modelIds: ['a'] },
      { providerId: 'bare', baseUrl: null, apiKey: null, modelIds: [] },
    ])
  })

  it('finds nothing in a broken file', () => {
    for (const text of ['', '{', '[]', '{"providers":[]}']) expect(readModelsFile(text)).toEqual([])
  })
})

describe('withoutProvider', () => {
  it('takes one out and leaves the rest as it is written', () => {
    const text = '{\n  "providers": {\n    "litellm": { "baseUrl": "x" },\n    "other": {   }\n  }\n}\n'
    const next = withoutProvider(text, 'litellm')
    expect(JSON.parse(next)).toEqual({ providers: { other: {} } })
    expect(next).toContain('"other": {   }')
  })

  it('refuses a file that is not JSON', () => {
    expect(() => withoutProvider('{ providers: {} }', 'x')).toThrow(SyntaxError)
  })
})
