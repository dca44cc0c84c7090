import { describe, expect, test } from 'vitest'

import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { engineSchema } from '#shared/engine-config/engine-schema.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { fixed, plainFacts, problemsOf, withDefaults, withModel, withProvider } from '../samples.ts'

const SHAPE = ['unknown-key', 'missing-field', 'wrong-type', 'wrong-value'] as const

describe('a key the engine does not know', () => {
  test('is shown where it stands and can be removed', () => {
    const text = '{\n  models: {},\n  bookkeeping: 1, // ours\n}\n'
    const [problem, ...more] = problemsOf(text, novaEngine, SHAPE)
    expect(more).toEqual([])
    expect(problem).toMatchObject({
      code: 'unknown-key',
      severity: 'error',
      stopsEngine: true,
      path: ['bookkeeping'],
      range: { start: text.indexOf('bookkeeping'), end: text.indexOf('bookkeeping') + 'bookkeeping'.length },
      place: { line: 3, column: 3 },
      message: 'Nova Engine does not know the key "bookkeeping" here and would not start with it.',
      fix: { label: 'Remove "bookkeeping"' },
    })
    expect(fixed(text, problem)).toBe('{\n  models: {},\n}\n')
  })

  test('that looks misspelt is renamed in its place', () => {
    const text = '{ models: { providers: { litellm: { baseurl: "http://x", models: [] } } } }'
    const problem = problemsOf(text, novaEngine, ['unknown-key'])[0]
    expect(problem?.message).toContain('Did you mean "baseUrl"?')
    expect(problem?.fix?.label).toBe('Rename it to "baseUrl"')
    expect(fixed(text, problem)).toBe(text.replace('baseurl', 'baseUrl'))
  })

  test('is not renamed to one that is there already', () => {
    const problem = problemsOf(withProvider({ baseurl: 'x' }), novaEngine, ['unknown-key'])[0]
    expect(problem?.fix?.label).toBe('Remove "baseurl"')
  })

  test.each([
    [withProvider({ slotAffinity: {} }), novaEngine, 'Only IdleHands knows it.'],
    [{ models: { bedrockDiscovery: {} } }, idleHands, 'Only Nova Engine knows it.'],
    [{ anton: {} }, novaEngine, 'Only IdleHands knows it.'],
  ] as const)('that another engine knows is said to be its: %#', (config, definition, hint) => {
    const problem = problemsOf(config, definition, ['unknown-key'])[0]
    expect(problem?.message).toContain(hint)
    expect(problem?.fix?.label).toMatch(/^Remove/)
  })

  test.each([
    [['models', 'proxy'], { models: { proxy: {} } }],
    [
      ['models', 'providers', 'litellm', 'models', 0, 'compat', 'supportsTools'],
      withModel({ compat: { supportsTools: true } }),
    ],
    [['models', 'providers', 'litellm', 'models', 0, 'cost', 'image'], withModel({ cost: { image: 1 } })],
    [['agents', 'defaults', 'model', 'fallback'], withDefaults({ model: { fallback: 'a/b' } })],
    [['agents', 'defaults', 'models', 'a/b', 'name'], withDefaults({ models: { 'a/b': { name: 'x' } } })],
  ])('is found at %j', (path, config) => {
    expect(problemsOf(config, novaEngine, ['unknown-key']).map((problem) => problem.path)).toEqual([path])
  })
})

describe('what the engine needs and the file lacks', () => {
  test('is marked at what lacks it', () => {
    const text = '{ models: { providers: { litellm: { models: [{ id: "gpt-4o" }] } } } }'
    const problems = problemsOf(text, novaEngine, ['missing-field'])
    expect(
      problems.map(({ path, range, message }) => [
        path.at(-1),
        range && text.slice(range.start, range.end),
        message,
      ]),
    ).toEqual([
      ['baseUrl', 'litellm', '"baseUrl" is missing here, and Nova Engine does not start without it.'],
      ['name', '{', '"name" is missing here, and Nova Engine does not start without it.'],
    ])
  })

  test('a name is made from the id', () => {
    const text = '{ models: { providers: { litellm: { baseUrl: "http://x", models: [{ id: "gpt-4o" }] } } } }'
    const problem = problemsOf(text, novaEngine, ['missing-field'])[0]
    expect(problem?.fix?.label).toBe('Use the id as its name')
    expect(fixed(text, problem)).toContain('{ id: "gpt-4o", name: "gpt-4o" }')
  })

  test('an id cannot be made from anything', () => {
    const config = withProvider({ models: [{ name: 'GPT-4o' }] })
    expect(problemsOf(config, novaEngine, ['missing-field'])).toMatchObject([{ fix: null }])
  })

  test('models may be an empty list', () => {
    const text = '{ models: { providers: { litellm: { baseUrl: "http://x" } } } }'
    const problem = problemsOf(text, novaEngine, ['missing-field'])[0]
    expect(fixed(text, problem)).toContain('{ baseUrl: "http://x", models: [] }')
  })
})

