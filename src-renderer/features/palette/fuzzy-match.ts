/** A text as it is matched, prepared once for many queries: lower case, without accents. */
export class MatchText {
  readonly text: string
  #joined: string | null = null
  #starts: readonly number[] | null = null

  constructor(text: string) {
    this.text = plain(text)
  }

  /** The same without anything between words, so that `gpt4o` finds `gpt-4o`. */
  get joined(): string {
    this.#joined ??= joinedWords(this.text)
    return this.#joined
  }

  /** Where words begin. */
  get starts(): readonly number[] {
    this.#starts ??= wordStarts(this.text)
    return this.#starts
  }
}

/** What a match is worth, best first; the numbers only have an order. */
const WORTH = {
  whole: 100,
  start: 90,
  wordStart: 75,
  joinedStart: 70,
  inside: 55,
  joinedInside: 45,
  letters: 20,
} as const

/** Letters in order match only words at least this long, or everything would match. */
const MIN_LETTERS = 3
/** In longer texts so many words begin that their letters match by chance. */
const MAX_LETTERS_TEXT = 48

/** A word of a query, as a text is matched with it. */
export interface QueryWord {
  readonly text: string
  readonly joined: string
}

/** The words of a query, ready to be matched; none for a blank one. */
export function queryWords(query: string): readonly QueryWord[] {
  return plain(query)
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({ text: word, joined: joinedWords(word) }))
}

/**
 * How well a word of a query matches a text, from 0 for not at all to 100 for the whole of it. The start beats the start
 * of a later word, which beats any other place; letters that stand apart but in order come last.
 */
export function matchWord(word: QueryWord, title: MatchText): number {
  const { text } = title
  if (text === word.text) return WORTH.whole
  const place = text.indexOf(word.text)
  if (place === 0) return WORTH.start
  if (place > 0) return startsWordSomewhere(word.text, text, place) ? WORTH.wordStart : WORTH.inside
  if (word.joined === '') return 0
  const joinedPlace = title.joined.indexOf(word.joined)
  if (joinedPlace === 0) return WORTH.joinedStart
  if (joinedPlace > 0) return WORTH.joinedInside
  const mayMatchLetters = word.joined.length >= MIN_LETTERS && text.length <= MAX_LETTERS_TEXT
  return mayMatchLetters && hasInitials(word.joined, title) ? WORTH.letters : 0
}

function startsWordSomewhere(word: string, text: string, first: number): boolean {
  for (let place = first; place !== -1; place = text.indexOf(word, place + 1)) {
    if (!isWordCharacter(text, place - 1)) return true
  }
  return false
}

/**
 * Whether the letters stand in the text in order, each either right behind the one before it or at the start of a word:
 * `ncht` and `gtc` match "New chat" and "Go to chat", random letters of a long title match nothing.
 */
function hasInitials(letters: string, { text, starts }: MatchText): boolean {
  /** Places just behind what has been matched so far. */
  let places = starts.filter((start) => text[start] === letters[0]).map((start) => start + 1)
  for (let index = 1; index < letters.length && places.length > 0; index += 1) {
    const letter = letters[index]
    const first = Math.min(...places)
    const next = starts.filter((start) => start > first && text[start] === letter)
    const behind = places.filter((place) => text[place] === letter)
    places = [...new Set([...next, ...behind])].map((place) => place + 1)
  }
  return places.length > 0
}

const ASCII = /^[\u0020-\u007e]*$/

function plain(text: string): string {
  const letters = ASCII.test(text) ? text : text.normalize('NFKD').replace(/\p{M}/gu, '')
  return letters.toLowerCase()
}

function joinedWords(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

function wordStarts(text: string): readonly number[] {
  const starts: number[] = []
  for (let place = 0; place < text.length; place += 1) {
    if (isWordCharacter(text, place) && !isWordCharacter(text, place - 1)) starts.push(place)
  }
  return starts
}

/** False outside the text. */
function isWordCharacter(text: string, place: number): boolean {
  const code = text.charCodeAt(place)
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
  return /[\p{L}\p{N}]/u.test(text.charAt(place))
}
