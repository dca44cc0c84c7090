import type { ConfigDocument } from '../../config-document/config-document.ts'
import type { ConfigEdit, ConfigPath, ConfigValue } from '../../config-document/config-edit.ts'
import { isConfigArray } from '../../config-document/config-value.ts'
import type { EngineDefinition } from '../engine-definition.ts'
import type { EngineModelEntry } from '../model-from-gateway.ts'
import { parseModelRef } from '../model-ref.ts'
import type { ModelInFile, ProviderInFile } from '../providers-in-file.ts'

import { EngineEditError, guarded } from './edit-guard.ts'
import { entryValue, existingProvider, fieldEdits } from './provider-edits.ts'
import { dropEdits, followEdits, sitesOfModel } from './references.ts'

/** One of a provider's models, by its place in the list. */
export interface ModelPlace {
  readonly providerId: string
  readonly index: number
}

/** Adds models behind the others; those with an id that is there already are left out. Throws EngineEditError. */
export function addModels(
  document: ConfigDocument,
  { providerId, models }: { readonly providerId: string; readonly models: readonly EngineModelEntry[] },
): ConfigEdit[] {
  const provider = existingProvider(document.value, providerId)
  const known = new Set(provider.models.map(({ id }) => id))
  const added = models.filter(
    ({ id }, index) => !known.has(id) && models.findIndex((other) => other.id === id) === index,
  )
  if (added.length === 0) return []
  const path = [...provider.path, 'models']
  if (!isConfigArray(provider.block['models'])) {
    return guarded(document.value, [{ type: 'set', path, value: added.map(entryValue) }])
  }
  const count = provider.models.length
  return guarded(
    document.value,
    added.map((entry, index) => ({
      type: 'insert',
      path: [...path, count + index],
      value: entryValue(entry),
    })),
  )
}

/**
 * Sets a field of a model, such as `['contextWindow']` or `['cost', 'input']`; null takes it out. With a new `id` the
 * references to the model go along, unless another model still has the old one. Throws EngineEditError.
 */
export function setModelField(
  document: ConfigDocument,
  definition: EngineDefinition,
  {
    providerId,
    index,
    field,
    value,
  }: ModelPlace & { readonly field: ConfigPath; readonly value: ConfigValue },
): ConfigEdit[] {
  const root = document.value
  const provider = existingProvider(root, providerId)
  const model = existingModel(provider, index)
  const isId = field.length === 1 && field[0] === 'id'
  const isMoved = isId && typeof value === 'string' && model.id !== null && value !== model.id
  const follow =
    isMoved && isOnlyOne(provider, model) ? renameRefs(root, definition, provider.id, model.id, value) : []
  return guarded(root, [...fieldEdits(root, [...model.path, ...field], value), ...follow])
}

/**
 * Removes a model. With `remove`, what refers to it goes too; with `keep` it stays. Throws EngineEditError.
 */
export function removeModel(
  document: ConfigDocument,
  definition: EngineDefinition,
  { providerId, index, references }: ModelPlace & { readonly references: 'keep' | 'remove' },
): ConfigEdit[] {
  const root = document.value
  const provider = existingProvider(root, providerId)
  const model = existingModel(provider, index)
  const drops = references === 'remove' && model.id !== null && isOnlyOne(provider, model)
  const dropped = drops ? dropEdits(sitesOfModel(root, definition, providerId, model.id)) : []
  return guarded(root, [...dropped, { type: 'delete', path: model.path }])
}

/** Moves a model to another place in its provider's list. Throws EngineEditError. */
export function moveModel(
  document: ConfigDocument,
  { providerId, index, to }: ModelPlace & { readonly to: number },
): ConfigEdit[] {
  const provider = existingProvider(document.value, providerId)
  const model = existingModel(provider, index)
  existingModel(provider, to)
  return index === to ? [] : guarded(document.value, [{ type: 'move', path: model.path, to }])
}

function renameRefs(
  root: ConfigValue,
  definition: EngineDefinition,
  providerId: string,
  oldId: string,
  newId: string,
): ConfigEdit[] {
  return followEdits(root, sitesOfModel(root, definition, providerId, oldId), (text) => {
    const ref = parseModelRef(text, definition)
    // The whole end is the id where the id itself has an `@`.
    const profile = ref !== null && ref.modelId === oldId && ref.profile !== null ? `@${ref.profile}` : ''
    return `${text.slice(0, text.indexOf('/') + 1)}${newId}${profile}`
  })
}

function isOnlyOne({ models }: ProviderInFile, { id }: ModelInFile): boolean {
  return models.filter((model) => model.id === id).length === 1
}

function existingModel(provider: ProviderInFile, index: number): ModelInFile {
  const model = provider.models[index]
  if (!model) {
    const path = [...provider.path, 'models', index]
    throw new EngineEditError('missing', path, `"${provider.id}" has no model at place ${index + 1}.`)
  }
  return model
}