describe('a value of the wrong type', () => {
  test('a plain string is no choice of a model for Nova Engine, and is for IdleHands', () => {
    const text = '{ agents: { defaults: { model: "litellm/gpt-4o" } } }'
    const problem = problemsOf(text, novaEngine, SHAPE)[0]
    expect(problem).toMatchObject({
      code: 'wrong-type',
      path: ['agents', 'defaults', 'model'],
      message: '"model" must be an object. Nova Engine would not start with this. Only IdleHands accepts it.',
    })
    expect(fixed(text, problem)).toBe('{ agents: { defaults: { model: { primary: "litellm/gpt-4o" } } } }')
    expect(problemsOf(text, idleHands, SHAPE)).toEqual([])
  })

  test.each([
    ['contextWindow: "128000"', 'contextWindow: 128000'],
    ['contextWindow: "128,000"', 'contextWindow: 128000'],
    ['contextWindow: "200_000"', 'contextWindow: 200000'],
    ['reasoning: "true"', 'reasoning: true'],
    ['reasoning: "false"', 'reasoning: false'],
    ['input: "text"', 'input: ["text"]'],
  ])('%s becomes %s', (before, after) => {
    const text = `{ models: { providers: { litellm: { baseUrl: "http://x", models: [{ id: "a", name: "a", ${before} }] } } } }`
    const problem = problemsOf(text, novaEngine, ['wrong-type'])[0]
    expect(fixed(text, problem)).toBe(text.replace(before, after))
  })

  test.each(['contextWindow: "many"', 'reasoning: "yes"', 'cost: 1', 'headers: []'])(
    '%s takes a person',
    (field) => {
      const text = `{ models: { providers: { litellm: { baseUrl: "http://x", models: [{ id: "a", name: "a", ${field} }] } } } }`
      expect(problemsOf(text, novaEngine, ['wrong-type'])).toMatchObject([{ fix: null }])
    },
  )

  test('a model that is only its id becomes an entry', () => {
    const text = '{ models: { providers: { litellm: { baseUrl: "http://x", models: ["gpt-4o"] } } } }'
    const problem = problemsOf(text, novaEngine, ['wrong-type'])[0]
    expect(problem?.message).toContain('Each element of "models" must be an object.')
    expect(
      readConfigDocument(fixed(text, problem)).valueAt(['models', 'providers', 'litellm', 'models']),
    ).toEqual([{ id: 'gpt-4o', name: 'gpt-4o' }])
  })

  test('true on the allowlist becomes an empty entry', () => {
    const text = '{ agents: { defaults: { models: { "litellm/gpt-4o": true } } } }'
    expect(fixed(text, problemsOf(text, novaEngine, ['wrong-type'])[0])).toBe(text.replace('true', '{}'))
  })

  test('a reference to a variable becomes ${…} where the engine knows no references', () => {
    const text =
      '{ models: { providers: { litellm: { baseUrl: "http://x", apiKey: { source: "env", provider: "default", id: "LITELLM_API_KEY" }, models: [] } } } }'
    const problem = problemsOf(text, novaEngine, ['wrong-type'])[0]
    expect(fixed(text, problem)).toContain('apiKey: "${LITELLM_API_KEY}"')
    expect(problemsOf(text, novaEngine, ['wrong-type'], { ...plainFacts, variables: [] })).toMatchObject([
      { fix: null },
    ])
    expect(problemsOf(text, idleHands, SHAPE)).toEqual([])
  })

  test.each([
    ['[]', 'The file must be an object.'],
    ['"text"', 'The file must be an object.'],
    ['null', 'The file must be an object.'],
  ])('%s is no config file', (text, message) => {
    const problem = problemsOf(text, novaEngine, SHAPE)[0]
    expect(problem?.message).toContain(message)
    expect(problem?.range).toEqual({ start: 0, end: text.length })
  })
})

