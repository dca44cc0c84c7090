import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import {
  isConfigArray,
  isConfigObject,
  ownMember,
  type ConfigObject,
} from '../config-document/config-value.ts'

/** The value at a path; undefined where nothing is. */
export function valueIn(root: ConfigValue | undefined, path: ConfigPath): ConfigValue | undefined {
  let value = root
  for (const step of path) {
    if (typeof step === 'number') value = isConfigArray(value) ? value[step] : undefined
    else value = isConfigObject(value) ? ownMember(value, step) : undefined
  }
  return value
}

/** The object at a path; an empty one where there is none. */
export function objectIn(root: ConfigValue | undefined, path: ConfigPath): ConfigObject {
  const value = valueIn(root, path)
  return isConfigObject(value) ? value : {}
}

/** The array at a path; an empty one where there is none. */
export function arrayIn(root: ConfigValue | undefined, path: ConfigPath): readonly ConfigValue[] {
  const value = valueIn(root, path)
  return isConfigArray(value) ? value : []
}

/** The text at a path without white space around it; null where there is none, or an empty one. */
export function textIn(root: ConfigValue | undefined, path: ConfigPath): string | null {
  const value = valueIn(root, path)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
