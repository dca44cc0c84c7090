import { basename } from 'node:path'

import JSON5 from 'json5'

import { AppFailure, appError } from '#shared/app-error.ts'

/** Throws AppFailure `config-invalid`, with the place, when a text that is about to be written is not JSON5. */
export function checkJson5(text: string, path: string): void {
  if (isJson(text)) return
  try {
    JSON5.parse(text)
  } catch (cause) {
    throw new AppFailure(
      appError('config-invalid', `The new text of ${basename(path)} is not valid JSON5${placeOf(cause)}.`, {
        nextStep: 'Correct it, then save again. Nothing was changed.',
        details: String(cause).slice(0, 4_000),
      }),
    )
  }
}

/** Every JSON text is JSON5, and many times faster to check. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function placeOf(cause: unknown): string {
  if (!(cause instanceof SyntaxError) || !('lineNumber' in cause) || !('columnNumber' in cause)) return ''
  return ` (line ${String(cause.lineNumber)}, column ${String(cause.columnNumber)})`
}
