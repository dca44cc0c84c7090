import { describe, expect, it } from 'vitest'

import type { EngineDocument } from '#shared/engine.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import type { Model } from '#shared/model.ts'
import { sampleEngine } from '../../../../../helpers/sample-engine.ts'
import {
  engineOffer,
  textWithModel,
} from '../../../../../../src-renderer/features/gateway-place/models/add-to-engine.ts'

const definition = engineDefinition('nova-engine')
const gateway = { baseUrl: 'http://localhost:4000' }
const model: Model = {
  id: 'gpt-4o-mini',
  providers: [],
  mode: null,
  contextWindow: null,
  maxOutputTokens: null,
  inputPrice: null,
  outputPrice: null,
  capabilities: [],
  parameters: null,
}
const text = `// mine
{
  models: { providers: { gate: {
    baseUrl: "http://127.0.0.1:4000/v1/", // the gateway
    models: [
      { id: "gpt-4o", name: "4o" },
    ],
  } } },
  agents: { defaults: { model: { primary: "gate/gpt-4o" }, models: { "gate/gpt-4o": {} } } },
}
`

function documentOf(content: string): EngineDocument {
  return {
    engine: sampleEngine(),
    text: content,
    hash: 'ab',
    facts: { variables: [], keyChains: [], modelsFiles: [], authProfiles: [], includeProblems: [] },
    backups: [],
  }
}

describe('adding a model of the gateway to an engine’s file', () => {
  it('takes the provider that points at the gateway, however its address is written', () => {
    expect(engineOffer(documentOf(text), definition, gateway, 'gpt-4o-mini')).toEqual({
      providerId: 'gate',
      isNewProvider: false,
      isThere: false,
      hasAllowlist: true,
      primary: 'gate/gpt-4o',
      ref: 'gate/gpt-4o-mini',
    })
    expect(engineOffer(documentOf(text), definition, gateway, 'gpt-4o').isThere).toBe(true)
  })

  it('changes the bytes of the model, and of the allowlist and the primary model where wanted, and no others', () => {
    const document = documentOf(text)
    const offer = engineOffer(document, definition, gateway, model.id)
    const own = '      { id: "gpt-4o", name: "4o" },\n'
    const added = '      { id: "gpt-4o-mini", name: "GPT-4o Mini" },\n'
    const alone = textWithModel(document, definition, gateway, {
      offer,
      model,
      isAllowed: false,
      isPrimary: false,
    })
    expect(alone).toBe(text.replace(own, own + added))
    const all = textWithModel(document, definition, gateway, {
      offer,
      model,
      isAllowed: true,
      isPrimary: true,
    })
    expect(all).toContain('primary: "gate/gpt-4o-mini"')
    expect(all).toContain('models: { "gate/gpt-4o": {}, "gate/gpt-4o-mini": {} }')
  })

  it('makes a provider under a free name where none points at the gateway', () => {
    const other = '{ models: { providers: { litellm: { baseUrl: "http://elsewhere:4000", models: [] } } } }'
    const document = documentOf(other)
    const offer = engineOffer(document, definition, gateway, model.id)
    expect(offer).toMatchObject({
      providerId: 'litellm-2',
      isNewProvider: true,
      hasAllowlist: false,
      primary: null,
    })
    const next = textWithModel(document, definition, gateway, {
      offer,
      model,
      isAllowed: true,
      isPrimary: true,
    })
    expect(next).toContain('"http://elsewhere:4000"')
    expect(engineOffer(documentOf(next), definition, gateway, model.id)).toMatchObject({
      providerId: 'litellm-2',
      isThere: true,
      primary: 'litellm-2/gpt-4o-mini',
    })
  })
})
