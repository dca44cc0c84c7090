import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import { isConfigObject } from '../config-document/config-value.ts'

import { arrayIn, objectIn, textIn, valueIn } from './config-lookup.ts'
import type { EngineDefinition } from './engine-definition.ts'
import { findIncludes, type IncludeSites } from './include-sites.ts'
import { INCLUDE_KEY } from './include-merge.ts'
import { keyFormOf, type KeyForm } from './key-form.ts'
import { formatModelRef, isSameModel } from './model-ref.ts'
import { AGENTS_PATH, ALLOWLIST_PATH, DEFAULT_MODEL_PATH, IMAGE_MODEL_PATH } from './model-ref-sites.ts'
import { providersIn, type ModelInFile, type ProviderInFile } from './providers-in-file.ts'

/** A config file as the form shows it. Broken parts read as not set; what an include supplies is not in it. */
export interface ConfigView {
  readonly mode: 'merge' | 'replace'
  readonly providers: readonly ProviderView[]
  readonly model: ModelChoiceView
  readonly imageModel: ModelChoiceView
  /** Empty: every model may be chosen. */
  readonly allowlist: readonly AllowedModelView[]
  readonly agents: readonly AgentView[]
  /** Paths under `models` and `agents` that come from other files, in part or whole. */
  readonly includedPaths: readonly ConfigPath[]
}

export interface ProviderView {
  /** The key as written. */
  readonly id: string
  readonly path: ConfigPath
  readonly baseUrl: string | null
  readonly api: string | null
  readonly auth: string | null
  readonly authHeader: boolean
  /** How the key is given; never the key. */
  readonly key: KeyForm
  /** Names of the headers it adds. */
  readonly headerNames: readonly string[]
  readonly models: readonly ModelView[]
  /** Whether other files may add to it, so that the form leaves it alone. */
  readonly isIncluded: boolean
}

export interface ModelView {
  readonly index: number
  readonly path: ConfigPath
  /** null where it has none the engine could use. */
  readonly id: string | null
  /** `provider/id`; null without an id. */
  readonly ref: string | null
  readonly name: string | null
  readonly api: string | null
  /** null: not set. */
  readonly reasoning: boolean | null
  readonly input: readonly string[] | null
  /** Tokens. */
  readonly contextWindow: number | null
  /** Tokens. */
  readonly maxTokens: number | null
  /** USD per million tokens. */
  readonly cost: {
    readonly input: number | null
    readonly output: number | null
    readonly cacheRead: number | null
    readonly cacheWrite: number | null
  }
  readonly alias: string | null
  readonly isPrimary: boolean
  readonly isFallback: boolean
  /** Whether `/model` may switch to it. */
  readonly isAllowed: boolean
}

export interface ModelChoiceView {
  /** As written; null when not set. */
  readonly primary: string | null
  readonly fallbacks: readonly string[]
  /** Whether it is written as a plain string. */
  readonly isText: boolean
}

export interface AllowedModelView {
  /** As written. */
  readonly ref: string
  readonly alias: string | null
}

export interface AgentView {
  readonly index: number
  readonly id: string | null
  readonly name: string | null
  /** Whether it is the one used when none is named. */
  readonly isDefault: boolean
  /** null: it uses the default model. */
  readonly model: ModelChoiceView | null
  /** Whether it has fallbacks of its own, which replace the default ones even when there are none. */
  readonly hasOwnFallbacks: boolean
}

export function configView(root: ConfigValue, definition: EngineDefinition): ConfigView {
  const includes = findIncludes(root)
  const model = choiceView(root, DEFAULT_MODEL_PATH)
  const allowlist = allowlistView(root)
  const context: ViewContext = { definition, includes, model, allowlist }
  return {
    mode: valueIn(root, ['models', 'mode']) === 'replace' ? 'replace' : 'merge',
    providers: providersIn(root).map((provider) => providerView(provider, context)),
    model,
    imageModel: choiceView(root, IMAGE_MODEL_PATH),
    allowlist,
    agents: agentViews(root),
    includedPaths: includes.all
      .map(({ path }) => path)
      .filter(([section]) => section === 'models' || section === 'agents' || section === undefined),
  }
}

