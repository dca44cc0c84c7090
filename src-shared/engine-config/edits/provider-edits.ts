import type { ConfigDocument } from '../../config-document/config-document.ts'
import type { ConfigEdit, ConfigPath, ConfigValue } from '../../config-document/config-edit.ts'
import { valueIn } from '../config-lookup.ts'
import type { EngineDefinition } from '../engine-definition.ts'
import type { EngineModelEntry } from '../model-from-gateway.ts'
import { modelPart, normaliseProviderId } from '../model-ref.ts'
import { providerMentions } from '../provider-mentions.ts'
import { providerIn, PROVIDERS_PATH, providersIn, type ProviderInFile } from '../providers-in-file.ts'

import { EngineEditError, guarded } from './edit-guard.ts'
import { dropEdits, followEdits, sitesOfProvider } from './references.ts'

export interface NewProvider {
  readonly id: string
  readonly baseUrl: string
  readonly api: string
  /** Left out: the key comes from a variable or a stored profile. */
  readonly apiKey?: string
  readonly models: readonly EngineModelEntry[]
}

/** Adds a provider behind the others. Throws EngineEditError `taken`, `unusable` or `include`. */
export function addProvider(
  document: ConfigDocument,
  definition: EngineDefinition,
  { id, baseUrl, api, apiKey, models }: NewProvider,
): ConfigEdit[] {
  const key = usableId(document.value, definition, id, null)
  const value = { baseUrl, ...(apiKey === undefined ? {} : { apiKey }), api, models: models.map(entryValue) }
  return guarded(document.value, [{ type: 'set', path: [...PROVIDERS_PATH, key], value }])
}

/**
 * Gives a provider another id; references to its models go along. Those that do not are in `referencesToProvider`.
 * Throws EngineEditError `missing`, `taken`, `unusable` or `include`.
 */
export function renameProvider(
  document: ConfigDocument,
  definition: EngineDefinition,
  input: { readonly id: string; readonly newId: string },
): ConfigEdit[] {
  const root = document.value
  existingProvider(root, input.id)
  if (input.id === input.newId) return []
  return guarded(
    root,
    renameEdits(root, definition, input.id, usableId(root, definition, input.newId, input.id)),
  )
}

/**
 * Removes a provider. With `remove`, everything that refers to its models goes too, except auth profiles; with `keep` it
 * stays and leads nowhere. Throws EngineEditError `missing` or `include`.
 */
export function removeProvider(
  document: ConfigDocument,
  definition: EngineDefinition,
  { id, references }: { readonly id: string; readonly references: 'keep' | 'remove' },
): ConfigEdit[] {
  const root = document.value
  const { path } = existingProvider(root, id)
  const dropped = references === 'remove' ? dropEdits(sitesOfProvider(root, definition, id)) : []
  return guarded(root, [...dropped, { type: 'delete', path }])
}

/**
 * Sets a field of a provider, such as `['baseUrl']` or `['headers', 'X-Team']`; null takes it out. Throws EngineEditError
 * `missing` or `include`.
 */
export function setProviderField(
  document: ConfigDocument,
  { id, field, value }: { readonly id: string; readonly field: ConfigPath; readonly value: ConfigValue },
): ConfigEdit[] {
  const root = document.value
  const { path } = existingProvider(root, id)
  return guarded(root, fieldEdits(root, [...path, ...field], value))
}

/** Sets `models.mode`; null takes it out, which means `merge`. Throws EngineEditError `include`. */
export function setModelsMode(document: ConfigDocument, mode: 'merge' | 'replace' | null): ConfigEdit[] {
  return guarded(document.value, fieldEdits(document.value, ['models', 'mode'], mode))
}

/** The edits of `renameProvider`, whatever is in the way. */
export function renameEdits(
  root: ConfigValue,
  definition: EngineDefinition,
  id: string,
  newId: string,
): ConfigEdit[] {
  const rename: ConfigEdit = { type: 'rename', path: [...PROVIDERS_PATH, id], key: newId }
  if (normaliseProviderId(id, definition) === normaliseProviderId(newId, definition)) return [rename]
  const mentions = providerMentions(root, definition, id).filter(({ follows }) => follows)
  return [
    rename,
    ...followEdits(root, sitesOfProvider(root, definition, id), (text) => `${newId}/${modelPart(text)}`),
    ...mentions.map(({ path }): ConfigEdit => ({ type: 'set', path, value: newId })),
  ]
}

/** One edit that gives a field a value; none where it has it already. */
export function fieldEdits(root: ConfigValue, path: ConfigPath, value: ConfigValue): ConfigEdit[] {
  const current = valueIn(root, path)
  if (value === null) return current === undefined ? [] : [{ type: 'delete', path }]
  return current === value ? [] : [{ type: 'set', path, value }]
}

/** Throws EngineEditError `missing`. */
export function existingProvider(root: ConfigValue, id: string): ProviderInFile {
  const provider = providerIn(root, id)
  if (!provider) {
    throw new EngineEditError('missing', [...PROVIDERS_PATH, id], `The file has no provider "${id}".`)
  }
  return provider
}

/** A model's entry as the file takes it. */
export function entryValue(entry: EngineModelEntry): ConfigValue {
  return Object.fromEntries(Object.entries(entry)) as ConfigValue
}

/** Why no engine could use a provider id, as a sentence; null when it can. */
export function providerIdFault(id: string): string | null {
  if (id.trim() === '') return 'A provider needs an id.'
  if (id !== id.trim() || id !== id.toLowerCase())
    return 'A provider id is written in lower case, without spaces around it.'
  if (id.includes('/')) return 'A provider id has no slash: it ends at the first one of a model.'
  return id === '$include' || id === '__proto__' ? 'This id has a meaning of its own.' : null
}

function usableId(root: ConfigValue, definition: EngineDefinition, id: string, ownId: string | null): string {
  const path = [...PROVIDERS_PATH, id]
  const fault = providerIdFault(id)
  if (fault !== null) throw new EngineEditError('unusable', path, fault)
  const normalised = normaliseProviderId(id, definition)
  const twin = providersIn(root).find(
    (other) => other.id !== ownId && normaliseProviderId(other.id, definition) === normalised,
  )
  if (twin) throw new EngineEditError('taken', path, `There is a provider "${twin.id}" already.`)
  return id
}
