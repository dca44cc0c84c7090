import { SECRET_MARK_ENDS, secretMarkPattern } from '#shared/secret-mark.ts'
import {
  BEARER_SHAPE,
  KEY_SHAPE,
  PRIVATE_KEY_SHAPE,
  TOKEN_SHAPE,
  URL_CREDENTIALS,
} from '#shared/secret-shape.ts'

import type { ConfigFormat } from './config-format.ts'
import { json5Format } from './json5-format.ts'
import { assignmentsIn } from './secret-assignments.ts'
import { remembered } from './remembered.ts'
import { isPasswordName, isSecretBlockName, isSecretName } from './secret-name.ts'
import { isHarmlessValue } from './secret-value.ts'
import type { ScanFrame, TextPart } from './text-scan.ts'

/** A stretch of a text that has to be hidden; it lies within one part. */
export interface SecretRange {
  readonly part: TextPart
  readonly start: number
  readonly end: number
  /** Whether its last characters may be shown, to tell keys apart. */
  readonly showsEnd: boolean
}

/** A value that is also searched for elsewhere; shorter or plainer ones, such as `lm-studio`, are names as well. */
const STRONG_SECRET = /^(?=.*\d)[\w\-.+/=~]{16,}$/
const LONG_TOKEN = /[\w\-+/=~](?:[\w\-.+/=~]{14,}[\w\-+/=~])/g
const VARIABLE_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/
/** An argument that names what the next one is. */
const FLAG = /^--?[a-z][\w-]*$/i
const LITERAL = /^(?:true|false|null|[+-]?(?:Infinity|NaN|[\d.][\da-fx.e+-]*))$/i
/** What an IdleHands SecretRef consists of. Source: engine config contract §6.3. */
const REFERENCE_KEYS = ['id', 'provider', 'source']

/** What a text has to hide. */
export interface FoundSecrets {
  /** In the order of the text, without overlaps. */
  readonly ranges: readonly SecretRange[]
  /** Whether the text is whole; see `TextScan`. */
  readonly isSound: boolean
}

/**
 * Finds everything in a config text that must not leave main: values whose key says that they are secret, environments and
 * headers, what has the shape of a key, in comments as well, and credentials in addresses. In a text that is not sound it
 * hides rather more.
 */
export function findSecrets(text: string, format: ConfigFormat = json5Format): FoundSecrets {
  const { parts, isSound } = format.scan(text)
  const ranges = new RangeList(text, parts)
  const strong = new Set<string>()
  const isSecret = secretJudge(isSound, format)
  for (const part of parts) {
    if (part.role !== 'value' || part.start === part.end) continue
    const raw = text.slice(part.start, part.end)
    if (!isSecret(part, raw)) continue
    ranges.add(part.start, part.end, !isPasswordName(part.key ?? part.frame.name ?? ''))
    if (STRONG_SECRET.test(raw)) strong.add(raw)
  }
  addShapes(text, ranges)
  for (const { nameStart, start, end, showsEnd } of assignmentsIn(text)) {
    if (!isSound || ranges.isInOnePart(nameStart, end)) ranges.add(start, end, showsEnd)
  }
  if (strong.size > 0) addCopies(text, strong, ranges)
  for (const pattern of [secretMarkPattern(), SECRET_MARK_ENDS]) {
    for (const { index, 0: mark } of text.matchAll(pattern)) ranges.add(index, index + mark.length, false)
  }
  return { ranges: ranges.merged(), isSound }
}

/** Judges each value by where it stands and by what its escapes mean; in the order of the text. */
function secretJudge(isSound: boolean, format: ConfigFormat): (part: TextPart, raw: string) => boolean {
  const isNameSecret = remembered(isSecretName)
  const isBlock = blockJudge()
  let frameOfFlag: ScanFrame | null = null

  return (part, raw) => {
    if (part.kind === 'word') return !isSound && isMemberSecret(part) && !LITERAL.test(raw)
    const value = part.hasEscapes ? format.meaning(raw, part.kind) : raw
    const isSecret = isMemberSecret(part) || isAfterSecretFlag(part, value)
    return isSecret ? !isHarmlessValue(value) : part.hasEscapes && hasShape(value)
  }

  function isAfterSecretFlag({ frame }: TextPart, value: string): boolean {
    if (frame.kind !== 'list') return false
    const isAfter = frame === frameOfFlag
    frameOfFlag = FLAG.test(value) && isNameSecret(value) ? frame : null
    return isAfter
  }

  function isMemberSecret({ key, frame }: TextPart): boolean {
    if (key === '$include' || key === '$schema' || isReference(frame)) return false
    if (isBlock(frame)) return true
    const name = key ?? (frame.kind === 'list' ? frame.name : null)
    if (name !== null && (isNameSecret(name) || (!isSound && VARIABLE_NAME.test(name)))) return true
    return frame.kind === 'object' && frame.name !== null && isNameSecret(frame.name)
  }
}

