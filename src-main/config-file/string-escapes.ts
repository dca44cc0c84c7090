const ESCAPE = /\\(?:u([\da-f]{4})|x([\da-f]{2})|(\r\n|[^]|$))/gi
const NAMED = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['0', '\0'],
])
const LINE_END = /^[\r\n\u2028\u2029]/
const UNSAFE = /[\\\p{Cc}\p{Cs}\u2028\u2029]/gu

/** What the inside of a JSON5 string means; escapes that JSON5 does not have mean the character they hold. */
export function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw
  return raw.replaceAll(ESCAPE, (_escape, unicode?: string, hex?: string, character = '') => {
    const code = unicode ?? hex
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
    if (LINE_END.test(character)) return ''
    return NAMED.get(character) ?? character
  })
}

/** The inside of a JSON5 string between these quotes that means `value`; it also stays whole inside a comment. */
export function escaped(value: string, quote: '"' | "'"): string {
  return value
    .replaceAll(UNSAFE, (character) =>
      character === '\\' ? '\\\\' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('*/', '*\\/')
}

/** Whether the inside of a JSON5 string can stand between these quotes and mean the same. */
export function fitsBetween(raw: string, quote: '"' | "'"): boolean {
  const other = raw.replaceAll(/\\(?:\r\n|[^])/g, '')
  return !other.includes(quote) && !/[\\\r\n]/.test(other)
}
