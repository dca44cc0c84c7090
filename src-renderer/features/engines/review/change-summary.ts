import { readConfigDocument } from '#shared/config-document/config-document.ts'
import type { ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'
import { pathText } from '#shared/config-document/config-path.ts'
import { ConfigSyntaxError } from '#shared/config-document/config-syntax-error.ts'
import { isConfigArray, isConfigObject, isSameValue } from '#shared/config-document/config-value.ts'

/** So many changes are named; of more, the number is said. */
const maxNamed = 2
/** The longest a reason may be. Source: the contract of engine:save. */
const maxLength = 200

/**
 * What a change of a config text does to its values, such as "Changed models.mode, added gateway". Null when it changes none,
 * or one of the texts is not JSON5.
 */
export function changeSummary(before: string, after: string): string | null {
  const [from, to] = [valueOf(before), valueOf(after)]
  if (from === undefined || to === undefined) return null
  const changes = [...changesBetween(from, to, [])]
  if (changes.length === 0) return null
  const named = changes.slice(0, maxNamed).join(', ')
  const more =
    changes.length > maxNamed ? ` and ${(changes.length - maxNamed).toLocaleString('en-US')} more` : ''
  const text = named + more
  const sentence = text.charAt(0).toUpperCase() + text.slice(1)
  return sentence.length <= maxLength ? sentence : `${sentence.slice(0, maxLength - 1)}…`
}

function valueOf(text: string): ConfigValue | undefined {
  try {
    return readConfigDocument(text).value
  } catch (cause) {
    if (cause instanceof ConfigSyntaxError) return undefined
    throw cause
  }
}

function* changesBetween(from: ConfigValue, to: ConfigValue, path: ConfigPath): Iterable<string> {
  if (isSameValue(from, to)) return
  if (isConfigObject(from) && isConfigObject(to)) {
    for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
      const [old, now] = [from[key], to[key]]
      if (old === undefined) yield `added ${pathText([...path, key])}`
      else if (now === undefined) yield `removed ${pathText([...path, key])}`
      else yield* changesBetween(old, now, [...path, key])
    }
  } else if (
    isConfigArray(from) &&
    isConfigArray(to) &&
    from.length === to.length &&
    isChangedInPlace(from, to)
  ) {
    for (const [index, old] of from.entries()) yield* changesBetween(old, to[index] ?? null, [...path, index])
  } else if (isConfigArray(from) && isConfigArray(to) && from.length !== to.length) {
    yield `${to.length > from.length ? 'added to' : 'removed from'} ${pathText(path)}`
  } else {
    yield `changed ${pathText(path)}`
  }
}

/** Whether elements were changed where they are; else they were put in another order. */
function isChangedInPlace(from: readonly ConfigValue[], to: readonly ConfigValue[]): boolean {
  return !from.every((old) => to.some((now) => isSameValue(old, now)))
}
