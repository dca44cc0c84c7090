import type { ConfigDocument } from '../../config-document/config-document.ts'
import type { ConfigEdit, ConfigValue } from '../../config-document/config-edit.ts'
import { isConfigObject } from '../../config-document/config-value.ts'
import { objectIn, textIn, valueIn } from '../config-lookup.ts'
import type { EngineDefinition } from '../engine-definition.ts'
import { isSameModel } from '../model-ref.ts'
import { ALLOWLIST_PATH } from '../model-ref-sites.ts'

import { guarded } from './edit-guard.ts'
import { fieldEdits } from './provider-edits.ts'

/**
 * Puts models on the allowlist; those on it stay as they are. The first entry turns the list on: from then on nothing else
 * may be chosen. Throws EngineEditError `include`.
 */
export function allowModels(
  document: ConfigDocument,
  definition: EngineDefinition,
  refs: readonly string[],
): ConfigEdit[] {
  return guarded(document.value, allowEdits(document.value, definition, refs))
}

/** Takes a model off the allowlist. The last entry turns the list off. Throws EngineEditError `include`. */
export function disallowModel(
  document: ConfigDocument,
  definition: EngineDefinition,
  ref: string,
): ConfigEdit[] {
  const keys = keysOfModel(document.value, definition, ref)
  return guarded(
    document.value,
    keys.map((key) => ({ type: 'delete', path: [...ALLOWLIST_PATH, key] })),
  )
}

/**
 * Gives a model another name to be chosen by; null takes it away. A model that is not on the allowlist is put there, since
 * that is where aliases stand. Throws EngineEditError `include`.
 */
export function setAlias(
  document: ConfigDocument,
  definition: EngineDefinition,
  { ref, alias }: { readonly ref: string; readonly alias: string | null },
): ConfigEdit[] {
  return guarded(document.value, aliasEdits(document.value, definition, ref, alias))
}

/** The edits of `setAlias`, whatever is in the way. */
export function aliasEdits(
  root: ConfigValue,
  definition: EngineDefinition,
  ref: string,
  alias: string | null,
): ConfigEdit[] {
  const [key = ref] = keysOfModel(root, definition, ref)
  const path = [...ALLOWLIST_PATH, key]
  if (isConfigObject(valueIn(root, path))) return fieldEdits(root, [...path, 'alias'], alias)
  return alias === null ? [] : [{ type: 'set', path, value: { alias } }]
}

/** The name a model can also be chosen by; null when it has none. */
export function aliasOf(root: ConfigValue, definition: EngineDefinition, ref: string): string | null {
  const [key = ref] = keysOfModel(root, definition, ref)
  return textIn(root, [...ALLOWLIST_PATH, key, 'alias'])
}

/** The edits of `allowModels`, whatever is in the way. */
export function allowEdits(
  root: ConfigValue,
  definition: EngineDefinition,
  refs: readonly string[],
): ConfigEdit[] {
  return [...new Set(refs)]
    .filter((ref) => keysOfModel(root, definition, ref).length === 0)
    .map((ref) => ({ type: 'set', path: [...ALLOWLIST_PATH, ref], value: {} }))
}

/** The entries that allow a model, however they write it. */
function keysOfModel(root: ConfigValue, definition: EngineDefinition, ref: string): string[] {
  return Object.keys(objectIn(root, ALLOWLIST_PATH)).filter((key) => isSameModel(key, ref, definition))
}
