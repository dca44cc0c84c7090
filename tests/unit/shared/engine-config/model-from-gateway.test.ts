import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { engineSchema } from '#shared/engine-config/engine-schema.ts'
import { modelFromGateway } from '#shared/engine-config/model-from-gateway.ts'
import { Capability } from '#shared/model.ts'

import { engines, gatewayModel, withProvider } from './samples.ts'

describe('modelFromGateway', () => {
  test('takes over what the gateway knows', () => {
    const entry = modelFromGateway(
      gatewayModel({
        id: 'claude-opus-4-6',
        contextWindow: 200_000,
        maxOutputTokens: 64_000,
        inputPrice: '5',
        outputPrice: '25.000000',
        capabilities: ['reasoning', 'vision', 'tools'],
      }),
    )
    expect(entry).toEqual({
      id: 'claude-opus-4-6',
      name: 'Claude Opus 4.6',
      reasoning: true,
      input: ['text', 'image'],
      contextWindow: 200_000,
      maxTokens: 64_000,
      cost: { input: 5, output: 25 },
    })
    expect(Object.keys(entry)).toEqual([
      'id',
      'name',
      'reasoning',
      'input',
      'contextWindow',
      'maxTokens',
      'cost',
    ])
  })

  test('says that a known model has no vision and no reasoning', () => {
    expect(modelFromGateway(gatewayModel({ id: 'gpt-4o' }))).toEqual({
      id: 'gpt-4o',
      name: 'GPT-4o',
      reasoning: false,
      input: ['text'],
    })
  })

  test('invents nothing about a model that is only a name', () => {
    expect(modelFromGateway(gatewayModel({ id: 'x', mode: null, providers: [] }))).toEqual({
      id: 'x',
      name: 'X',
    })
  })

  test('keeps a price that is known alone', () => {
    expect(modelFromGateway(gatewayModel({ id: 'x', inputPrice: '0.02' })).cost).toEqual({ input: 0.02 })
  })

  test.each([
    ['0.15', 0.15],
    ['0.0000000375', 0.0000000375],
    ['0.30000000000000004', 0.3],
    ['2.4999999999999996', 2.5],
    ['0', 0],
    ['1234.5', 1234.5],
  ])('writes the price %s as %s', (price, number) => {
    expect(modelFromGateway(gatewayModel({ id: 'x', outputPrice: price })).cost).toEqual({ output: number })
  })

  test('lowers the largest answer to the context window, as the engines do', () => {
    const model = gatewayModel({ id: 'x', contextWindow: 8000, maxOutputTokens: 16_000 })
    expect(modelFromGateway(model)).toMatchObject({ contextWindow: 8000, maxTokens: 8000 })
  })

  test('gives entries every engine accepts, whatever the gateway says', () => {
    const tokens = fc.option(fc.oneof(fc.double(), fc.integer()))
    const price = fc.option(fc.stringMatching(/^-?\d{1,9}(\.\d{1,20})?$/))
    const models = fc.record({
      id: fc.string({ minLength: 1 }),
      mode: fc.option(fc.string()),
      contextWindow: tokens,
      maxOutputTokens: tokens,
      inputPrice: price,
      outputPrice: price,
      capabilities: fc.subarray([...Capability.options]),
    })
    fc.assert(
      fc.property(models, (model) => {
        const entry = modelFromGateway(gatewayModel(model))
        const config = withProvider({ models: [JSON.parse(JSON.stringify(entry))] })
        for (const [, definition] of engines)
          expect(engineSchema(definition).safeParse(config).success).toBe(true)
      }),
    )
  })
})
