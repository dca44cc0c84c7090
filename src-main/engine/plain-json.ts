import { applyEditsToValue } from '#shared/config-document/apply-edits.ts'
import type { ConfigEdit, ConfigValue } from '#shared/config-document/config-edit.ts'
import { editConfigText } from '#shared/config-document/edit-config-text.ts'

/** Parses plain JSON; null for what is none. */
export function parsePlainJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Edits a file the engines read as plain JSON and leaves the rest of it byte for byte, unless it is so bare that its style
 * cannot be told from JSON5's: then it is written anew. Throws SyntaxError for a text that is not JSON.
 */
export function editPlainJson(text: string, edit: ConfigEdit): string {
  const value: ConfigValue = JSON.parse(text)
  const next = editConfigText(text, [edit])
  if (parsePlainJson(next) !== null) return next
  return `${JSON.stringify(applyEditsToValue(value, [edit]), null, 2)}\n`
}
