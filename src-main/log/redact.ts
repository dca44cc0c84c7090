import { lastFourOf } from '#shared/last-four.ts'
import {
  BEARER_SHAPE,
  KEY_SHAPE,
  PRIVATE_KEY_SHAPE,
  TOKEN_SHAPE,
  URL_CREDENTIALS,
} from '#shared/secret-shape.ts'

/**
 * Takes keys out of a text that is about to be logged, shown or stored. What looks like a key keeps its last four
 * characters, which tell keys apart without giving one away. `secrets` are keys known to be in use, whatever their shape.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let safe = text
  for (const secret of secrets) {
    if (secret.length >= 4) safe = safe.replaceAll(secret, mask(secret))
  }
  return safe
    .replace(BEARER_SHAPE, '$1[key]')
    .replace(KEY_SHAPE, mask)
    .replace(TOKEN_SHAPE, mask)
    .replace(PRIVATE_KEY_SHAPE, '[key]')
    .replace(URL_CREDENTIALS, '$1[credentials]@')
}

function mask(key: string): string {
  return `[key …${lastFourOf(key) ?? ''}]`
}
