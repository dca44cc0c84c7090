import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { readConfigDocument } from '#shared/config-document/config-document.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'
import { allowModels, disallowModel } from '#shared/engine-config/edits/allowlist-edits.ts'
import { addModels } from '#shared/engine-config/edits/model-edits.ts'
import { addProvider, removeProvider, renameProvider } from '#shared/engine-config/edits/provider-edits.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import { configView } from '#shared/engine-config/provider-view.ts'
import { EngineKind } from '#shared/engine.ts'

import { configLike } from './arbitrary-config.ts'
import { documentedConfig, documentOf } from './samples.ts'

const view = (text: string, definition = novaEngine) => configView(readConfigDocument(text).value, definition)

describe('configView', () => {
  test('of the documented example', () => {
    const shown = view(documentedConfig)
    expect(shown).toMatchObject({
      mode: 'merge',
      model: { primary: 'litellm/claude-opus-4-6', fallbacks: [], isText: false },
      imageModel: { primary: null, fallbacks: [], isText: false },
      allowlist: [],
      agents: [],
      includedPaths: [],
    })
    expect(shown.providers).toHaveLength(1)
    expect(shown.providers[0]).toMatchObject({
      id: 'litellm',
      baseUrl: 'http://localhost:4000',
      api: 'openai-completions',
      auth: null,
      authHeader: false,
      key: { form: 'variables', names: ['LITELLM_API_KEY'] },
      headerNames: [],
      isIncluded: false,
    })
    expect(shown.providers[0]?.models[1]).toEqual({
      index: 1,
      path: ['models', 'providers', 'litellm', 'models', 1],
      id: 'gpt-4o',
      ref: 'litellm/gpt-4o',
      name: 'GPT-4o',
      api: null,
      reasoning: false,
      input: ['text', 'image'],
      contextWindow: 128_000,
      maxTokens: 8192,
      cost: { input: null, output: null, cacheRead: null, cacheWrite: null },
      alias: null,
      isPrimary: false,
      isFallback: false,
      isAllowed: true,
    })
  })

  test('shows how a key is given, and never the key', () => {
    const text = JSON.stringify({
      models: {
        providers: {
          a: { apiKey: 'sk-secret-1234567890' },
          b: { apiKey: 'MY_API_KEY' },
          c: { apiKey: { source: 'env', provider: 'default', id: 'A' } },
          d: { apiKey: 1 },
          e: {},
          f: { apiKey: '!op read', headers: { Authorization: 'Bearer sk-secret-1234567890' } },
        },
      },
    })
    const shown = view(text)
    expect(shown.providers.map(({ key }) => key.form)).toEqual([
      'literal',
      'bare-name',
      'reference',
      'broken',
      'none',
      'command',
    ])
    expect(shown.providers[5]?.headerNames).toEqual(['Authorization'])
    expect(JSON.stringify(shown)).not.toContain('secret')
  })

  test('marks what is chosen and what may be', () => {
    const text = JSON.stringify({
      models: { providers: { litellm: { models: ['a', 'b', 'c', 'd'].map((id) => ({ id, name: id })) } } },
      agents: {
        defaults: {
          model: { primary: 'LiteLLM/a@work', fallbacks: ['litellm/b'] },
          models: { 'litellm/b': {}, 'litellm/c': { alias: 'see' }, 'x/y': {} },
        },
      },
    })
    const models = view(text, idleHands).providers[0]?.models
    expect(
      models?.map(({ isPrimary, isFallback, isAllowed, alias }) => [isPrimary, isFallback, isAllowed, alias]),
    ).toEqual([
      [true, false, true, null],
      [false, true, true, null],
      [false, false, true, 'see'],
      [false, false, false, null],
    ])
  })

  test('shows each agent with its own model', () => {
    const text = JSON.stringify({
      agents: {
        list: [
          { id: 'a', model: 'x/y' },
          { id: 'b', name: 'B', default: true, model: { primary: 'x/y', fallbacks: [] } },
          { id: 'c' },
          null,
        ],
      },
    })
    expect(view(text).agents).toEqual([
      {
        index: 0,
        id: 'a',
        name: null,
        isDefault: false,
        model: { primary: 'x/y', fallbacks: [], isText: true },
        hasOwnFallbacks: false,
      },
      {
        index: 1,
        id: 'b',
        name: 'B',
        isDefault: true,
        model: { primary: 'x/y', fallbacks: [], isText: false },
        hasOwnFallbacks: true,
      },
      { index: 2, id: 'c', name: null, isDefault: false, model: null, hasOwnFallbacks: false },
      { index: 3, id: null, name: null, isDefault: false, model: null, hasOwnFallbacks: false },
    ])
    expect(view('{ agents: { list: [{ id: "a" }] } }').agents[0]?.isDefault).toBe(true)
  })

  test('says which parts come from other files', () => {
    const shown = view(
      '{ $include: "./a.json", models: { providers: { a: { models: { $include: "./m.json" } }, b: {} } } }',
    )
    expect(shown.includedPaths).toEqual([[], ['models', 'providers', 'a', 'models']])
    expect(shown.providers.map(({ isIncluded }) => isIncluded)).toEqual([true, false])
  })

  test('copes with whatever a file holds', () => {
    fc.assert(
      fc.property(configLike, fc.constantFrom(...EngineKind.options), (value, kind) => {
        const { providers } = configView(JSON.parse(JSON.stringify(value)), engineDefinition(kind))
        for (const { models } of providers)
          expect(models.map(({ index }) => index)).toEqual([...models.keys()])
      }),
    )
  })
})