interface ViewContext {
  readonly definition: EngineDefinition
  readonly includes: IncludeSites
  readonly model: ModelChoiceView
  readonly allowlist: readonly AllowedModelView[]
}

function providerView({ id, path, block, models }: ProviderInFile, context: ViewContext): ProviderView {
  return {
    id,
    path,
    baseUrl: textIn(block, ['baseUrl']),
    api: textIn(block, ['api']),
    auth: textIn(block, ['auth']),
    authHeader: block['authHeader'] === true,
    key: keyFormOf(block['apiKey'], () => false),
    headerNames: Object.keys(objectIn(block, ['headers'])).filter((name) => name !== INCLUDE_KEY),
    models: models.map((model) => modelView(id, model, context)),
    isIncluded: [...context.includes.around(path), ...context.includes.within(path)].some(
      (site) => site.path.length > 0,
    ),
  }
}

function modelView(
  providerId: string,
  { index, path, id, entry }: ModelInFile,
  context: ViewContext,
): ModelView {
  const ref = id === null ? null : formatModelRef(providerId, id)
  const isMeant = (other: string | null) =>
    ref !== null && other !== null && isSameModel(other, ref, context.definition)
  const allowed = context.allowlist.find((candidate) => isMeant(candidate.ref))
  const isPrimary = isMeant(context.model.primary)
  const inputs = entry['input']
  return {
    index,
    path,
    id,
    ref,
    name: textIn(entry, ['name']),
    api: textIn(entry, ['api']),
    reasoning: booleanIn(entry['reasoning']),
    input: Array.isArray(inputs)
      ? arrayIn(entry, ['input']).filter((kind) => typeof kind === 'string')
      : null,
    contextWindow: numberIn(entry, ['contextWindow']),
    maxTokens: numberIn(entry, ['maxTokens']),
    cost: {
      input: numberIn(entry, ['cost', 'input']),
      output: numberIn(entry, ['cost', 'output']),
      cacheRead: numberIn(entry, ['cost', 'cacheRead']),
      cacheWrite: numberIn(entry, ['cost', 'cacheWrite']),
    },
    alias: allowed?.alias ?? null,
    isPrimary,
    isFallback: context.model.fallbacks.some(isMeant),
    isAllowed: context.allowlist.length === 0 || allowed !== undefined || isPrimary,
  }
}

function choiceView(root: ConfigValue, path: ConfigPath): ModelChoiceView {
  const text = textIn(root, path)
  if (text !== null) return { primary: text, fallbacks: [], isText: true }
  return {
    primary: textIn(root, [...path, 'primary']),
    fallbacks: arrayIn(root, [...path, 'fallbacks']).filter((fallback) => typeof fallback === 'string'),
    isText: false,
  }
}

function allowlistView(root: ConfigValue): AllowedModelView[] {
  return Object.keys(objectIn(root, ALLOWLIST_PATH))
    .filter((ref) => ref !== INCLUDE_KEY)
    .map((ref) => ({ ref, alias: textIn(root, [...ALLOWLIST_PATH, ref, 'alias']) }))
}

/** The first that says so is the default agent, else the first. Contract §4. */
function agentViews(root: ConfigValue): AgentView[] {
  const agents = arrayIn(root, AGENTS_PATH)
  const marked = agents.findIndex((agent) => valueIn(agent, ['default']) === true)
  return agents.map((agent, index) => {
    const model = valueIn(agent, ['model'])
    return {
      index,
      id: textIn(agent, ['id']),
      name: textIn(agent, ['name']),
      isDefault: index === Math.max(0, marked),
      model: typeof model === 'string' || isConfigObject(model) ? choiceView(agent, ['model']) : null,
      hasOwnFallbacks: Array.isArray(valueIn(agent, ['model', 'fallbacks'])),
    }
  })
}

function numberIn(root: ConfigValue, path: ConfigPath): number | null {
  const value = valueIn(root, path)
  return typeof value === 'number' ? value : null
}

function booleanIn(value: ConfigValue | undefined): boolean | null {
  return typeof value === 'boolean' ? value : null
}
