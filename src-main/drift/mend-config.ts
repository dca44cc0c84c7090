import type { ConfigDocument } from '#shared/config-document/config-document.ts'
import { readConfigDocument } from '#shared/config-document/config-document.ts'
import type { ConfigEdit } from '#shared/config-document/config-edit.ts'
import { editConfigDocument } from '#shared/config-document/edit-config-text.ts'
import type { ModelGroup } from '#shared/deployment.ts'
import type { DriftDifference } from '#shared/drift.ts'
import { objectIn } from '#shared/engine-config/config-lookup.ts'
import { allowModels } from '#shared/engine-config/edits/allowlist-edits.ts'
import { addModels, removeModel, setModelField } from '#shared/engine-config/edits/model-edits.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import { modelFromGateway } from '#shared/engine-config/model-from-gateway.ts'
import { ALLOWLIST_PATH } from '#shared/engine-config/model-ref-sites.ts'
import { providerIn } from '#shared/engine-config/providers-in-file.ts'

import { modelOfGroup } from './group-model.ts'

/**
 * A config text with differences mended, one after the other; those that are mended elsewhere are left out. A model that is
 * added joins the list of allowed models where there is one. Throws ConfigSyntaxError, ConfigEditError, EngineEditError.
 */
export function mendConfig(
  text: string,
  definition: EngineDefinition,
  differences: readonly DriftDifference[],
  served: readonly ModelGroup[],
): { readonly text: string; readonly mended: number } {
  let document = readConfigDocument(text)
  let mended = 0
  for (const one of differences) {
    const edits = editsFor(document, definition, one, served)
    if (edits === null) continue
    document = editConfigDocument(document, edits)
    if (one.mend.type === 'add-to-engine' && isLimited(document)) {
      document = editConfigDocument(document, allowModels(document, definition, [one.ref]))
    }
    mended += 1
  }
  return { text: document.text, mended }
}

/** null where the config file is not what mends it, or has it no more. */
function editsFor(
  document: ConfigDocument,
  definition: EngineDefinition,
  { providerId, modelId, mend }: DriftDifference,
  served: readonly ModelGroup[],
): ConfigEdit[] | null {
  if (mend.type === 'add-to-engine') {
    const group = served.find(({ name }) => name === modelId)
    return group ? addModels(document, { providerId, models: [modelFromGateway(modelOfGroup(group))] }) : null
  }
  const index = providerIn(document.value, providerId)?.models.find(({ id }) => id === modelId)?.index
  if (index === undefined) return null
  if (mend.type === 'remove-from-engine') {
    return removeModel(document, definition, { providerId, index, references: 'remove' })
  }
  if (mend.type === 'correct-in-engine') {
    const field = mend.field.split('.')
    return setModelField(document, definition, { providerId, index, field, value: mend.value })
  }
  return null
}

function isLimited(document: ConfigDocument): boolean {
  return Object.keys(objectIn(document.value, ALLOWLIST_PATH)).length > 0
}
