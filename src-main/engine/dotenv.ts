/** One assignment of a `.env` file. */
export interface DotenvEntry {
  readonly name: string
  /** As the engine gets it: without quotes, with `\n` turned into a line break inside double ones. */
  readonly value: string
  /** Where the value is written, quotes included; empty where nothing is. UTF-16 offsets. */
  readonly start: number
  readonly end: number
}

const NAME = /(?:export[ \t]+)?([\w.-]+)[ \t]*(?:=|:(?=[ \t]))[ \t]*/y
const BLANK = /[ \t]*/y
const REST_OF_LINE = /^[ \t]*(?:#.*)?$/
/** Quotes around a value that was not taken as quoted go all the same. */
const AROUND = /^(['"`])(.*)\1$/
const QUOTES = new Set(['"', "'", '`'])
/** Written as they are: nothing in them ends a value or is taken for a quote or a comment. */
const PLAIN_VALUE = /^[\w./:@%+=,~!?&*^-]+$/

/**
 * Reads a `.env` file as the dotenv package does: `export` before a name is allowed, `#` begins a comment unless it stands
 * in quotes, a quoted value may span lines, a line that is no assignment is skipped. The last of several assignments of a
 * name counts.
 */
export function readDotenv(text: string): DotenvEntry[] {
  const entries: DotenvEntry[] = []
  for (let at = 0; at < text.length;) {
    const nameAt = skip(BLANK, text, at)
    NAME.lastIndex = nameAt
    const head = NAME.exec(text)
    if (head?.[1] === undefined) {
      at = lineEnd(text, at) + 1
      continue
    }
    const value = readValue(text, nameAt + head[0].length)
    entries.push({ name: head[1], ...value })
    at = lineEnd(text, value.end) + 1
  }
  return entries
}

/** The variables of a `.env` file, empty ones too. */
export function dotenvVariables(text: string): ReadonlyMap<string, string> {
  return new Map(readDotenv(text).map(({ name, value }) => [name, value]))
}

/**
 * The text with `name` set: the assignment that counts gets the new value in its place, a name that is new a line of its
 * own at the end. Every other byte stays. Throws RangeError for a value no line can hold, and for a file with a quote left
 * open before it.
 */
export function setDotenvVariable(text: string, name: string, value: string): string {
  const written = writeValue(value)
  const entry = readDotenv(text).findLast((candidate) => candidate.name === name)
  const next = entry
    ? `${text.slice(0, entry.start)}${written}${text.slice(entry.end)}`
    : withLine(text, `${name}=${written}`)
  // A quote left open further up could swallow the new value.
  if (!isOnlyChange(text, next, name, value)) {
    throw new RangeError('A quote in the .env file is not closed')
  }
  return next
}

function withLine(text: string, line: string): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  const gap = text === '' || text.endsWith('\n') ? '' : lineBreak
  return `${text}${gap}${line}${lineBreak}`
}

function isOnlyChange(before: string, after: string, name: string, value: string): boolean {
  const wanted = new Map(dotenvVariables(before)).set(name, value)
  const got = dotenvVariables(after)
  return got.size === wanted.size && [...wanted].every(([key, text]) => got.get(key) === text)
}

function readValue(text: string, start: number): Omit<DotenvEntry, 'name'> {
  const quote = text.charAt(start)
  if (QUOTES.has(quote)) {
    const end = closingQuote(text, start, quote)
    if (end !== null && REST_OF_LINE.test(text.slice(end, lineEnd(text, end)))) {
      const inner = text.slice(start + 1, end - 1)
      return {
        value: quote === '"' ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner,
        start,
        end,
      }
    }
  }
  const rest = text.slice(start, lineEnd(text, start))
  const written = rest.split('#', 1)[0]?.trim() ?? ''
  return { value: written.replace(AROUND, '$2'), start, end: start + written.length }
}

/** The offset after the quote that closes the one at `start`; null when nothing does. A backslash takes its quote along. */
function closingQuote(text: string, start: number, quote: string): number | null {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && text[at + 1] === quote) at += 1
    else if (text[at] === quote) return at + 1
  }
  return null
}

function writeValue(value: string): string {
  if (PLAIN_VALUE.test(value)) return value
  if (/[\r\n]/.test(value)) throw new RangeError('A line break cannot stand in a .env value')
  // In single quotes and backticks nothing has a meaning of its own; in double ones a backslash may.
  for (const quote of ["'", '`']) {
    if (!value.includes(quote) && !value.endsWith('\\')) return `${quote}${value}${quote}`
  }
  if (/["\\]/.test(value))
    throw new RangeError('A value with all kinds of quotes cannot stand in a .env file')
  return `"${value}"`
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return at + (pattern.exec(text)?.[0].length ?? 0)
}

/** The offset of the line's end: of its line feed, of the carriage return before it, or of the text's end. */
function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  if (end === -1) return text.length
  return end > from && text[end - 1] === '\r' ? end - 1 : end
}