describe('a value the engine does not know', () => {
  test('an api of the other engine is said to be its', () => {
    const problem = problemsOf(withProvider({ api: 'openai-codex-responses' }), novaEngine, SHAPE)[0]
    expect(problem).toMatchObject({ code: 'wrong-value', path: ['models', 'providers', 'litellm', 'api'] })
    expect(problem?.message).toContain('"bedrock-converse-stream"')
    expect(problem?.message).toContain('Only IdleHands accepts it.')
    expect(
      problemsOf(withProvider({ api: 'bedrock-converse-stream' }), idleHands, SHAPE)[0]?.message,
    ).toContain('Only Nova Engine accepts it.')
  })

  test.each([
    [withModel({ id: '' }), '"id" must not be empty.'],
    [withModel({ contextWindow: 0 }), '"contextWindow" must be more than zero.'],
    [withModel({ input: ['audio'] }), 'Each element of "input" must be "text" or "image".'],
    [{ models: { mode: 'append' } }, '"mode" must be "merge" or "replace".'],
  ])('%#: says what may be there', (config, message) => {
    expect(problemsOf(config, novaEngine, ['wrong-value'])[0]?.message).toContain(message)
  })

  test.each([
    [{ source: 'keychain', provider: 'a', id: 'b' }, 'source', '"source" must be "env", "file" or "exec".'],
    [
      { source: 'env', provider: 'default', id: 'lower' },
      'id',
      '"id" is not written in a form IdleHands takes.',
    ],
    [{ provider: 'default', id: 'A' }, 'source', '"source" is missing here'],
  ])('a reference: %j', (apiKey, field, message) => {
    const problem = problemsOf(withProvider({ apiKey }), idleHands, SHAPE)[0]
    expect(problem?.path).toEqual(['models', 'providers', 'litellm', 'apiKey', field])
    expect(problem?.message).toContain(message)
  })

  test('may stand for the right one when it is a variable', () => {
    expect(problemsOf(withProvider({ api: '${LITELLM_API_KEY}' }), novaEngine, SHAPE)).toEqual([])
    expect(problemsOf(withModel({ contextWindow: '${LITELLM_API_KEY}' }), novaEngine, SHAPE)).toHaveLength(1)
  })
})

describe('a key of agents that is not familiar', () => {
  test.each([
    [withDefaults({ modle: {} }), ['agents', 'defaults', 'modle'], 'Rename it to "model"'],
    [
      { agents: { list: [{ id: 'a', modell: 'x' }] } },
      ['agents', 'list', 0, 'modell'],
      'Rename it to "model"',
    ],
    [{ agents: { default: {} } }, ['agents', 'default'], 'Rename it to "defaults"'],
    [withDefaults({ modelPolicy: {} }), ['agents', 'defaults', 'modelPolicy'], undefined],
  ])('%#: is a warning', (config, path, label) => {
    const problems = problemsOf(config, novaEngine, ['unfamiliar-key'])
    expect(problems).toMatchObject([{ severity: 'warning', stopsEngine: false, path }])
    expect(problems[0]?.fix?.label).toBe(label)
  })

  test('what the engines know there is familiar', () => {
    const config = {
      agents: {
        defaults: { workspace: '~', heartbeat: {}, subagents: {}, sandbox: {}, contextTokens: 1 },
        list: [{ id: 'a', name: 'A', identity: {}, tools: {}, agentDir: '~' }],
      },
    }
    expect(problemsOf(config, idleHands, ['unfamiliar-key'])).toEqual([])
  })
})

test('the other engine is asked only where this one refuses', () => {
  const text = '{ agents: { defaults: { model: "a/b" } } }'
  expect(engineSchema(idleHands).safeParse(readConfigDocument(text).value).success).toBe(true)
  expect(problemsOf(text, idleHands, SHAPE)).toEqual([])
})
