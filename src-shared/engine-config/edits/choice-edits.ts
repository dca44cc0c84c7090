import type { ConfigDocument } from '../../config-document/config-document.ts'
import type { ConfigEdit, ConfigPath, ConfigValue } from '../../config-document/config-edit.ts'
import { isConfigArray, isConfigObject } from '../../config-document/config-value.ts'
import { arrayIn, valueIn } from '../config-lookup.ts'
import type { EngineDefinition } from '../engine-definition.ts'
import { AGENTS_PATH, DEFAULT_MODEL_PATH } from '../model-ref-sites.ts'

import { EngineEditError, guarded } from './edit-guard.ts'
import { listEdits } from './list-edits.ts'

/**
 * Chooses the default model, or with another path the image model; null takes the choice out. Where a primary is written,
 * only its bytes change: a plain string stays one where the engine takes one. Throws EngineEditError `include`.
 */
export function setPrimary(
  document: ConfigDocument,
  definition: EngineDefinition,
  ref: string | null,
  at: ConfigPath = DEFAULT_MODEL_PATH,
): ConfigEdit[] {
  return guarded(document.value, primaryEdits(document.value, definition, ref, at))
}

/**
 * Sets the models that are tried after the primary, in order; a plain string becomes an object only when there are any.
 * Elements that stay keep their place in the text. Throws EngineEditError `include`.
 */
export function setFallbacks(
  document: ConfigDocument,
  fallbacks: readonly string[],
  at: ConfigPath = DEFAULT_MODEL_PATH,
): ConfigEdit[] {
  return guarded(document.value, fallbackEdits(document.value, fallbacks, at))
}

/**
 * Chooses an agent's own model; null lets it use the default one. A plain string keeps the default fallbacks, so one is
 * written unless there are own `fallbacks`: null leaves those as they are. Throws EngineEditError `missing` or `include`.
 */
export function setAgentModel(
  document: ConfigDocument,
  definition: EngineDefinition,
  {
    index,
    primary,
    fallbacks,
  }: {
    readonly index: number
    readonly primary: string | null
    readonly fallbacks: readonly string[] | null
  },
): ConfigEdit[] {
  const root = document.value
  if (!isConfigObject(valueIn(root, [...AGENTS_PATH, index]))) {
    throw new EngineEditError(
      'missing',
      [...AGENTS_PATH, index],
      `The file has no agent at place ${index + 1}.`,
    )
  }
  const at = [...AGENTS_PATH, index, 'model']
  const current = valueIn(root, at)
  if (primary === null) return guarded(root, current === undefined ? [] : [{ type: 'delete', path: at }])
  if (isConfigObject(current)) {
    const own = fallbacks === null ? [] : fallbackEdits(root, fallbacks, at)
    return guarded(root, [...primaryEdits(root, definition, primary, at), ...own])
  }
  const value = fallbacks === null ? primary : { primary, fallbacks: [...fallbacks] }
  return guarded(root, current === value ? [] : [{ type: 'set', path: at, value }])
}

/** The edits of `setPrimary`, whatever is in the way. */
export function primaryEdits(
  root: ConfigValue,
  definition: EngineDefinition,
  ref: string | null,
  at: ConfigPath,
): ConfigEdit[] {
  const current = valueIn(root, at)
  const path = [...at, 'primary']
  if (ref === null) {
    const target = isConfigObject(current) ? path : at
    return valueIn(root, target) === undefined ? [] : [{ type: 'delete', path: target }]
  }
  if (current === undefined || isConfigObject(current)) {
    return valueIn(root, path) === ref ? [] : [{ type: 'set', path, value: ref }]
  }
  const staysText = typeof current === 'string' && definition.allowsModelString
  if (staysText && current === ref) return []
  return [{ type: 'set', path: at, value: staysText ? ref : { primary: ref } }]
}

function fallbackEdits(root: ConfigValue, fallbacks: readonly string[], at: ConfigPath): ConfigEdit[] {
  const current = valueIn(root, at)
  const path = [...at, 'fallbacks']
  const written = valueIn(root, path)
  if (typeof current === 'string') {
    if (fallbacks.length === 0) return []
    return [{ type: 'set', path: at, value: { primary: current, fallbacks: [...fallbacks] } }]
  }
  if (current !== undefined && !isConfigObject(current)) {
    return [{ type: 'set', path: at, value: { fallbacks: [...fallbacks] } }]
  }
  if (isConfigArray(written)) {
    const texts = arrayIn(root, path)
    return texts.every((text) => typeof text === 'string')
      ? listEdits(path, texts, fallbacks)
      : [{ type: 'set', path, value: [...fallbacks] }]
  }
  // An agent's own empty list says that it has none; elsewhere there is nothing to say.
  const isSilent = fallbacks.length === 0 && written === undefined && at[1] !== 'list'
  return isSilent ? [] : [{ type: 'set', path, value: [...fallbacks] }]
}
