import { describe, expect, test } from 'vitest'

import { editYamlText } from '#shared/yaml-document/edit-yaml-text.ts'
import { judgeRoutingText, type RoutingFacts } from '#shared/routing-file/judge-routing.ts'
import { secretMark } from '#shared/secret-mark.ts'

const head = `model_list:
  - model_name: strong
    litellm_params: {model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY}
  - model_name: cheap
    litellm_params: {model: openai/gpt-4o-mini}
general_settings:
  master_key: os.environ/LITELLM_MASTER_KEY
`
const facts: RoutingFacts = { variables: ['OPENAI_API_KEY', 'LITELLM_MASTER_KEY'] }

function problems(text: string, known = facts) {
  return judgeRoutingText(text, known).problems.map(({ code, severity, place }) => [
    code,
    severity,
    place === null ? null : place.line,
  ])
}

/** The text after the fix of the first problem of this kind. */
function fixed(text: string, code: string): string {
  const fix = judgeRoutingText(text, facts).problems.find((problem) => problem.code === code)?.fix
  return fix ? editYamlText(text, fix.edits) : ''
}

describe('a LiteLLM config', () => {
  test('has nothing wrong when there is nothing wrong', () => {
    expect(problems(head)).toEqual([])
    expect(problems(`${head}litellm_settings:\n  fallbacks: [{strong: [cheap]}]\n`)).toEqual([])
  })

  test('is told by the place where it is no YAML', () => {
    expect(judgeRoutingText('model_list:\n\t- model_name: a\n', facts).problems).toMatchObject([
      { code: 'syntax', stopsGateway: true, place: { line: 2, column: 1 }, message: /tab/i },
    ])
    expect(problems('a: "x\n')).toEqual([['syntax', 'error', 2]])
    expect(problems('a: 1\n--- \nb: 2\n')).toEqual([['syntax', 'error', 2]])
    expect(problems('a: !secret x\n')).toEqual([['syntax', 'error', 1]])
  })

  test('needs a model and its provider', () => {
    const text =
      'model_list:\n  - model_name: a\n  - litellm_params: {model: x/y}\n  - model_name: b\n    litellm_params: {rpm: 1}\n'
    expect(problems(text, { variables: null }).filter(([code]) => code === 'missing-field')).toEqual([
      ['missing-field', 'error', 2],
      ['missing-field', 'error', 3],
      ['missing-field', 'error', 5],
    ])
  })

  test('tells keys that are written twice, and deployments that share a name', () => {
    const text = `${head}  master_key: os.environ/OPENAI_API_KEY\n`
    expect(problems(text)).toEqual([['duplicate-key', 'warning', 8]])
    expect(problems(head.replace('cheap', 'strong'))).toEqual([['load-balanced', 'info', 4]])
  })

  test('tells fallbacks that lead nowhere, and offers the name that is meant', () => {
    const text = `${head}litellm_settings:\n  fallbacks:\n    - strong: [cheep]\n`
    expect(problems(text)).toEqual([['unknown-model', 'error', 10]])
    expect(fixed(text, 'unknown-model')).toBe(text.replace('cheep', 'cheap'))
    const source = `${head}litellm_settings:\n  fallbacks:\n    - strog: [cheap]\n`
    expect(fixed(source, 'unknown-model')).toBe(source.replace('strog', 'strong'))
  })

  test('tells circles, repeats and fallbacks to itself', () => {
    const text = `${head}router_settings:\n  fallbacks:\n    - strong: [cheap, cheap]\n    - cheap: [strong, cheap]\n`
    expect(problems(text)).toEqual([
      ['cycle', 'warning', 10],
      ['repeated-target', 'warning', 10],
      ['repeated-target', 'warning', 11],
    ])
  })

  test('knows that a circle over two kinds of failure is none', () => {
    const text = `${head}router_settings:\n  fallbacks: [{strong: [cheap]}]\n  context_window_fallbacks: [{cheap: [strong]}]\n`
    expect(problems(text)).toEqual([])
  })

  test('tells shapes LiteLLM does not start with, and mends them', () => {
    const two = `${head}litellm_settings:\n  fallbacks:\n    - strong: [cheap]\n      cheap: [strong]\n`
    expect(problems(two)[0]).toEqual(['fallback-shape', 'error', 10])
    expect(fixed(two, 'fallback-shape')).toBe(
      `${head}litellm_settings:\n  fallbacks:\n    - strong: [cheap]\n    - cheap:\n        - strong\n`,
    )
    const word = `${head}litellm_settings:\n  fallbacks: [{strong: cheap}]\n`
    expect(fixed(word, 'fallback-shape')).toBe(word.replace('strong: cheap', 'strong: [cheap]'))
  })

  test('tells lists that LiteLLM does not read because router_settings has its own', () => {
    const text = `${head}litellm_settings:\n  fallbacks: [{strong: [cheap]}]\nrouter_settings:\n  fallbacks: [{cheap: [strong]}]\n`
    expect(problems(text)).toEqual([['unused-rule', 'warning', 9]])
  })

  test('checks variables against the environment', () => {
    expect(problems(head, { variables: [] }).map(([code]) => code)).toEqual([
      'missing-variable',
      'missing-variable',
    ])
    expect(problems(head, { variables: null })).toEqual([])
    const own = `${head}environment_variables:\n  LATE: "1"\nlitellm_settings:\n  x: os.environ/LATE\n`
    expect(problems(own)).toEqual([['late-variable', 'warning', 11]])
    const foreign = `${head}litellm_settings:\n  x: \${OPENAI_API_KEY}\n`
    expect(fixed(foreign, 'foreign-reference')).toBe(
      `${head}litellm_settings:\n  x: os.environ/OPENAI_API_KEY\n`,
    )
  })

  test('tells secrets in the file and numbers that are none', () => {
    const mark = secretMark('0123abcd', '3f9a')
    const text = head.replace('os.environ/OPENAI_API_KEY', mark)
    expect(problems(text)).toEqual([['literal-secret', 'warning', 3]])
    expect(fixed(text, 'literal-secret')).toBe(head)
    const price = head.replace('gpt-4o-mini}', 'gpt-4o-mini, input_cost_per_token: 1e-7}')
    expect(problems(price)).toEqual([['number-as-text', 'warning', 5]])
    expect(fixed(price, 'number-as-text')).toBe(price.replace('1e-7', '1.0e-7'))
  })

  test('asks for a master key and for the database that models are to be stored in', () => {
    const text = head.replace('master_key: os.environ/LITELLM_MASTER_KEY', 'store_model_in_db: true')
    expect(problems(text, { variables: ['OPENAI_API_KEY'] })).toEqual([
      ['no-master-key', 'warning', 6],
      ['no-database', 'warning', 7],
    ])
    expect(problems(text, { variables: ['OPENAI_API_KEY', 'LITELLM_MASTER_KEY', 'DATABASE_URL'] })).toEqual(
      [],
    )
  })
})
