import type { ConfigValue } from '../config-document/config-edit.ts'
import { isConfigObject, ownMember } from '../config-document/config-value.ts'

/**
 * The `id` of each element, where every element is an object that has one and no two are the same, as in a list of models
 * or agents; null for any other list.
 */
export function elementIds(list: readonly ConfigValue[]): string[] | null {
  const ids: string[] = []
  for (const element of list) {
    const id = isConfigObject(element) ? ownMember(element, 'id') : undefined
    if (typeof id !== 'string') return null
    ids.push(id)
  }
  return new Set(ids).size === ids.length ? ids : null
}
