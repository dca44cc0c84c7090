import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readConfigDocument } from '#shared/config-document/config-document.ts'
import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'
import { compareProblems, type ConfigProblem } from '#shared/engine-config/config-problem.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import { engineSchema } from '#shared/engine-config/engine-schema.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import { judgeConfig, judgeConfigText } from '#shared/engine-config/judge-config.ts'

import { EngineKind } from '#shared/engine.ts'

import { documentedConfig, documentOf, engines, nothingKnown, plainFacts } from './samples.ts'
import { configLike, factsLike } from './arbitrary-config.ts'

const kinds = fc.constantFrom(...EngineKind.options)

describe('judgeConfig', () => {
  test.each(engines)(
    'has nothing against the documented example but the gateway mode: %s',
    (_name, definition) => {
      const problems = judgeConfig(readConfigDocument(documentedConfig), definition, plainFacts)
      expect(problems.map(({ code }) => code)).toEqual(['missing-gateway-mode'])
    },
  )

  test('has nothing against an empty object but the gateway mode', () => {
    const problems = judgeConfig(documentOf({}), novaEngine, nothingKnown)
    expect(problems.map(({ code, range }) => ({ code, range }))).toEqual([
      { code: 'missing-gateway-mode', range: null },
    ])
  })

  test('puts errors first, then goes by place', () => {
    const text = `{
  gateway: { mode: "local" },
  agents: { defaults: { model: { primary: "gpt-4o" } } },
  bookkeeping: 1,
  models: { providers: { litellm: { baseUrl: "x", api: "nope", models: [] } } },
}`
    const problems = judgeConfig(readConfigDocument(text), novaEngine, plainFacts)
    expect(problems.map(({ code, severity, place }) => [code, severity, place?.line])).toEqual([
      ['unknown-key', 'error', 4],
      ['wrong-value', 'error', 5],
      ['unknown-model-ref', 'warning', 3],
      ['base-url', 'warning', 5],
    ])
  })

  test('never throws, and answers in order, with places in the text, whatever a file holds', () => {
    fc.assert(
      fc.property(configLike, factsLike, kinds, (value, facts, kind) => {
        const definition = engineDefinition(kind)
        const document = documentOf(value)
        const problems = judgeConfig(document, definition, facts)
        expect(problems).toEqual(problems.toSorted(compareProblems))
        for (const { range, place, message } of problems) {
          expect(message.length).toBeGreaterThan(10)
          expect(range === null).toBe(place === null)
          if (range === null) continue
          expect(range.start).toBeGreaterThanOrEqual(0)
          expect(range.end).toBeGreaterThan(range.start)
          expect(range.end).toBeLessThanOrEqual(document.text.length)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('finds what stops the engine wherever its schema refuses a file without includes', () => {
    fc.assert(
      fc.property(configLike, kinds, (value, kind) => {
        const definition = engineDefinition(kind)
        const text = JSON.stringify(value)
        fc.pre(!/\$include|\$\{|"(?:agent|routing|identity|discord)":/.test(text))
        const stops = judgeConfig(documentOf(value), definition, plainFacts).some(
          ({ stopsEngine }) => stopsEngine,
        )
        const isRefused = !engineSchema(definition).safeParse(JSON.parse(text)).success
        if (isRefused) expect(stops).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('every fix in the file can be made, and takes its problem away', () => {
    fc.assert(
      fc.property(configLike, kinds, (value, kind) => {
        const definition = engineDefinition(kind)
        const document = documentOf(value)
        const problems = judgeConfig(document, definition, plainFacts)
        for (const problem of problems) {
          if (!problem.fix || !('edits' in problem.fix)) continue
          const after = readConfigDocument(editConfigText(document.text, problem.fix.edits))
          const left = judgeConfig(after, definition, plainFacts)
          expect(countLike(left, problem)).toBeLessThan(countLike(problems, problem))
        }
      }),
      { numRuns: 150 },
    )
  })

  test('no secret comes up in a message or label', () => {
    const secret = 'Zq7Vn3Kx9PbT2mWs'
    const config: ConfigValue = {
      env: { MY_TOKEN: secret, vars: { OTHER: secret } },
      models: {
        providers: {
          litellm: {
            baseUrl: `https://user:${secret}@gateway.example/v1/chat/completions`,
            apiKey: `!${secret}`,
            headers: { Authorization: `Bearer ${secret}`, 'X-Key': `!${secret}` },
            models: [{ id: 'gpt-4o', headers: { 'X-Key': `!${secret}` }, contextWindow: secret }],
            token: secret,
          },
          second: { baseUrl: 'x', apiKey: { source: 'env', provider: 'default', id: secret }, models: [] },
          third: { baseUrl: secret, apiKey: `\${${secret}`, api: secret, auth: secret, models: secret },
          fourth: { baseUrl: 'http://x', apiKey: `\${${secret.toLowerCase()}}`, models: [] },
        },
      },
      gateway: { auth: { token: `__NOVA_REDACTED__${secret}` } },
    }
    for (const [, definition] of engines) {
      const problems = judgeConfig(documentOf(config), definition, nothingKnown)
      expect(problems.length).toBeGreaterThan(8)
      const words = problems.map(({ message, fix }) => `${message} ${fix?.label ?? ''}`).join('\n')
      expect(words.toLowerCase()).not.toContain(secret.toLowerCase())
    }
  })

  test('a key in the wrong place is not repeated either', () => {
    const config = {
      agents: { defaults: { model: { primary: 'sk-1234567890abcdef' } } },
      'sk-1234567890abcdef': 1,
    }
    for (const { message } of judgeConfig(documentOf(config), novaEngine, plainFacts)) {
      expect(message).not.toContain('1234567890')
    }
  })
})

describe('judgeConfigText', () => {
  test('gives document and problems of a text that can be read', () => {
    const { document, problems } = judgeConfigText('{ gateway: { mode: "local" } }', novaEngine, plainFacts)
    expect(document?.value).toEqual({ gateway: { mode: 'local' } })
    expect(problems).toEqual([])
  })

  test('says where a text stops being JSON5', () => {
    const { document, problems } = judgeConfigText(
      '{\n  models: {\n    a: 1 b: 2\n}}',
      novaEngine,
      plainFacts,
    )
    expect(document).toBeNull()
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject({
      code: 'syntax',
      severity: 'error',
      stopsEngine: true,
      path: [],
      place: { line: 3, column: 10 },
      fix: null,
    })
    expect(problems[0]?.message).toContain('Nova Engine would not start with this.')
  })

  test.each(['', '   ', '{', '{ a: "', '/* '])('copes with %j', (text) => {
    const { document, problems } = judgeConfigText(text, novaEngine, plainFacts)
    expect(document).toBeNull()
    expect(problems).toHaveLength(1)
  })
})

function countLike(problems: readonly ConfigProblem[], { code, message }: ConfigProblem): number {
  return problems.filter((problem) => problem.code === code && problem.message === message).length
}
