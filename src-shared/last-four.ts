/** The last four characters of a key; null for one so short that they would give it away. */
export function lastFourOf(key: string): string | null {
  return key.length >= 12 ? key.slice(-4) : null
}
