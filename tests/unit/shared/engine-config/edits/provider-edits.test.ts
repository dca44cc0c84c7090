import { describe, expect, test } from 'vitest'

import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'
import { EngineEditError } from '#shared/engine-config/edits/edit-guard.ts'
import {
  addProvider,
  removeProvider,
  renameProvider,
  setModelsMode,
  setProviderField,
} from '#shared/engine-config/edits/provider-edits.ts'
import { referencesToProvider } from '#shared/engine-config/edits/references.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'

import { documentedConfig, documentOf } from '../samples.ts'

const text = `{
  models: {
    providers: {
      // ours
      litellm: { baseUrl: "http://localhost:4000", api: "openai-completions", models: [] },
      other: { baseUrl: "http://other", models: [] },
    },
  },
  agents: {
    defaults: {
      model: { primary: "litellm/gpt-4o", fallbacks: ["other/x", "LiteLLM/openai/gpt-4.1"] },
      models: {
        "litellm/gpt-4o": { alias: "fast" }, // keep
        "other/x": {},
      },
    },
    list: [{ id: "a", model: "litellm/gpt-4o@work" }, { id: "b", model: "fast" }],
  },
  hooks: { gmail: { model: "litellm/gpt-4o" } },
  tools: { media: { image: { models: [{ provider: "litellm", model: "gpt-4o" }] } } },
  auth: { profiles: { "litellm:default": { provider: "litellm", mode: "api_key" } }, order: { litellm: [] } },
}
`
const document = readConfigDocument(text)

describe('addProvider', () => {
  test('puts it behind the others', () => {
    const edits = addProvider(document, novaEngine, {
      id: 'second',
      baseUrl: 'http://second',
      api: 'ollama',
      apiKey: 'none',
      models: [{ id: 'a', name: 'A' }],
    })
    const after = editConfigText(text, edits)
    expect(readConfigDocument(after).valueAt(['models', 'providers', 'second'])).toEqual({
      baseUrl: 'http://second',
      apiKey: 'none',
      api: 'ollama',
      models: [{ id: 'a', name: 'A' }],
    })
    expect(after.startsWith(text.slice(0, text.indexOf('      other:')))).toBe(true)
  })

  test('makes what leads to it', () => {
    const provider = { id: 'litellm', baseUrl: 'http://x', api: 'ollama', models: [] }
    expect(editConfigText('{}', addProvider(readConfigDocument('{}'), novaEngine, provider))).toContain(
      'litellm',
    )
  })

  test.each([
    ['litellm', 'taken'],
    ['Second', 'unusable'],
    [' second', 'unusable'],
    ['a/b', 'unusable'],
    ['', 'unusable'],
    ['$include', 'unusable'],
    ['__proto__', 'unusable'],
  ])('refuses the id %j: %s', (id, fault) => {
    const provider = { id, baseUrl: 'http://x', api: 'ollama', models: [] }
    expect(faultOf(() => addProvider(document, novaEngine, provider))).toBe(fault)
  })

  test('refuses an id the engine takes for another one', () => {
    const twin = documentOf({ models: { providers: { zai: { baseUrl: 'x', models: [] } } } })
    const provider = { id: 'z.ai', baseUrl: 'http://x', api: 'ollama', models: [] }
    expect(faultOf(() => addProvider(twin, novaEngine, provider))).toBe('taken')
  })
})

describe('renameProvider', () => {
  test('takes along what refers to its models, and only that', () => {
    const after = editConfigText(
      text,
      renameProvider(document, idleHands, { id: 'litellm', newId: 'gateway' }),
    )
    const expected = text
      .replace('      litellm: {', '      gateway: {')
      .replace('primary: "litellm/gpt-4o"', 'primary: "gateway/gpt-4o"')
      .replace('"LiteLLM/openai/gpt-4.1"', '"gateway/openai/gpt-4.1"')
      .replace('"litellm/gpt-4o": {', '"gateway/gpt-4o": {')
      .replace('"litellm/gpt-4o@work"', '"gateway/gpt-4o@work"')
      .replace('gmail: { model: "litellm/gpt-4o"', 'gmail: { model: "gateway/gpt-4o"')
      .replace('{ provider: "litellm", model', '{ provider: "gateway", model')
    expect(after).toBe(expected)
  })

  test('an allowlist entry that would come twice goes', () => {
    const models = { 'a/x': { alias: 'one' }, 'b/x': { alias: 'two' }, 'A/x': {} }
    const before = documentOf({
      models: { providers: { a: { baseUrl: 'x', models: [] } } },
      agents: { defaults: { models } },
    })
    const after = editConfigText(before.text, renameProvider(before, novaEngine, { id: 'a', newId: 'b' }))
    expect(readConfigDocument(after).valueAt(['agents', 'defaults', 'models'])).toEqual({
      'b/x': { alias: 'two' },
    })
  })

  test('to other letters of the same changes the key alone', () => {
    const upper = documentOf({
      models: { providers: { LiteLLM: { baseUrl: 'x', models: [] } } },
      agents: { defaults: { model: { primary: 'LiteLLM/x' } } },
    })
    expect(renameProvider(upper, novaEngine, { id: 'LiteLLM', newId: 'litellm' })).toEqual([
      { type: 'rename', path: ['models', 'providers', 'LiteLLM'], key: 'litellm' },
    ])
  })

  test.each([
    ['gone', 'x', 'missing'],
    ['litellm', 'other', 'taken'],
    ['litellm', 'Other', 'unusable'],
  ])('from %j to %j: %s', (id, newId, fault) => {
    expect(faultOf(() => renameProvider(document, novaEngine, { id, newId }))).toBe(fault)
  })

  test('to itself is nothing', () => {
    expect(renameProvider(document, novaEngine, { id: 'litellm', newId: 'litellm' })).toEqual([])
  })

  test('there and back again is where it began', () => {
    const there = readConfigDocument(
      editConfigText(text, renameProvider(document, idleHands, { id: 'other', newId: 'gateway' })),
    )
    const back = editConfigText(
      there.text,
      renameProvider(there, idleHands, { id: 'gateway', newId: 'other' }),
    )
    expect(back).toBe(text)
  })
})

