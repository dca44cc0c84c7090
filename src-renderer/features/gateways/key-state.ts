import type { KeySource, KeyState } from '#shared/gateway.ts'

/** A key in one line: what is known of it and where it comes from, such as "Key set ····3f9a · system key store". */
export function keyText(key: KeyState): string {
  if (key.source === 'none') return 'No key'
  if (!key.isSet) return key.source === 'environment' ? 'LITELLM_API_KEY is not set' : 'Key not set'
  return ['Key set', maskedKey(key)].filter(Boolean).join(' ') + ` · ${sourceWords[key.source]}`
}

/** The dots and last four characters a key is told apart by; empty when they are not known. */
export function maskedKey({ lastFour }: KeyState): string {
  return lastFour === null ? '' : `····${lastFour}`
}

const sourceWords: Record<KeySource, string> = {
  'key-store': 'system key store',
  'weak-store': 'weak protection',
  session: 'until you quit',
  environment: 'from LITELLM_API_KEY',
  none: 'none needed',
}
