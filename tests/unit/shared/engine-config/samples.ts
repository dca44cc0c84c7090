import { readConfigDocument, type ConfigDocument } from '#shared/config-document/config-document.ts'
import type { ConfigEdit, ConfigValue } from '#shared/config-document/config-edit.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'
import type { ConfigProblem, ProblemCode } from '#shared/engine-config/config-problem.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import { idleHands } from '#shared/engine-config/engines/idlehands.ts'
import { novaEngine } from '#shared/engine-config/engines/nova-engine.ts'
import { judgeConfig } from '#shared/engine-config/judge-config.ts'
import type { EngineFacts } from '#shared/engine.ts'
import type { Model } from '#shared/model.ts'

export const engines: readonly (readonly [string, EngineDefinition])[] = [
  ['Nova Engine', novaEngine],
  ['IdleHands', idleHands],
]

/** The example of the engines' own documentation. */
export const documentedConfig = `{
  models: {
    providers: {
      litellm: {
        baseUrl: "http://localhost:4000",
        apiKey: "\${LITELLM_API_KEY}",
        api: "openai-completions",
        models: [
          {
            id: "claude-opus-4-6",
            name: "Claude Opus 4.6",
            reasoning: true,
            input: ["text", "image"],
            contextWindow: 200000,
            maxTokens: 64000,
          },
          {
            id: "gpt-4o",
            name: "GPT-4o",
            reasoning: false,
            input: ["text", "image"],
            contextWindow: 128000,
            maxTokens: 8192,
          },
        ],
      },
    },
  },
  agents: {
    defaults: {
      model: { primary: "litellm/claude-opus-4-6" },
    },
  },
}
`

/** Nothing is known but that the gateway's key is set. */
export const plainFacts: EngineFacts = {
  variables: [{ name: 'LITELLM_API_KEY', source: 'state-env-file' }],
  keyChains: [],
  modelsFiles: [],
  authProfiles: [],
  includeProblems: [],
}

export const nothingKnown: EngineFacts = { ...plainFacts, variables: [] }

export function documentOf(value: ConfigValue): ConfigDocument {
  return readConfigDocument(JSON.stringify(value, null, 2))
}

/** A config with one provider `litellm` of these fields over usual ones. */
export function withProvider(fields: { readonly [field: string]: ConfigValue }): ConfigValue {
  const usual = {
    baseUrl: 'http://localhost:4000',
    apiKey: 'sk-provider-key-1234',
    api: 'openai-completions',
    models: [],
  }
  return { models: { providers: { litellm: { ...usual, ...fields } } } }
}

/** A config whose only model has these fields over usual ones. */
export function withModel(fields: { readonly [field: string]: ConfigValue }): ConfigValue {
  return withProvider({ models: [{ id: 'gpt-4o', name: 'GPT-4o', ...fields }] })
}

/** A config with these fields in `agents.defaults`. */
export function withDefaults(fields: { readonly [field: string]: ConfigValue }): ConfigValue {
  return { agents: { defaults: fields } }
}

/** What is found of some kinds in a text, or in a value. */
export function problemsOf(
  config: string | ConfigValue,
  definition: EngineDefinition,
  codes: readonly ProblemCode[],
  facts: EngineFacts = plainFacts,
): ConfigProblem[] {
  const document = typeof config === 'string' ? readConfigDocument(config) : documentOf(config)
  return judgeConfig(document, definition, facts).filter(({ code }) => codes.includes(code))
}

/** The edits of a problem's fix. Throws where it has none, or one outside the file. */
export function editsOf(problem: ConfigProblem | undefined): readonly ConfigEdit[] {
  if (!problem?.fix || !('edits' in problem.fix)) throw new Error('The problem has no fix in the file')
  return problem.fix.edits
}

/** A text after a problem's fix. */
export function fixed(text: string, problem: ConfigProblem | undefined): string {
  return editConfigText(text, editsOf(problem))
}

export function gatewayModel(fields: Partial<Model> & { readonly id: string }): Model {
  return {
    providers: ['openai'],
    mode: 'chat',
    contextWindow: null,
    maxOutputTokens: null,
    inputPrice: null,
    outputPrice: null,
    capabilities: [],
    parameters: null,
    ...fields,
  }
}