describe('referencesToProvider', () => {
  test('lists every place, and which of them stay behind', () => {
    expect(
      referencesToProvider(document.value, idleHands, 'litellm').map(({ path, follows }) => [
        path.join('.'),
        follows,
      ]),
    ).toEqual([
      ['agents.defaults.model.primary', true],
      ['agents.defaults.model.fallbacks.1', true],
      ['agents.defaults.models.litellm/gpt-4o', true],
      ['agents.list.0.model', true],
      ['hooks.gmail.model', true],
      ['tools.media.image.models.0.provider', true],
      ['auth.profiles.litellm:default.provider', false],
      ['auth.order.litellm', false],
    ])
  })
})

describe('removeProvider', () => {
  test('alone leaves what refers to it', () => {
    expect(removeProvider(document, novaEngine, { id: 'other', references: 'keep' })).toEqual([
      { type: 'delete', path: ['models', 'providers', 'other'] },
    ])
  })

  test('takes along what refers to it when asked', () => {
    const after = editConfigText(
      text,
      removeProvider(document, idleHands, { id: 'litellm', references: 'remove' }),
    )
    const { value } = readConfigDocument(after)
    expect(JSON.stringify(value).match(/litellm/gi)?.length).toBe(4)
    expect(value).toMatchObject({
      agents: {
        defaults: { model: { fallbacks: ['other/x'] }, models: { 'other/x': {} } },
        list: [{ id: 'a' }, { id: 'b', model: 'fast' }],
      },
      hooks: { gmail: {} },
    })
  })

  test('of a list takes the later ones first', () => {
    const fallbacks = ['a/1', 'b/1', 'a/2', 'a/3']
    const before = documentOf({
      models: { providers: { a: { baseUrl: 'x', models: [] } } },
      agents: { defaults: { model: { fallbacks } } },
    })
    const edits = removeProvider(before, novaEngine, { id: 'a', references: 'remove' })
    expect(
      readConfigDocument(editConfigText(before.text, edits)).valueAt(['agents', 'defaults', 'model']),
    ).toEqual({
      fallbacks: ['b/1'],
    })
  })
})

describe('setProviderField', () => {
  test('sets, changes and takes out', () => {
    const set = (field: readonly string[], value: string | null) =>
      setProviderField(document, { id: 'litellm', field, value })
    expect(set(['baseUrl'], 'http://localhost:4000')).toEqual([])
    expect(set(['headers'], null)).toEqual([])
    const path = ['models', 'providers', 'litellm']
    expect(set(['baseUrl'], 'http://x')).toEqual([
      { type: 'set', path: [...path, 'baseUrl'], value: 'http://x' },
    ])
    expect(set(['headers', 'X-Team'], 'core')).toEqual([
      { type: 'set', path: [...path, 'headers', 'X-Team'], value: 'core' },
    ])
    expect(set(['api'], null)).toEqual([{ type: 'delete', path: [...path, 'api'] }])
    expect(faultOf(() => setProviderField(document, { id: 'gone', field: ['api'], value: null }))).toBe(
      'missing',
    )
  })

  test('changes the bytes of the value and no others', () => {
    const edits = setProviderField(readConfigDocument(documentedConfig), {
      id: 'litellm',
      field: ['baseUrl'],
      value: 'https://gateway.example',
    })
    expect(editConfigText(documentedConfig, edits)).toBe(
      documentedConfig.replace('http://localhost:4000', 'https://gateway.example'),
    )
  })
})

test('setModelsMode', () => {
  expect(setModelsMode(document, null)).toEqual([])
  expect(setModelsMode(document, 'replace')).toEqual([
    { type: 'set', path: ['models', 'mode'], value: 'replace' },
  ])
})

function faultOf(action: () => unknown): string | null {
  try {
    action()
    return null
  } catch (cause) {
    if (cause instanceof EngineEditError) return cause.fault
    throw cause
  }
}
