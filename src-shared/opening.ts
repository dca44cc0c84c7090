/**
 * What a window shows when its page begins. Travels as the part of the page's address after `#`, so that it is there
 * with the first picture and cannot be missed by a page that is not listening yet.
 */
export type Opening =
  /** The main window as it was left. */
  | { readonly type: 'main' }
  | { readonly type: 'conversation'; readonly id: string }
  /** An engine's config file. */
  | { readonly type: 'engine'; readonly id: string }
  | { readonly type: 'gateways' }
  | { readonly type: 'quick-chat' }

/** What comes before the id. */
const WITH_ID = { conversation: '#conversation=', engine: '#engine=' } as const

/** The opening as a page's address carries it: empty, or from `#` on. */
export function openingHash(opening: Opening): string {
  switch (opening.type) {
    case 'main':
      return ''
    case 'conversation':
    case 'engine':
      return WITH_ID[opening.type] + encodeURIComponent(opening.id)
    case 'gateways':
    case 'quick-chat':
      return `#${opening.type}`
  }
}

/** Reads `location.hash`; whatever is not an opening shows the main window. */
export function parseOpening(hash: string): Opening {
  if (hash === '#gateways') return { type: 'gateways' }
  if (hash === '#quick-chat') return { type: 'quick-chat' }
  for (const type of ['conversation', 'engine'] as const) {
    const start = WITH_ID[type]
    const id = hash.startsWith(start) ? decoded(hash.slice(start.length)) : ''
    if (id !== '') return { type, id }
  }
  return { type: 'main' }
}

/** Empty for text that is not percent-encoded UTF-8. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
