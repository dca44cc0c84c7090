import JSON5 from 'json5'

import type { ConfigValue } from '../config-document/config-edit.ts'
import { isSameValue } from './config-value.ts'
import { mergeLines } from './line-merge.ts'
import { mergeValues, type Sides } from './value-merge.ts'

/**
 * A JSON5 text with both sides' changes of `base`; null when they do not fit together or a side is not JSON5. What the
 * result means is exactly what merging the three values gives, so a lucky combination of lines is never taken.
 */
export function mergeConfigTexts(base: string, ours: string, theirs: string): string | null {
  if (ours === theirs || base === theirs) return ours
  if (base === ours) return theirs
  const values = readAll({ base, ours, theirs })
  const merged = values === null ? null : mergeValues(values)
  if (merged === null) return null
  const byLines = mergeLines({ base, ours, theirs })
  return byLines !== null && hasValue(byLines, merged.value) ? byLines : null
}

function readAll(texts: Sides<string>): Sides<ConfigValue> | null {
  const base = read(texts.base)
  const ours = read(texts.ours)
  const theirs = read(texts.theirs)
  return base === undefined || ours === undefined || theirs === undefined ? null : { base, ours, theirs }
}

function hasValue(text: string, value: ConfigValue): boolean {
  const actual = read(text)
  return actual !== undefined && isSameValue(actual, value)
}

/** Undefined when the text is not JSON5. */
function read(text: string): ConfigValue | undefined {
  try {
    return JSON5.parse<ConfigValue>(text)
  } catch {
    return undefined
  }
}