describe('what an operation does shows', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-z0-9][a-z0-9/.:-]{0,12}$/), {
    minLength: 1,
    maxLength: 4,
  })
  const start = fc.constantFrom(
    '{}',
    documentedConfig,
    '{ models: { providers: {} } }',
    '{\n\t"agents": {"defaults": {}}\n}',
  )

  test('a provider that is added, renamed and removed', () => {
    fc.assert(
      fc.property(start, ids, (text, modelIds) => {
        const before = readConfigDocument(text)
        const models = modelIds.map((id) => ({ id, name: id }))
        const provider = { id: 'mine', baseUrl: 'http://mine', api: 'ollama', models }
        const added = readConfigDocument(editConfigText(text, addProvider(before, novaEngine, provider)))
        const shown = configView(added.value, novaEngine).providers.at(-1)
        expect(shown).toMatchObject({ id: 'mine', baseUrl: 'http://mine', api: 'ollama' })
        expect(shown?.models.map(({ id }) => id)).toEqual(modelIds)
        const renamed = readConfigDocument(
          editConfigText(added.text, renameProvider(added, novaEngine, { id: 'mine', newId: 'yours' })),
        )
        expect(configView(renamed.value, novaEngine).providers.at(-1)?.id).toBe('yours')
        const removed = removeProvider(renamed, novaEngine, { id: 'yours', references: 'remove' })
        expect(
          configView(readConfigDocument(editConfigText(renamed.text, removed)).value, novaEngine).providers,
        ).toEqual(configView(before.value, novaEngine).providers)
      }),
    )
  })

  test('models that are added and allowed', () => {
    fc.assert(
      fc.property(ids, (modelIds) => {
        const before = readConfigDocument(documentedConfig)
        const entries = modelIds.map((id) => ({ id, name: id }))
        const more = readConfigDocument(
          editConfigText(documentedConfig, addModels(before, { providerId: 'litellm', models: entries })),
        )
        const refs = modelIds.map((id) => `litellm/${id}`)
        const allowed = readConfigDocument(editConfigText(more.text, allowModels(more, novaEngine, refs)))
        const shown = configView(allowed.value, novaEngine)
        expect(shown.allowlist.map(({ ref }) => ref)).toEqual(refs)
        const chosen = shown.providers[0]?.models.filter(
          ({ isAllowed, isPrimary }) => isAllowed && !isPrimary,
        )
        expect(chosen?.map(({ id }) => id).toSorted()).toEqual(modelIds.toSorted())
        const [first = ''] = refs
        const fewer = editConfigText(allowed.text, disallowModel(allowed, novaEngine, first))
        expect(view(fewer).allowlist.map(({ ref }) => ref)).toEqual(refs.slice(1))
      }),
    )
  })
})

test('a list that is no list reads as none', () => {
  expect(
    configView(documentOf({ models: { providers: [] }, agents: { list: 'x' } }).value, novaEngine),
  ).toMatchObject({
    providers: [],
    agents: [],
  })
})
