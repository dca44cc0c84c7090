import { basename } from 'node:path'

import { parse } from 'yaml'

import { AppFailure, appError } from '#shared/app-error.ts'
import { ConfigSyntaxError } from '#shared/config-document/config-syntax-error.ts'
import { mergeYamlTexts } from '#shared/config-merge/yaml-merge.ts'
import { readYamlDocument } from '#shared/yaml-document/yaml-document.ts'

import type { ConfigFormat } from './config-format.ts'
import type { TextPart } from './text-scan.ts'
import { scanYaml } from './yaml-scan.ts'

/** LiteLLM's config files. */
export const yamlFormat: ConfigFormat = {
  check: checkYaml,
  merge: mergeYamlTexts,
  scan: scanYaml,
  meaning,
  spell({ raw, kind, column: oldColumn }, part, { isWhole, isSound, column }) {
    // What a part of a broken text means nobody can say; it cannot be saved like that.
    if (!isSound) return raw
    if (kind === part.kind) return kind === 'block-text' ? shifted(raw, column - oldColumn) : raw
    const value = meaning(raw, kind)
    switch (part.kind) {
      case 'double-quoted':
        return JSON.stringify(value).slice(1, -1)
      case 'single-quoted':
        return ONE_LINE.test(value) ? value.replaceAll("'", "''") : null
      case 'plain':
      case 'word':
        if (isWhole) return JSON.stringify(value)
        return SAFE_PIECE.test(value) ? value : null
      case 'block-text':
        return ONE_LINE.test(value) ? value : null
      case 'line-comment':
      case 'block-comment':
        return JSON.stringify(value).slice(1, -1)
    }
  },
}

const ONE_LINE = /^[^\p{Cc}\u2028\u2029]*$/u
/** Can stand within an unquoted text and mean itself. */
const SAFE_PIECE = /^[\w\-.+/=~@%:]*[\w\-.+/=~@%]$/

function checkYaml(text: string, path: string): void {
  try {
    readYamlDocument(text)
  } catch (cause) {
    if (!(cause instanceof ConfigSyntaxError)) throw cause
    const { line, column } = cause.place
    throw new AppFailure(
      appError(
        'config-invalid',
        `The new text of ${basename(path)} is not valid YAML (line ${line}, column ${column}).`,
        { nextStep: 'Correct it, then save again. Nothing was changed.', details: cause.message },
      ),
    )
  }
}

/** What the characters of a part mean; those of a broken one mean themselves. */
function meaning(raw: string, kind: TextPart['kind']): string {
  if (kind === 'single-quoted') return raw.replaceAll("''", "'")
  if (kind === 'block-text') return raw.replaceAll(/\n[ \t]*/g, '\n')
  if (kind !== 'double-quoted' || !/[\\\n]/.test(raw)) return raw
  try {
    const value: unknown = parse(`"${raw}"`)
    return typeof value === 'string' ? value : raw
  } catch {
    return raw
  }
}

/** A block's text whose lines behind the first stand further right, or left where `by` is negative. */
function shifted(raw: string, by: number): string {
  if (by === 0) return raw
  const [first = '', ...rest] = raw.split('\n')
  const spaces = new RegExp(`^ {0,${Math.max(0, -by)}}`)
  const moved = rest.map((line) => {
    if (line.trim() === '') return line
    return by > 0 ? ' '.repeat(by) + line : line.replace(spaces, '')
  })
  return [first, ...moved].join('\n')
}
