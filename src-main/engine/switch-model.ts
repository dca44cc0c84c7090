import { AppFailure, appError } from '#shared/app-error.ts'
import { readConfigDocument } from '#shared/config-document/config-document.ts'
import type { ConfigEdit } from '#shared/config-document/config-edit.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'
import { objectIn } from '#shared/engine-config/config-lookup.ts'
import { allowModels } from '#shared/engine-config/edits/allowlist-edits.ts'
import { setPrimary } from '#shared/engine-config/edits/choice-edits.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import { isSameModel, parseModelRef } from '#shared/engine-config/model-ref.ts'
import { ALLOWLIST_PATH } from '#shared/engine-config/model-ref-sites.ts'
import type { EngineModel } from '#shared/engine.ts'

import { editFailure } from './engine-failure.ts'

/** A config text that uses another model. */
export interface SwitchedText {
  readonly text: string
  /** Whether the list of allowed models got the model, too. */
  readonly wasAllowed: boolean
}

/**
 * Makes a model the primary one: those bytes change and no others, unless the file allows only certain models and not this
 * one, which then joins them. Throws AppFailure `config-invalid`.
 */
export function switchModel(text: string, definition: EngineDefinition, ref: string): SwitchedText {
  try {
    const document = readConfigDocument(text)
    const isLimited = Object.keys(objectIn(document.value, ALLOWLIST_PATH)).length > 0
    const allowing: ConfigEdit[] = isLimited ? allowModels(document, definition, [ref]) : []
    const edits = [...setPrimary(document, definition, ref), ...allowing]
    return { text: editConfigText(text, edits), wasAllowed: allowing.length > 0 }
  } catch (cause) {
    throw editFailure(cause)
  }
}

/** Throws AppFailure `model-unknown` for a model no configured or built-in provider of the engine has. */
export function requireKnownModel(
  ref: string,
  models: readonly EngineModel[],
  definition: EngineDefinition,
): void {
  const parsed = parseModelRef(ref, definition)
  if (parsed && definition.builtInProviders.includes(parsed.providerId)) return
  if (parsed && models.some((model) => isSameModel(model.ref, ref, definition))) return
  throw new AppFailure(
    appError('model-unknown', `${definition.name} has no model “${ref}” in its config file.`, {
      nextStep: 'Add the model to a provider first.',
    }),
  )
}
