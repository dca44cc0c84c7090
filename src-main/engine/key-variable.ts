import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import { keyFormOf, keyVariableOf } from '#shared/engine-config/key-form.ts'

/** The variable a provider's key goes by: the one `written` names already, else its own, else one made of its id. */
export function keyVariableFor(
  providerId: string,
  written: ConfigValue | undefined,
  definition: EngineDefinition,
): string {
  const form = keyFormOf(written, () => false)
  if (form.form === 'variables' && form.names.length === 1 && form.names[0] !== undefined)
    return form.names[0]
  if (form.form === 'reference' && form.reference.source === 'env') return form.reference.id
  const fromId = providerId.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')
  return keyVariableOf(providerId, definition) ?? `${/^\d/.test(fromId) ? '_' : ''}${fromId}_API_KEY`
}
