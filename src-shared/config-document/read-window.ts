import { isReadAlike } from './config-document.ts'
import { type ConfigNode, moveNode, moveOffset } from './config-node.ts'
import { ConfigSyntaxError } from './config-syntax-error.ts'
import { readJson5 } from './json5-reader.ts'

/** What a piece of a container's text stands in and between. */
export interface WindowPlace {
  readonly isObject: boolean
  /** Whether an item stands before it; else it begins behind the opening bracket. */
  readonly hasBefore: boolean
  /** Whether an item stands behind it; else it ends before the closing bracket. */
  readonly hasBehind: boolean
}

/** The items of a window, offsets counted from its start. */
export interface Window {
  readonly items: readonly ConfigNode[]
  /** Where the comma of the item before it is; -1 when there is none. */
  readonly commaBefore: number
}

/**
 * Reads a piece of a container's text as it is, between stand-ins for the items around it; json5 must read it alike.
 *
 * @throws ConfigSyntaxError when it is not JSON5
 */
export function readWindow(window: string, place: WindowPlace, standInKey = '_'): Window {
  const [opening, closing] = place.isObject ? ['{', '}'] : ['[', ']']
  const standIn = place.isObject ? `${standInKey}:''` : "''"
  const ahead = opening + (place.hasBefore ? standIn : '')
  const text = ahead + window + (place.hasBehind ? standIn : '') + closing
  const { items, value } = readJson5(text)
  const all = items ?? []
  const own = all.slice(place.hasBefore ? 1 : 0, place.hasBehind ? -1 : undefined)
  if (own.some((item) => item.key === standInKey)) return readWindow(window, place, `${standInKey}_`)
  if (!isReadAlike(text, value)) throw new ConfigSyntaxError('This text can be read in two ways.', window, 0)
  const comma = place.hasBefore ? (all[0]?.comma ?? -1) : -1
  return {
    items: own.map((item) => moveNode(item, -ahead.length)),
    commaBefore: moveOffset(comma, -ahead.length),
  }
}
