import type { CST } from 'yaml'

import { ConfigSyntaxError } from '#shared/config-document/config-syntax-error.ts'
import { readYamlDocument, yamlTokens } from '#shared/yaml-document/yaml-document.ts'

import { isPasswordName } from './secret-name.ts'
import type { ScanFrame, TextPart, TextScan } from './text-scan.ts'

/**
 * Finds scalars and comments in a YAML text that may be broken anywhere. The parser of the lower level never gives up; what
 * it leaves over counts as text too, since all of it must be searched for secrets.
 */
export function scanYaml(text: string): TextScan {
  const tokens = [...yamlTokens(text)]
  const scan = new YamlScan(text)
  scan.run(tokens)
  return { parts: scan.parts, isSound: isSound(text, tokens) }
}

/** What is neither text nor a name: as plain scalars, these are no secrets. */
const LITERAL =
  /^(?:~|null|true|false|yes|no|on|off|[-+]?(?:0x[\da-f_]+|0b[01_]+|[\d_]+\.?[\d_]*(?:e[-+]?\d+)?|\.\d[\d_]*(?:e[-+]?\d+)?|\.inf)|\.nan)$/i
/** Whatever stands between parts and is more than the signs of YAML. */
const REMAINS = /[^\s:\-?,[\]{}"'|>]+/g
/** As many as tell what an object is. */
const KEPT_KEYS = 8

function isSound(text: string, tokens: readonly CST.Token[]): boolean {
  try {
    readYamlDocument(text, tokens)
    return true
  } catch (cause) {
    if (cause instanceof ConfigSyntaxError) return false
    throw cause
  }
}

interface Standing {
  readonly role: TextPart['role']
  readonly frame: ScanFrame
  readonly key: string | null
}

const root: ScanFrame = { kind: 'root', name: null, parent: null, keys: [] }

class YamlScan {
  parts: TextPart[] = []
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  run(tokens: readonly CST.Token[]): void {
    const standing: Standing = { role: 'value', frame: root, key: null }
    for (const token of tokens) this.#token(token, standing)
    this.parts.sort((one, other) => one.start - other.start)
    this.#addRemains()
  }

  #token(token: CST.Token | null | undefined, standing: Standing): void {
    switch (token?.type) {
      case 'document':
        this.#sources(token.start, standing)
        this.#token(token.value, standing)
        this.#sources(token.end, standing)
        break
      case 'doc-end':
        this.#sources(token.end, standing)
        break
      case 'comment':
        this.#comment(token.offset, token.source, standing)
        break
      case 'scalar':
      case 'double-quoted-scalar':
      case 'single-quoted-scalar':
        this.#scalar(token, standing)
        this.#sources(token.end, standing)
        break
      case 'block-scalar':
        for (const property of token.props) this.#token(property, standing)
        this.#block(token, standing)
        break
      case 'block-map':
      case 'block-seq':
        this.#items(token.items, token.type === 'block-map', standing)
        break
      case 'flow-collection':
        this.#items(token.items, token.start.type === 'flow-map-start', standing)
        this.#sources(token.end, standing)
        break
      default:
    }
  }

  #sources(tokens: readonly CST.SourceToken[] | undefined, standing: Standing): void {
    for (const token of tokens ?? []) this.#token(token, standing)
  }

  #items(items: readonly CST.CollectionItem[], isMap: boolean, { frame, key }: Standing): void {
    const name = key ?? (frame.kind === 'list' ? frame.name : null)
    const own: ScanFrame = { kind: isMap ? 'object' : 'list', name, parent: frame, keys: [] }
    for (const item of items) {
      this.#sources(item.start, { role: 'other', frame: own, key: null })
      const isMember = item.sep?.some(({ type }) => type === 'map-value-ind') === true || isMap
      // A list can hold a map of one member without braces.
      const holder: ScanFrame =
        isMember && !isMap ? { kind: 'object', name: own.name, parent: own, keys: [] } : own
      const itemKey = isMember ? this.#keyOf(item.key) : null
      if (itemKey !== null && holder.keys.length < KEPT_KEYS) holder.keys.push(itemKey)
      const role = isMember ? 'key' : 'value'
      this.#token(item.key, { role, frame: holder, key: null })
      this.#sources(item.sep, { role: 'other', frame: holder, key: null })
      this.#token(item.value, { role: 'value', frame: holder, key: itemKey })
    }
  }

  #keyOf(token: CST.Token | null | undefined): string | null {
    if (token?.type === 'scalar') return token.source
    const isQuoted = token?.type === 'double-quoted-scalar' || token?.type === 'single-quoted-scalar'
    return isQuoted ? token.source.slice(1, -1) : null
  }

  #scalar({ type, offset, source }: CST.FlowScalar, standing: Standing): void {
    if (type === 'scalar') {
      const isPassword = standing.key !== null && isPasswordName(standing.key)
      if (LITERAL.test(source) && !isPassword) return
      this.#add(
        { kind: 'plain', start: offset, end: offset + source.length, isClosed: true, hasEscapes: false },
        standing,
      )
      return
    }
    const quote = type === 'double-quoted-scalar' ? '"' : "'"
    const isClosed = source.length > 1 && source.endsWith(quote)
    this.#add(
      {
        kind: type === 'double-quoted-scalar' ? 'double-quoted' : 'single-quoted',
        start: offset + 1,
        end: offset + source.length - (isClosed ? 1 : 0),
        isClosed,
        hasEscapes: quote === '"' && source.includes('\\'),
      },
      standing,
    )
  }

  /** From the first character of the block to its last, its line break left out. */
  #block({ offset, source, props }: CST.BlockScalar, standing: Standing): void {
    const header = props.findLast(({ type }) => type === 'newline') ?? props.at(-1)
    const body = header === undefined ? offset : Math.max(offset, header.offset)
    const end = body + source.length
    const at = this.#text.slice(body, end).search(/\S/)
    if (at === -1) return
    const trimmed = this.#text.slice(body, end).trimEnd().length
    this.#add(
      { kind: 'block-text', start: body + at, end: body + trimmed, isClosed: true, hasEscapes: false },
      standing,
    )
  }

  #comment(offset: number, source: string, { frame }: Standing): void {
    const standing: Standing = { role: 'other', frame, key: null }
    this.#add(
      {
        kind: 'line-comment',
        start: offset + 1,
        end: offset + source.length,
        isClosed: true,
        hasEscapes: false,
      },
      standing,
    )
  }

  #add(part: Omit<TextPart, 'role' | 'frame' | 'key'>, { role, frame, key }: Standing): void {
    if (part.end > part.start) this.parts.push({ ...part, role, frame, key: role === 'value' ? key : null })
  }

  /** Anchors, tags, what follows an error, literals: text that belongs to no part. */
  #addRemains(): void {
    const remains: TextPart[] = []
    let end = 0
    for (const part of [...this.parts, null]) {
      const start = part?.start ?? this.#text.length
      for (const { index, 0: word } of this.#text.slice(end, Math.max(end, start)).matchAll(REMAINS)) {
        const at = end + index
        remains.push({
          kind: 'plain',
          start: at,
          end: at + word.length,
          isClosed: true,
          hasEscapes: false,
          role: 'other',
          frame: root,
          key: null,
        })
      }
      end = Math.max(end, part?.end ?? end)
    }
    this.parts = [...this.parts, ...remains].sort((one, other) => one.start - other.start)
  }
}
