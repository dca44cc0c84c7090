import { describe, expect, test } from 'vitest'

import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { nothingKnown, plainFacts, problemsOf, withProvider } from '../samples.ts'

describe('a variable', () => {
  test('that nothing sets is an error at its string', () => {
    const text = '{ models: { providers: { litellm: { baseUrl: "http://${HOST}:${PORT}", models: [] } } } }'
    const problems = problemsOf(text, novaEngine, ['unresolved-variable'])
    expect(
      problems.map(({ severity, path, range }) => [
        severity,
        path.at(-1),
        range && text.slice(range.start, range.end),
      ]),
    ).toEqual([
      ['error', 'baseUrl', '"http://${HOST}:${PORT}"'],
      ['error', 'baseUrl', '"http://${HOST}:${PORT}"'],
    ])
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('finds no variable "HOST"'),
      expect.stringContaining('finds no variable "PORT"'),
    ])
  })

  test('is looked for everywhere in the file, in lists too', () => {
    const config = { tools: { exec: { pathPrepend: ['${TOOLS}/bin'] } } }
    expect(problemsOf(config, novaEngine, ['unresolved-variable'])).toMatchObject([
      { path: ['tools', 'exec', 'pathPrepend', 0] },
    ])
  })

  test('may be set in the environment or the .env file', () => {
    expect(
      problemsOf(withProvider({ apiKey: '${LITELLM_API_KEY}' }), novaEngine, ['unresolved-variable']),
    ).toEqual([])
  })

  test.each([
    [{ HOST: 'x' }, 0],
    [{ vars: { HOST: 'x' } }, 0],
    [{ HOST: '', vars: { HOST: 'x' } }, 0],
    [{ HOST: '  ' }, 1],
    [{ OTHER: 'x' }, 1],
    [{ HOST: 1 }, 1],
  ])('may be set by the file itself: %j', (env, count) => {
    const config = { env, tools: { x: '${HOST}' } }
    expect(problemsOf(config, novaEngine, ['unresolved-variable'], nothingKnown)).toHaveLength(count)
  })

  test('a value of the env block that is gone from the draft counts no more', () => {
    const facts = { ...plainFacts, variables: [{ name: 'HOST', source: 'config-env' as const }] }
    expect(problemsOf({ tools: { x: '${HOST}' } }, novaEngine, ['unresolved-variable'], facts)).toHaveLength(
      1,
    )
    const included = { env: { $include: './env.json5' }, tools: { x: '${HOST}' } }
    expect(problemsOf(included, novaEngine, ['unresolved-variable'], facts)).toEqual([])
  })

  test.each(['$${HOST}', '$HOST', '${HOST', '{HOST}'])('%s is none', (text) => {
    expect(problemsOf({ tools: { x: text } }, novaEngine, ['unresolved-variable'])).toEqual([])
  })

  test('in a path that is included is none: those are not replaced', () => {
    const config = { tools: { $include: ['./${HOST}.json5'] }, cron: { $include: '${HOST}' } }
    expect(problemsOf(config, novaEngine, ['unresolved-variable'])).toEqual([])
  })

  test('in small letters is plain text, and only hinted at', () => {
    const config = withProvider({ apiKey: '${litellm_key}', headers: { 'X-Team': '${TEAM:-core}' } })
    expect(problemsOf(config, novaEngine, ['unresolved-variable', 'literal-variable'])).toMatchObject([
      { code: 'literal-variable', severity: 'warning', path: ['models', 'providers', 'litellm', 'apiKey'] },
      { code: 'literal-variable', severity: 'info' },
    ])
  })

  test('in small letters says nothing outside of models, where it may be a template', () => {
    expect(problemsOf({ hooks: { x: '${name}' } }, novaEngine, ['literal-variable'])).toEqual([])
  })
})

describe('a reference to a secret', () => {
  const reference = (fields: object) =>
    withProvider({ apiKey: { source: 'env', provider: 'default', id: 'MY_KEY', ...fields } })

  test('needs its variable', () => {
    expect(problemsOf(reference({}), idleHands, ['unresolved-variable'])).toMatchObject([
      { path: ['models', 'providers', 'litellm', 'apiKey', 'id'] },
    ])
    expect(problemsOf(reference({ id: 'LITELLM_API_KEY' }), idleHands, ['unresolved-variable'])).toEqual([])
  })

  test('needs its keeper under secrets.providers', () => {
    const config = reference({ source: 'file', provider: 'vault', id: '/key' })
    expect(problemsOf(config, idleHands, ['unknown-secret-provider'])).toMatchObject([
      { stopsEngine: true, path: ['models', 'providers', 'litellm', 'apiKey', 'provider'] },
    ])
    const kept = { ...(config as object), secrets: { providers: { vault: { source: 'file', path: '/x' } } } }
    expect(problemsOf(kept, idleHands, ['unknown-secret-provider'])).toEqual([])
  })
})
