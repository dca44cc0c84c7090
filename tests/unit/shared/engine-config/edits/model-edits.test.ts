import { describe, expect, test } from 'vitest'

import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'
import { addModels, moveModel, removeModel, setModelField } from '#shared/engine-config/edits/model-edits.ts'
import { referencesToModel } from '#shared/engine-config/edits/references.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { documentedConfig, documentOf } from '../samples.ts'

const MODELS = ['models', 'providers', 'litellm', 'models']
const document = readConfigDocument(documentedConfig)
const providerId = 'litellm'

describe('addModels', () => {
  test('puts new ones behind the others, each once', () => {
    const gemini = { id: 'gemini-2.5-pro', name: 'Gemini 2.5 Pro', reasoning: true }
    const edits = addModels(document, { providerId, models: [{ id: 'gpt-4o', name: 'x' }, gemini, gemini] })
    expect(edits).toEqual([{ type: 'insert', path: [...MODELS, 2], value: gemini }])
    const after = readConfigDocument(editConfigText(documentedConfig, edits))
    expect(after.valueAt([...MODELS, 2])).toEqual(gemini)
    expect(after.valueAt([...MODELS, 1, 'id'])).toBe('gpt-4o')
  })

  test('makes the list where there is none', () => {
    const before = documentOf({ models: { providers: { litellm: { baseUrl: 'x' } } } })
    expect(addModels(before, { providerId, models: [{ id: 'a', name: 'A' }] })).toEqual([
      { type: 'set', path: MODELS, value: [{ id: 'a', name: 'A' }] },
    ])
  })

  test('refuses a provider that is not there', () => {
    expect(() => addModels(document, { providerId: 'gone', models: [] })).toThrow(
      'The file has no provider "gone".',
    )
  })
})

describe('setModelField', () => {
  test('changes the bytes of one value', () => {
    const edits = setModelField(document, novaEngine, {
      providerId,
      index: 1,
      field: ['contextWindow'],
      value: 64_000,
    })
    expect(editConfigText(documentedConfig, edits)).toBe(documentedConfig.replace('128000', '64000'))
  })

  test('adds a price and takes it out again', () => {
    const add = setModelField(document, novaEngine, {
      providerId,
      index: 1,
      field: ['cost', 'input'],
      value: 2.5,
    })
    const priced = readConfigDocument(editConfigText(documentedConfig, add))
    expect(priced.valueAt([...MODELS, 1, 'cost'])).toEqual({ input: 2.5 })
    const drop = setModelField(priced, novaEngine, { providerId, index: 1, field: ['cost'], value: null })
    expect(editConfigText(priced.text, drop)).toBe(documentedConfig)
  })

  test('a new id takes references along', () => {
    const edits = setModelField(document, novaEngine, { providerId, index: 0, field: ['id'], value: 'opus' })
    expect(editConfigText(documentedConfig, edits)).toBe(
      documentedConfig.replaceAll('claude-opus-4-6', 'opus'),
    )
  })

  test('keeps the profile of a reference, and how it writes the provider', () => {
    const before = documentOf({
      models: {
        providers: {
          litellm: {
            baseUrl: 'x',
            models: [
              { id: 'a@2', name: 'A' },
              { id: 'b', name: 'B' },
            ],
          },
        },
      },
      agents: {
        defaults: { model: { primary: 'LiteLLM/b@work', fallbacks: ['litellm/a@2', 'litellm/b', 'b'] } },
      },
    })
    const rename = (index: number, value: string) =>
      readConfigDocument(
        editConfigText(
          before.text,
          setModelField(before, idleHands, { providerId, index, field: ['id'], value }),
        ),
      ).valueAt(['agents', 'defaults', 'model'])
    expect(rename(1, 'c')).toEqual({
      primary: 'LiteLLM/c@work',
      fallbacks: ['litellm/a@2', 'litellm/c', 'b'],
    })
    expect(rename(0, 'c')).toEqual({ primary: 'LiteLLM/b@work', fallbacks: ['litellm/c', 'litellm/b', 'b'] })
  })

  test('leaves references with a model that keeps the old id', () => {
    const models = [
      { id: 'a', name: 'A' },
      { id: 'a', name: 'Again' },
    ]
    const before = documentOf({
      models: { providers: { litellm: { baseUrl: 'x', models } } },
      agents: { defaults: { model: { primary: 'litellm/a' } } },
    })
    expect(setModelField(before, novaEngine, { providerId, index: 1, field: ['id'], value: 'b' })).toEqual([
      { type: 'set', path: [...MODELS, 1, 'id'], value: 'b' },
    ])
  })

  test('refuses a model that is not there', () => {
    expect(() =>
      setModelField(document, novaEngine, { providerId, index: 7, field: ['id'], value: 'x' }),
    ).toThrow('"litellm" has no model at place 8.')
  })
})

describe('removeModel', () => {
  test('goes alone, or with what refers to it', () => {
    const path = [...MODELS, 0]
    expect(removeModel(document, novaEngine, { providerId, index: 0, references: 'keep' })).toEqual([
      { type: 'delete', path },
    ])
    expect(removeModel(document, novaEngine, { providerId, index: 0, references: 'remove' })).toEqual([
      { type: 'delete', path: ['agents', 'defaults', 'model', 'primary'] },
      { type: 'delete', path },
    ])
    expect(referencesToModel(document.value, novaEngine, providerId, 'claude-opus-4-6')).toEqual([
      { path: ['agents', 'defaults', 'model', 'primary'], text: 'litellm/claude-opus-4-6', follows: true },
    ])
  })
})

describe('moveModel', () => {
  test('changes the order', () => {
    const edits = moveModel(document, { providerId, index: 1, to: 0 })
    const after = readConfigDocument(editConfigText(documentedConfig, edits))
    expect([0, 1].map((index) => after.valueAt([...MODELS, index, 'id']))).toEqual([
      'gpt-4o',
      'claude-opus-4-6',
    ])
    expect(moveModel(document, { providerId, index: 1, to: 1 })).toEqual([])
    expect(() => moveModel(document, { providerId, index: 1, to: 2 })).toThrow('no model at place 3')
  })
})
