import { describe, expect, test } from 'vitest'

import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { fixed, plainFacts, problemsOf } from '../samples.ts'

describe('a key that is written twice', () => {
  const text = '{\n  models: { mode: "merge" },\n  models: { mode: "replace" },\n  models: {},\n}'

  test('is reported at the one that counts, and not repaired', () => {
    const problems = problemsOf(text, novaEngine, ['duplicate-key'])
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        stopsEngine: false,
        path: ['models'],
        place: { line: 4, column: 3 },
        message:
          '"models" stands here 3 times. Nova Engine takes the last one; Litedesk changes none of them.',
        fix: null,
      },
    ])
  })

  test('no fix goes through it', () => {
    const repeated = '{ gateway: { bind: "lan" }, gateway: {} }'
    expect(problemsOf(repeated, novaEngine, ['missing-gateway-mode'])).toMatchObject([{ fix: null }])
  })
})

describe('the marker of a redacted secret', () => {
  test.each([
    ['__NOVA_REDACTED__', novaEngine],
    ['__IDLEHANDS_REDACTED__', novaEngine],
    ['__IDLEHANDS_REDACTED__', idleHands],
    ['__OPENCLAW_REDACTED__', idleHands],
  ])('%s is an error, wherever it stands', (marker, definition) => {
    const text = `{ channels: { telegram: { botToken: "${marker}" } }, gateway: { mode: "local" } }`
    expect(problemsOf(text, definition, ['redaction-marker'])).toMatchObject([
      { severity: 'error', path: ['channels', 'telegram', 'botToken'] },
    ])
  })
})

describe('a root key of an earlier version', () => {
  test('is no error: the engine moves it', () => {
    const config = { agent: { model: 'x' }, routing: {}, identity: {}, telegram: {} }
    expect(problemsOf(config, novaEngine, ['unknown-key'])).toEqual([])
    expect(problemsOf(config, novaEngine, ['legacy-key'])).toMatchObject([
      { severity: 'info', path: ['agent'] },
      { severity: 'info', path: ['routing'] },
      { severity: 'info', path: ['identity'] },
      { severity: 'info', path: ['telegram'] },
    ])
  })
})

describe('gateway.mode', () => {
  test('is missed, and added where it belongs', () => {
    const text = '{\n  gateway: { port: 1 },\n}\n'
    const problem = problemsOf(text, novaEngine, ['missing-gateway-mode'])[0]
    expect(problem).toMatchObject({ severity: 'warning', place: { line: 2, column: 3 } })
    expect(fixed(text, problem)).toBe('{\n  gateway: { port: 1, mode: "local" },\n}\n')
  })

  test.each([
    '{ gateway: { mode: "remote" } }',
    '{ gateway: { $include: "./g.json" } }',
    '{ $include: "./base.json" }',
  ])('is not missed in %s', (text) => {
    expect(problemsOf(text, novaEngine, ['missing-gateway-mode'])).toEqual([])
  })
})

describe('an include', () => {
  test('that cannot be followed stops the engine, and is marked at its path', () => {
    const text =
      '{ models: { $include: "./models.json5" }, agents: { $include: ["./a.json5", "./b.json5"] } }'
    const facts = {
      ...plainFacts,
      includeProblems: [
        { target: './b.json5', message: 'The file is not there.' },
        { target: './deep.json5', message: 'It includes itself.' },
      ],
    }
    const problems = problemsOf(text, novaEngine, ['broken-include'], facts)
    expect(problems.map(({ path, range }) => [path, range && text.slice(range.start, range.end)])).toEqual([
      [[], null],
      [['agents', '$include', 1], '"./b.json5"'],
    ])
    expect(problems[1]?.message).toBe(
      '"./b.json5" cannot be included: The file is not there. Nova Engine would not start with this.',
    )
    expect(problems.every(({ stopsEngine }) => stopsEngine)).toBe(true)
  })

  test.each(['1', 'null', '{}', '["./a.json", 2]'])('of %s is none', (target) => {
    expect(problemsOf(`{ tools: { $include: ${target} } }`, novaEngine, ['broken-include'])).toMatchObject([
      { path: ['tools', '$include'], stopsEngine: true },
    ])
  })

  test('where the form edits is said to be in the way', () => {
    const text = '{ models: { providers: { $include: "./p.json5" } }, tools: { $include: "./t.json5" } }'
    expect(problemsOf(text, novaEngine, ['include-in-the-way'])).toMatchObject([
      { severity: 'info', path: ['models', 'providers', '$include'] },
    ])
  })

  test('may supply what is missing', () => {
    const missing = [
      'missing-field',
      'wrong-type',
      'unknown-key',
      'missing-api',
      'no-key',
      'unknown-model-ref',
    ] as const
    for (const text of [
      '{ models: { providers: { litellm: { $include: "./l.json5" } } } }',
      '{ models: { providers: { litellm: { $include: "./l.json5", models: [{ id: "a", name: "a" }] } } } }',
      '{ models: { providers: { litellm: { baseUrl: "http://x", models: { $include: "./m.json5" } } } } }',
      '{ models: { providers: { litellm: { baseUrl: "http://x", models: [{ $include: "./m.json5" }], api: "ollama" } } } }',
      '{ models: { providers: { $include: "./p.json5" } }, agents: { defaults: { model: { primary: "litellm/a" } } } }',
      '{ $include: "./base.json5", models: { providers: { litellm: { models: [] } } } }',
      '{ $include: "./base.json5", agents: { defaults: { model: { primary: "litellm/a" } } } }',
    ]) {
      expect(problemsOf(text, novaEngine, missing)).toEqual([])
    }
  })

  test('changes no element of a list that is in the file', () => {
    const text = '{ $include: "./base.json5", models: { providers: { litellm: { models: [{ id: "a" }] } } } }'
    expect(problemsOf(text, novaEngine, ['missing-field'])).toMatchObject([
      { path: ['models', 'providers', 'litellm', 'models', 0, 'name'] },
    ])
  })

  test('does not hide what is wrong beside it', () => {
    const text = '{ models: { $include: "./m.json5", mode: "append", proxy: {} } }'
    expect(problemsOf(text, novaEngine, ['wrong-value', 'unknown-key'])).toMatchObject([
      { path: ['models', 'mode'] },
      { path: ['models', 'proxy'] },
    ])
  })
})
