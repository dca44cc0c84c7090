import { KEY_SHAPE, TOKEN_SHAPE } from '../../secret-shape.ts'

const MOST_CHARACTERS = 80

/** What a user wrote, in quotes, short enough for a sentence and without anything that looks like a key. */
export function quoted(text: string): string {
  const safe = text.replaceAll(KEY_SHAPE, '…').replaceAll(TOKEN_SHAPE, '…')
  return `"${safe.length > MOST_CHARACTERS ? `${safe.slice(0, MOST_CHARACTERS)}…` : safe}"`
}

/** `a`, `a and b`, `a, b and c`; with another last word, `a, b or c`. */
export function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  const head = words.slice(0, -1)
  const tail = words.at(-1) ?? ''
  return head.length === 0 ? tail : `${head.join(', ')} ${last} ${tail}`
}

/** The first few, and how many more there are. */
export function listedBriefly(words: readonly string[], most = 3): string {
  const more = words.length - most
  return more > 1 ? `${words.slice(0, most).join(', ')} and ${more} more` : listed(words)
}

/** What an engine does with a file it does not accept. */
export function wouldNotStart(engineName: string): string {
  return `${engineName} would not start with this.`
}
