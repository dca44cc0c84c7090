/** Strings are matched so that what looks like a comment in them is none. */
const STRING_OR_COMMENT = /"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\//g

/** The comments of a JSON5 text, with how often each is there; spaces around their words do not count. */
export function countComments(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [found] of text.matchAll(STRING_OR_COMMENT)) {
    if (!found.startsWith('/')) continue
    const words = found.replaceAll(/\s+/g, ' ').trim()
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return counts
}
