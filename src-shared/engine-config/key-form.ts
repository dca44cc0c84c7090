import type { ConfigValue } from '../config-document/config-edit.ts'

import type { EngineDefinition } from './engine-definition.ts'
import { SecretRef } from './secret-ref.ts'
import { variablesIn } from './variable-text.ts'

/**
 * How a provider's `apiKey` is given. Source: engine config contract §6.3, §3.6.
 * `bare-name`: the name of a variable without `${}`, which is sent as it is. `command`: begins with `!`, which runs a shell
 * command. `marker`: what the engine shows instead of a key. `broken`: of a type no engine takes.
 */
export type KeyForm =
  | { readonly form: 'none' }
  | { readonly form: 'literal' }
  | { readonly form: 'variables'; readonly names: readonly string[] }
  | { readonly form: 'bare-name'; readonly name: string }
  | { readonly form: 'command' }
  | { readonly form: 'marker' }
  | { readonly form: 'reference'; readonly reference: SecretRef }
  | { readonly form: 'broken' }

/** Capital letters with an underscore, ending as names of secrets do. */
const VARIABLE_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|SECRET|PASSWORD)$/
/** Any engine's marker, since a file may come from another one. */
const MARKER = /__[A-Z]+(?:_[A-Z]+)*_REDACTED__/

export function keyFormOf(
  value: ConfigValue | undefined,
  isKnownVariable: (name: string) => boolean,
): KeyForm {
  if (value === undefined) return { form: 'none' }
  if (typeof value !== 'string') {
    const reference = SecretRef.safeParse(value)
    return reference.success ? { form: 'reference', reference: reference.data } : { form: 'broken' }
  }
  const text = value.trim()
  if (text === '') return { form: 'none' }
  const names = variablesIn(text)
  if (names.length > 0) return { form: 'variables', names }
  if (hasRedactionMarker(text)) return { form: 'marker' }
  if (text.startsWith('!')) return { form: 'command' }
  if (VARIABLE_NAME.test(text) || isKnownVariable(text)) return { form: 'bare-name', name: text }
  return { form: 'literal' }
}

export function hasRedactionMarker(text: string): boolean {
  return MARKER.test(text)
}

/** The variable the engine looks for a provider's key in; null for a provider that has none of its own. */
export function keyVariableOf(providerId: string, definition: EngineDefinition): string | null {
  const id = providerId.trim().toLowerCase()
  return Object.hasOwn(definition.keyVariables, id) ? (definition.keyVariables[id] ?? null) : null
}
