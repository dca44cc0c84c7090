import { diffIndices } from 'node-diff3'

import type { ConfigEdit, ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import {
  isConfigArray,
  isConfigObject,
  isSameValue,
  ownMember,
  type ConfigObject,
} from '../config-document/config-value.ts'
import { elementIds } from './element-ids.ts'
import { ValueNumbers } from './value-numbers.ts'

type ConfigList = readonly ConfigValue[]

/** The edits that turn one value into another, to be made one after the other; they touch nothing that is the same. */
export function editsBetween(from: ConfigValue, to: ConfigValue, path: ConfigPath = []): ConfigEdit[] {
  if (isSameValue(from, to)) return []
  if (isConfigObject(from) && isConfigObject(to)) return objectEdits(from, to, path)
  if (isConfigArray(from) && isConfigArray(to)) return arrayEdits(from, to, path)
  return [{ type: 'set', path, value: to }]
}

function objectEdits(from: ConfigObject, to: ConfigObject, path: ConfigPath): ConfigEdit[] {
  const edits: ConfigEdit[] = []
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(to, key)) edits.push({ type: 'delete', path: [...path, key] })
  }
  for (const [key, value] of Object.entries(to)) {
    const old = ownMember(from, key)
    const place = [...path, key]
    if (old === undefined) edits.push({ type: 'set', path: place, value })
    else edits.push(...editsBetween(old, value, place))
  }
  return edits
}

function arrayEdits(from: ConfigList, to: ConfigList, path: ConfigPath): ConfigEdit[] {
  const fromIds = elementIds(from)
  const toIds = elementIds(to)
  if (fromIds === null || toIds === null) return sequenceEdits(from, to, path)
  return listEdits({ from, fromIds, to, toIds }, path)
}

interface Lists {
  readonly from: ConfigList
  readonly fromIds: readonly string[]
  readonly to: ConfigList
  readonly toIds: readonly string[]
}

/** Elements that have ids are found again by them: what goes, what comes and moves, then what changes inside. */
function listEdits({ from, fromIds, to, toIds }: Lists, path: ConfigPath): ConfigEdit[] {
  const edits: ConfigEdit[] = []
  const kept = fromIds.filter((id) => toIds.includes(id))
  for (let index = fromIds.length - 1; index >= 0; index -= 1) {
    if (!kept.includes(fromIds[index] ?? '')) edits.push({ type: 'delete', path: [...path, index] })
  }
  const current = [...kept]
  for (const [index, id] of toIds.entries()) {
    const value = to[index] ?? null
    const place = current.indexOf(id)
    if (place === -1) {
      edits.push({ type: 'insert', path: [...path, index], value })
      current.splice(index, 0, id)
      continue
    }
    if (place !== index) {
      edits.push({ type: 'move', path: [...path, place], to: index })
      current.splice(index, 0, ...current.splice(place, 1))
    }
    edits.push(...editsBetween(from[fromIds.indexOf(id)] ?? null, value, [...path, index]))
  }
  return edits
}

/** From the back, so that an edit does not move the places of those that follow. */
function sequenceEdits(from: ConfigList, to: ConfigList, path: ConfigPath): ConfigEdit[] {
  const edits: ConfigEdit[] = []
  const values = new ValueNumbers()
  for (const hunk of diffIndices(values.numbersOf(from), values.numbersOf(to)).toReversed()) {
    const [start, oldCount] = hunk.buffer1
    const [newStart, newCount] = hunk.buffer2
    const changedCount = Math.min(oldCount, newCount)
    for (let offset = oldCount - 1; offset >= changedCount; offset -= 1) {
      edits.push({ type: 'delete', path: [...path, start + offset] })
    }
    for (let offset = changedCount; offset < newCount; offset += 1) {
      edits.push({ type: 'insert', path: [...path, start + offset], value: to[newStart + offset] ?? null })
    }
    for (let offset = 0; offset < changedCount; offset += 1) {
      const place = [...path, start + offset]
      edits.push(...editsBetween(from[start + offset] ?? null, to[newStart + offset] ?? null, place))
    }
  }
  return edits
}
