import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'

import { isConfigArray, isConfigObject, type ConfigObject } from '../config-document/config-value.ts'
import { INCLUDE_KEY } from './include-merge.ts'

/** An object that other files stand in for, in part or whole. */
export interface IncludeSite {
  /** Of the object. */
  readonly path: ConfigPath
  readonly targets: readonly { readonly path: ConfigPath; readonly text: string }[]
  /** Whether keys stand beside the `$include`. */
  readonly hasSiblings: boolean
}

/** Where a file includes others, and what may therefore come from them. */
export interface IncludeSites {
  readonly all: readonly IncludeSite[]
  /** The include at exactly this path; undefined when there is none. */
  at(path: ConfigPath): IncludeSite | undefined
  /**
   * The includes that may supply what is missing at a path, innermost first: those of the objects around it, up to the next
   * array, whose elements no include changes.
   */
  around(path: ConfigPath): readonly IncludeSite[]
  /** The includes at a path or anywhere inside it. */
  within(path: ConfigPath): readonly IncludeSite[]
}

export function findIncludes(root: ConfigValue): IncludeSites {
  const all = [...sitesIn(root, [])]
  const byPath = new Map(all.map((site) => [keyOf(site.path), site]))
  return {
    all,
    at: (path) => byPath.get(keyOf(path)),
    around: (path) => {
      if (all.length === 0) return []
      const found: IncludeSite[] = []
      for (let length = path.length; length >= 0; length -= 1) {
        const site = byPath.get(keyOf(path.slice(0, length)))
        if (site) found.push(site)
        if (typeof path[length - 1] === 'number') break
      }
      return found
    },
    within: (path) =>
      all.filter(
        (site) => site.path.length >= path.length && keyOf(site.path.slice(0, path.length)) === keyOf(path),
      ),
  }
}

/** A value without its `$include` keys; the very same one where it has none. */
export function withoutIncludes(value: ConfigValue): ConfigValue {
  if (isConfigArray(value)) {
    const items = value.map(withoutIncludes)
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  if (!isConfigObject(value)) return value
  const entries = Object.entries(value)
  const kept = entries.flatMap(([key, item]): [string, ConfigValue][] =>
    key === INCLUDE_KEY ? [] : [[key, withoutIncludes(item)]],
  )
  const isSame =
    kept.length === entries.length && kept.every(([, item], index) => item === entries[index]?.[1])
  return isSame ? value : Object.fromEntries(kept)
}

function* sitesIn(value: ConfigValue, path: ConfigPath): Generator<IncludeSite> {
  if (isConfigArray(value)) {
    for (const [index, item] of value.entries()) yield* sitesIn(item, [...path, index])
    return
  }
  if (!isConfigObject(value)) return
  if (Object.hasOwn(value, INCLUDE_KEY)) yield siteOf(value, path)
  for (const [key, item] of Object.entries(value)) {
    if (key !== INCLUDE_KEY) yield* sitesIn(item, [...path, key])
  }
}

function siteOf(value: ConfigObject, path: ConfigPath): IncludeSite {
  const written = value[INCLUDE_KEY] ?? null
  const includePath = [...path, INCLUDE_KEY]
  const targets = isConfigArray(written)
    ? written.map((text, index) => ({ path: [...includePath, index], text }))
    : [{ path: includePath, text: written }]
  return {
    path,
    targets: targets.flatMap(({ path: at, text }) => (typeof text === 'string' ? [{ path: at, text }] : [])),
    hasSiblings: Object.keys(value).length > 1,
  }
}

function keyOf(path: ConfigPath): string {
  return JSON.stringify(path)
}
