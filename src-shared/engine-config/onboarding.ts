import type { ConfigDocument } from '../config-document/config-document.ts'
import type { ConfigEdit, ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import { isConfigArray, isConfigObject } from '../config-document/config-value.ts'
import { editConfigDocument } from '../config-document/edit-config-text.ts'
import type { Model } from '../model.ts'

import { arrayIn, objectIn, textIn, valueIn } from './config-lookup.ts'
import { aliasEdits, aliasOf, allowEdits } from './edits/allowlist-edits.ts'
import { primaryEdits } from './edits/choice-edits.ts'
import { EngineEditError, guarded } from './edits/edit-guard.ts'
import { entryValue, fieldEdits, renameEdits } from './edits/provider-edits.ts'
import type { EngineDefinition } from './engine-definition.ts'
import { freshConfigText } from './fresh-config.ts'
import { keyFormOf } from './key-form.ts'
import { GATEWAY_API, GATEWAY_KEY_VARIABLE, GATEWAY_PROVIDER_ID, STAND_IN_KEY } from './litellm-provider.ts'
import { modelFromGateway, type EngineModelEntry } from './model-from-gateway.ts'
import { formatModelRef, normaliseProviderId } from './model-ref.ts'
import { AGENTS_PATH, ALLOWLIST_PATH, DEFAULT_MODEL_PATH } from './model-ref-sites.ts'
import { PROVIDERS_PATH, providersIn, type ModelInFile, type ProviderInFile } from './providers-in-file.ts'

/** What the engine is to use from now on. */
export interface OnboardingInput {
  readonly baseUrl: string
  readonly models: readonly Model[]
  /** Id of the model that becomes the default; null chooses none. */
  readonly primary: string | null
  /** Another name for the default model; written only where there is an allowlist. */
  readonly alias?: string
  /**
   * `variable`: the file refers to LITELLM_API_KEY. `none`: the file says nothing, since the variable or a stored profile
   * supplies the key. `stand-in`: the gateway asks for none.
   */
  readonly apiKey: 'variable' | 'none' | 'stand-in'
  /** `local` lets the engine's own gateway start; what is there already stays. */
  readonly gatewayMode: 'local' | null
  /** Whether a variable is set for the engine: a key that refers to one stays. */
  readonly isVariableSet: (name: string) => boolean
}

/** The file with the gateway set up in it. */
export interface Onboarding {
  readonly text: string
  /** What makes the text from the one before; empty when nothing changes, or there was none. */
  readonly edits: readonly ConfigEdit[]
  /** What the user should know about it, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * Sets up a LiteLLM gateway in a config file, or in a new one where there is none. What is in the file already stays, and
 * doing it twice changes nothing. Throws EngineEditError where an include is in the way, or the file holds no object.
 */
export function onboardEngine(
  document: ConfigDocument | null,
  definition: EngineDefinition,
  input: OnboardingInput,
): Onboarding {
  const models = input.models.map(modelFromGateway)
  if (document === null) {
    return {
      text: freshConfigText(definition, { ...input, models }),
      edits: [],
      notes: aliasNote(input, false),
    }
  }
  const root = document.value
  if (!isConfigObject(root)) throw new EngineEditError('unusable', [], 'The file holds no object.')
  const provider = gatewayProvider(root, definition)
  const primary = input.primary === null ? null : formatModelRef(GATEWAY_PROVIDER_ID, input.primary)
  const refs = models.map(({ id }) => formatModelRef(GATEWAY_PROVIDER_ID, id))
  const hasAllowlist = Object.keys(objectIn(root, ALLOWLIST_PATH)).length > 0
  const allowed = hasAllowlist ? allowEdits(root, definition, refs) : []
  const edits = guarded(root, [
    ...providerEdits(root, definition, provider, models, input),
    ...(primary === null ? [] : choiceEdits(root, definition, primary)),
    ...allowed,
    ...(hasAllowlist &&
    primary !== null &&
    input.alias !== undefined &&
    aliasOf(root, definition, primary) === null
      ? aliasEdits(root, definition, primary, input.alias)
      : []),
    ...(input.gatewayMode !== null && valueIn(root, ['gateway', 'mode']) === undefined
      ? fieldEdits(root, ['gateway', 'mode'], input.gatewayMode)
      : []),
  ])
  return {
    text: editConfigDocument(document, edits).text,
    edits,
    notes: [...notesOn(root, definition, allowed.length), ...aliasNote(input, hasAllowlist)],
  }
}

function providerEdits(
  root: ConfigValue,
  definition: EngineDefinition,
  provider: ProviderInFile | undefined,
  models: readonly EngineModelEntry[],
  input: OnboardingInput,
): ConfigEdit[] {
  const path = [...PROVIDERS_PATH, GATEWAY_PROVIDER_ID]
  if (!provider || !isConfigObject(valueIn(root, provider.path))) {
    const key = keyText(input)
    const value = {
      baseUrl: input.baseUrl,
      ...(key === null ? {} : { apiKey: key }),
      api: GATEWAY_API,
      models: models.map(entryValue),
    }
    return [{ type: 'set', path, value }]
  }
  const { id, block } = provider
  const set = (field: string, value: ConfigValue): ConfigEdit[] =>
    block[field] === value ? [] : [{ type: 'set', path: [...path, field], value }]
  const key = keyText(input)
  return [
    ...(id === GATEWAY_PROVIDER_ID ? [] : renameEdits(root, definition, id, GATEWAY_PROVIDER_ID)),
    ...set('baseUrl', input.baseUrl),
    ...(key === null || hasUsableKey(provider, definition, input) ? [] : set('apiKey', key)),
    ...set('api', GATEWAY_API),
    ...modelEdits(provider, [...path, 'models'], models),
  ]
}

function modelEdits(
  { block, models: present }: ProviderInFile,
  path: ConfigPath,
  models: readonly EngineModelEntry[],
): ConfigEdit[] {
  if (!isConfigArray(block['models'])) return [{ type: 'set', path, value: models.map(entryValue) }]
  let count = present.length
  return models.flatMap((entry): ConfigEdit[] => {
    const own = present.find(({ id }) => id === entry.id)
    if (own) return entryEdits(own, [...path, own.index], entry)
    count += 1
    return [{ type: 'insert', path: [...path, count - 1], value: entryValue(entry) }]
  })
}

/** Fills in what an entry lacks and sets its limits right; everything else in it is the user's. */
function entryEdits({ entry }: ModelInFile, path: ConfigPath, real: EngineModelEntry): ConfigEdit[] {
  return Object.entries(real).flatMap(([field, value]): ConfigEdit[] => {
    const current = entry[field]
    const isRight = isLimit(field) ? isOwnLimit(field, current, Number(value)) : current !== undefined
    return isRight ? [] : [{ type: 'set', path: [...path, field], value }]
  })
}

/** What the engines' own onboarding writes for every model, whatever its limits are, in tokens. Contract §5. */
const STOCK_LIMITS = { contextWindow: 128_000, maxTokens: 8192 }

function isLimit(field: string): field is keyof typeof STOCK_LIMITS {
  return Object.hasOwn(STOCK_LIMITS, field)
}

/** A lower limit may be meant; one above the real one, or the stock one, is not. */
function isOwnLimit(
  field: keyof typeof STOCK_LIMITS,
  current: ConfigValue | undefined,
  real: number,
): boolean {
  return (
    typeof current === 'number' &&
    current > 0 &&
    current <= real &&
    (current === real || current !== STOCK_LIMITS[field])
  )
}

/** The object form, which every engine takes; fallbacks stay. */
function choiceEdits(root: ConfigValue, definition: EngineDefinition, primary: string): ConfigEdit[] {
  return typeof valueIn(root, DEFAULT_MODEL_PATH) === 'string'
    ? [{ type: 'set', path: DEFAULT_MODEL_PATH, value: { primary } }]
    : primaryEdits(root, definition, primary, DEFAULT_MODEL_PATH)
}

/** The provider the engine takes for `litellm`, however its key is written. */
function gatewayProvider(root: ConfigValue, definition: EngineDefinition): ProviderInFile | undefined {
  const providers = providersIn(root)
  return (
    providers.find(({ id }) => id === GATEWAY_PROVIDER_ID) ??
    providers.find(({ id }) => normaliseProviderId(id, definition) === GATEWAY_PROVIDER_ID)
  )
}

function hasUsableKey(
  { block }: ProviderInFile,
  definition: EngineDefinition,
  { isVariableSet }: OnboardingInput,
): boolean {
  const key = keyFormOf(block['apiKey'], isVariableSet)
  switch (key.form) {
    case 'literal':
    case 'command':
      return true
    case 'variables':
      return key.names.every(isVariableSet)
    case 'reference':
      return definition.allowsSecretRef
    default:
      return false
  }
}

function keyText({ apiKey }: OnboardingInput): string | null {
  if (apiKey === 'variable') return `\${${GATEWAY_KEY_VARIABLE}}`
  return apiKey === 'stand-in' ? STAND_IN_KEY : null
}

function notesOn(root: ConfigValue, { name }: EngineDefinition, allowed: number): string[] {
  const own = arrayIn(root, AGENTS_PATH)
    .filter((agent) => valueIn(agent, ['model']) !== undefined)
    .flatMap((agent) => textIn(agent, ['id']) ?? [])
  return [
    ...(allowed === 0
      ? []
      : [
          `The models are also added to agents.defaults.models: as long as that has entries, ${name} switches to nothing else.`,
        ]),
    ...own.map((id) => `The agent "${id}" has a model of its own and goes on using it.`),
  ]
}

function aliasNote({ alias, primary }: OnboardingInput, hasAllowlist: boolean): string[] {
  if (alias === undefined || primary === null || hasAllowlist) return []
  return [
    `The alias "${alias}" is left out: it would be the first entry of an allowlist, and no other model could be chosen.`,
  ]
}