/** Whether a frame lies in an environment or in headers. */
function blockJudge(): (frame: ScanFrame) => boolean {
  const isBlockName = remembered(isSecretBlockName)
  const known = new Map<ScanFrame, boolean>()
  return (frame) => {
    const unknown: ScanFrame[] = []
    let at: ScanFrame | null = frame
    while (at !== null && !known.has(at)) {
      unknown.push(at)
      at = at.parent
    }
    let answer = at !== null && known.get(at) === true
    for (const next of unknown.toReversed()) {
      answer ||= next.name !== null && isBlockName(next.name)
      known.set(next, answer)
    }
    return answer
  }
}

function isReference(frame: ScanFrame): boolean {
  return (
    frame.keys.length === REFERENCE_KEYS.length && REFERENCE_KEYS.every((key) => frame.keys.includes(key))
  )
}

function hasShape(value: string): boolean {
  const shapes = [KEY_SHAPE, TOKEN_SHAPE, PRIVATE_KEY_SHAPE, BEARER_SHAPE, URL_CREDENTIALS, SECRET_MARK_ENDS]
  return (
    shapes.some((shape) => value.search(shape) !== -1) || !assignmentsIn(value)[Symbol.iterator]().next().done
  )
}

function addShapes(text: string, ranges: RangeList): void {
  for (const shape of [KEY_SHAPE, TOKEN_SHAPE]) {
    for (const { index, 0: key } of text.matchAll(shape)) ranges.add(index, index + key.length, true)
  }
  for (const { index, 0: key } of text.matchAll(PRIVATE_KEY_SHAPE))
    ranges.add(index, index + key.length, false)
  for (const { index, 0: whole, 1: scheme = '' } of text.matchAll(BEARER_SHAPE)) {
    // The shape ends before a brace.
    if (isHarmlessValue(`${whole}}`)) continue
    ranges.add(index + scheme.length, index + whole.length, true)
  }
  for (const { index, 0: whole, 1: protocol = '' } of text.matchAll(URL_CREDENTIALS)) {
    const credentials = whole.slice(protocol.length, -1)
    if (credentials.split(':').every(isHarmlessValue)) continue
    ranges.add(index + protocol.length, index + protocol.length + credentials.length, false)
  }
}

/** The same secrets elsewhere, as in a comment about a key. */
function addCopies(text: string, secrets: ReadonlySet<string>, ranges: RangeList): void {
  for (const { index, 0: token } of text.matchAll(LONG_TOKEN)) {
    if (secrets.has(token)) ranges.add(index, index + token.length, true)
  }
}

class RangeList {
  readonly #text: string
  readonly #parts: readonly TextPart[]
  readonly #ranges: SecretRange[] = []

  constructor(text: string, parts: readonly TextPart[]) {
    this.#text = text
    this.#parts = parts
  }

  /** Of what lies between parts, only quotes and brackets, nothing has to be hidden. */
  add(start: number, end: number, showsEnd: boolean): void {
    for (let index = this.#partIndexAt(start); index < this.#parts.length; index += 1) {
      const part = this.#parts[index]
      if (part === undefined || part.start >= end) return
      // A piece of a string with escapes might begin in the middle of one.
      const isWhole = part.hasEscapes
      const from = isWhole ? part.start : Math.max(start, part.start)
      const to = isWhole ? part.end : Math.min(end, part.end)
      if (this.#text.slice(from, to).trim() !== '')
        this.#ranges.push({ part, start: from, end: to, showsEnd })
    }
  }

  isInOnePart(start: number, end: number): boolean {
    const part = this.#parts[this.#partIndexAt(start)]
    return part !== undefined && part.start <= start && end <= part.end
  }

  merged(): SecretRange[] {
    const merged: SecretRange[] = []
    for (const range of this.#ranges.sort((one, other) => one.start - other.start)) {
      const last = merged.at(-1)
      if (last === undefined || range.start >= last.end) merged.push(range)
      else {
        const end = Math.max(last.end, range.end)
        merged[merged.length - 1] = { ...last, end, showsEnd: last.showsEnd && range.showsEnd }
      }
    }
    return merged
  }

  /** The first part that ends behind the offset. */
  #partIndexAt(offset: number): number {
    let low = 0
    let high = this.#parts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#parts[middle]?.end ?? 0) > offset) high = middle
      else low = middle + 1
    }
    return low
  }
}
