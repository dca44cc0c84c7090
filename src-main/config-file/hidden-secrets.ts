import { createHmac, randomBytes } from 'node:crypto'

import { placeAt } from '#shared/config-document/text-place.ts'
import type { TextPlace } from '#shared/engine.ts'
import { lastFourOf } from '#shared/last-four.ts'
import { SECRET_MARK_ENDS, secretMark, secretMarkPattern } from '#shared/secret-mark.ts'

import type { ConfigFormat } from './config-format.ts'
import { json5Format } from './json5-format.ts'
import { findSecrets, type SecretRange } from './secret-ranges.ts'
import type { TextPart } from './text-scan.ts'

/** A secret with the characters that stood for it. */
export interface HiddenSecret {
  /** As they were in the text, escapes included. */
  readonly raw: string
  readonly kind: TextPart['kind']
  /** UTF-16 units before it on its line: what the other lines of a block are indented by. */
  readonly column: number
  /** From a broken text, whose marks may make it look whole: it comes back as it was, wherever it stands. */
  readonly isLoose: boolean
}

/** What each mark stands for. Maps of several texts may be put together: a mark means the same in all of them. */
export type SecretMarks = ReadonlyMap<string, HiddenSecret>

/** A config text without its secrets. */
export interface HiddenText {
  /** Of the same shape as the original, and valid where that is. */
  readonly text: string
  readonly marks: SecretMarks
}

/** A mark that cannot be turned back, with its place in the text that has the marks. */
export class SecretMarkError extends Error {
  readonly offset: number
  readonly place: TextPlace

  constructor(message: string, text: string, offset: number) {
    super(message)
    this.name = 'SecretMarkError'
    this.offset = offset
    this.place = placeAt(text, offset)
  }
}

/** Of this thread. */
const ownMarkKey = randomBytes(32)
const ID_WORD = /(?<![\dA-Za-z])[\da-f]{8}(?![\dA-Za-z])/g
const SHOWN_END = /^[A-Za-z0-9_-]{4}$/

/**
 * Puts a mark in the place of every secret of a text, which may be broken. With the same `markKey`, 32 random bytes, the same
 * secret has the same mark, which says nothing about the secret.
 */
export function hideSecrets(
  text: string,
  format: ConfigFormat = json5Format,
  markKey: Uint8Array = ownMarkKey,
): HiddenText {
  const { ranges, isSound } = findSecrets(text, format)
  if (ranges.length === 0) return { text, marks: new Map() }
  const markFor = marker(text, format, markKey)
  const pieces: string[] = []
  const marks = new Map<string, HiddenSecret>()
  let end = 0
  for (const range of ranges) {
    const secret = {
      raw: text.slice(range.start, range.end),
      kind: range.part.kind,
      column: columnAt(text, range.start),
      isLoose: !isSound,
    }
    const mark = markFor(secret, range)
    marks.set(mark, secret)
    pieces.push(text.slice(end, range.start), mark)
    end = range.end
  }
  pieces.push(text.slice(end))
  return { text: pieces.join(''), marks }
}

/**
 * Puts the secrets back, in the spelling that fits where the marks stand now. Throws SecretMarkError when a mark is damaged,
 * not among `marks`, or where no text can stand.
 */
export function showSecrets(text: string, marks: SecretMarks, format: ConfigFormat = json5Format): string {
  checkRemains(text, marks)
  const found = [...text.matchAll(secretMarkPattern())]
  if (found.length === 0) return text
  const { parts, isSound } = format.scan(text)
  const pieces: string[] = []
  let end = 0
  let partIndex = 0
  for (const { index, 0: mark } of found) {
    const secret = marks.get(mark)
    if (secret === undefined) {
      throw new SecretMarkError(
        'This hidden secret belongs to another text, so it cannot be saved here.',
        text,
        index,
      )
    }
    while (partIndex + 1 < parts.length && (parts[partIndex]?.end ?? 0) <= index) partIndex += 1
    const part = parts[partIndex]
    const isIn = part !== undefined && part.start <= index
    const isWhole = isIn && part.start === index && part.end === index + mark.length
    const spelled =
      isIn && !secret.isLoose
        ? format.spell(secret, part, { isWhole, isSound, column: columnAt(text, index) })
        : null
    if (spelled === null && !secret.isLoose) throw outsideQuotes(text, index)
    pieces.push(text.slice(end, index), spelled ?? secret.raw)
    end = index + mark.length
  }
  pieces.push(text.slice(end))
  return pieces.join('')
}

/** Gives ids to the secrets of one text; none is a word that the text has anyway, so that a damaged mark can be told. */
function marker(
  text: string,
  format: ConfigFormat,
  markKey: Uint8Array,
): (secret: HiddenSecret, range: SecretRange) => string {
  const taken = new Set(text.match(ID_WORD))
  const ids = new Map<string, string>()
  return ({ raw, kind, column, isLoose }, { part, showsEnd }) => {
    const value = part.hasEscapes ? format.meaning(raw, part.kind) : raw
    const lastFour = showsEnd ? lastFourOf(value) : null
    return secretMark(
      idFor(`${isLoose ? 'loose ' : ''}${kind} ${kind === 'block-text' ? column : ''} ${raw}`),
      lastFour !== null && SHOWN_END.test(lastFour) ? lastFour : null,
    )
  }

  function idFor(secret: string): string {
    const known = ids.get(secret)
    if (known !== undefined) return known
    let id = ''
    for (let turn = 0; id === '' || taken.has(id); turn += 1) {
      id = createHmac('sha256', markKey).update(`${turn} ${secret}`).digest('hex').slice(0, 8)
    }
    taken.add(id)
    ids.set(secret, id)
    return id
  }
}

/** Throws when there is a piece of a mark outside of whole marks. */
function checkRemains(text: string, marks: SecretMarks): void {
  const remains = text.replaceAll(secretMarkPattern(), (mark) => ' '.repeat(mark.length))
  const damaged = remains.search(SECRET_MARK_ENDS)
  if (damaged !== -1) throw damagedMark(text, damaged)
  const ids = new Set([...marks.keys()].map((mark) => mark.match(ID_WORD)?.[0]))
  for (const { index, 0: word } of remains.matchAll(ID_WORD))
    if (ids.has(word)) throw damagedMark(text, index)
}

function damagedMark(text: string, offset: number): SecretMarkError {
  const message =
    'A hidden secret was changed in part. Undo that, or replace all of it, from ‹ to ›, with a new secret.'
  return new SecretMarkError(message, text, offset)
}

function outsideQuotes(text: string, offset: number): SecretMarkError {
  return new SecretMarkError('A hidden secret has to stand between quotes.', text, offset)
}

function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1)
}
