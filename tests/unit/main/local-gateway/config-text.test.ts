import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'

import { configText } from '#main/local-gateway/config-text.ts'
import { readConfig } from '#main/local-gateway/config-reading.ts'

const Config = z.object({
  model_list: z.array(z.object({ model_name: z.string(), litellm_params: z.record(z.string(), z.string()) })),
})

describe('configText', () => {
  it('writes models with the names of their variables and never a key', () => {
    expect(
      configText([
        { model: 'openai/gpt-4o', name: 'gpt-4o', apiBase: null, variable: 'OPENAI_API_KEY' },
        { model: 'ollama_chat/*', name: 'local/*', apiBase: 'http://127.0.0.1:11434', variable: null },
      ]),
    ).toBe(
      [
        '# Written by Litedesk before each start from what is chosen in it; what is changed here is lost.',
        '# For a file of your own, copy this one and choose the copy in Litedesk.',
        'model_list:',
        '  - model_name: "gpt-4o"',
        '    litellm_params:',
        '      model: "openai/gpt-4o"',
        '      api_key: os.environ/OPENAI_API_KEY',
        '  - model_name: "local/*"',
        '    litellm_params:',
        '      model: "ollama_chat/*"',
        '      api_base: "http://127.0.0.1:11434"',
        'litellm_settings:',
        '  # So that Litedesk knows what a streamed answer cost.',
        '  include_cost_in_streaming_usage: true',
        'general_settings:',
        '  master_key: os.environ/LITELLM_MASTER_KEY',
        '',
      ].join('\n'),
    )
  })

  it('is YAML that says what was meant, whatever the names are', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.string({ minLength: 1 }), (name, model) => {
        const text = configText([{ name, model, apiBase: null, variable: 'A_KEY' }])
        expect(Config.parse(parse(text)).model_list).toEqual([
          { model_name: name, litellm_params: { model, api_key: 'os.environ/A_KEY' } },
        ])
        expect(readConfig(text, 'config.yaml').variables).toContain('A_KEY')
      }),
    )
  })
})

describe('readConfig', () => {
  it('names the variables the file refers to, once each, without those the process gets anyway', () => {
    const text = `
model_list:
  - model_name: a
    litellm_params: { model: openai/a, api_key: os.environ/A_KEY, api_base: "os.environ/A_BASE" }
  - model_name: b # os.environ/COMMENTED
    litellm_params: { model: openai/b, api_key: os.environ/A_KEY }
general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
  database_url: os.environ/DATABASE_URL
`
    expect(readConfig(text, 'x.yaml')).toEqual({
      variables: ['A_KEY', 'A_BASE'],
      masterKey: { variable: 'LITELLM_MASTER_KEY' },
      hasDatabase: true,
    })
  })

  it('knows a master key that stands in the file', () => {
    expect(readConfig('general_settings:\n  master_key: sk-mine\n', 'x.yaml').masterKey).toEqual({
      text: 'sk-mine',
    })
  })

  it.each(['model_list: [', '- a\n- b', '', '42'])('does not take %j', (text) => {
    expect(() => readConfig(text, '/home/me/x.yaml')).toThrow(/x\.yaml/)
  })
})
