/** What looks like a key of LiteLLM, OpenAI, Anthropic and their kin, wherever it stands in a text. */
const KEY_SHAPE = /\bsk-[A-Za-z0-9_-]{6,}/g
/** Not one that has been masked already. */
const BEARER_SHAPE = /\b(Bearer\s+)(?!\[key )[^\s"',}]+/gi
const URL_CREDENTIALS = /(\w+:\/\/)[^/\s:@"']+:[^/\s@"']+@/g

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
    .replace(URL_CREDENTIALS, '$1[credentials]@')
}

/** The last four characters of a key, or null for one so short that they would give it away. */
export function lastFourOf(key: string): string | null {
  return key.length >= 12 ? key.slice(-4) : null
}

function mask(key: string): string {
  return `[key …${lastFourOf(key) ?? ''}]`
}
