import { ConfigEditError } from './config-edit-error.ts'
import type { ConfigEdit, ConfigValue } from './config-edit.ts'
import { MAX_DEPTH, pathText } from './config-path.ts'
import {
  type ConfigObject,
  isConfigArray,
  isConfigObject,
  isSameValue,
  ownMember,
  valueFault,
} from './config-value.ts'

/**
 * The value edits lead to, one after the other; parts that no edit touches are the same objects as before. This is what
 * an edited text must read as.
 *
 * @throws ConfigEditError for a path through a scalar, an index outside its list, a key that is taken, or a value that
 *   JSON5 cannot write
 */
export function applyEditsToValue(value: ConfigValue, edits: readonly ConfigEdit[]): ConfigValue {
  let result = value
  for (const edit of edits) result = applyEdit(result, edit)
  return result
}

/** One edit; returns the same value (as Object.is tells) when it changes nothing. */
export function applyEdit(value: ConfigValue, edit: ConfigEdit): ConfigValue {
  if (edit.type === 'set' || edit.type === 'insert') {
    const depth = edit.path.length + (isConfigObject(edit.value) || isConfigArray(edit.value) ? 0 : -1)
    const fault = valueFault(edit.value, depth)
    if (fault !== null) throw refusal(edit, fault)
  }
  if (edit.path.length > MAX_DEPTH)
    throw refusal(edit, `it would be nested more than ${MAX_DEPTH} levels deep`)
  switch (edit.type) {
    case 'set':
      return setAt(value, edit, 0)
    case 'insert':
      return changeAt(value, edit, 0, (list, index) => insertInto(list, index, edit))
    case 'move':
      return changeAt(value, edit, 0, (list, index) => moveIn(list, index, edit))
    case 'delete':
      return changeAt(value, edit, 0, removeFrom)
    case 'rename':
      return changeAt(value, edit, 0, (container, step) => renameIn(container, step, edit))
  }
}

/** Replaces or adds the value at the rest of the path, and the containers that lead to it where they are missing. */
function setAt(value: ConfigValue | undefined, edit: SetEdit, depth: number): ConfigValue {
  const step = edit.path[depth]
  if (step === undefined) return value !== undefined && isSameValue(value, edit.value) ? value : edit.value
  if (typeof step === 'number') {
    const list = value === undefined ? [] : value
    if (!isConfigArray(list)) throw notA('list', edit, depth)
    if (!isIndex(step, list.length + 1)) throw outside(edit, step, list.length)
    const element = setAt(list[step], edit, depth + 1)
    return Object.is(element, list[step]) ? list : list.toSpliced(step, 1, element)
  }
  const object = value === undefined ? {} : value
  if (!isConfigObject(object)) throw notA('object', edit, depth)
  const member = ownMember(object, step)
  const next = setAt(member, edit, depth + 1)
  return Object.is(next, member) ? object : withMember(object, step, next)
}

function insertInto(list: ConfigValue, index: string | number, edit: InsertEdit): ConfigValue {
  if (typeof index === 'string' || !isConfigArray(list)) throw notA('list', edit, edit.path.length - 1)
  if (!isIndex(index, list.length + 1)) throw outside(edit, index, list.length)
  return list.toSpliced(index, 0, edit.value)
}

function moveIn(list: ConfigValue, index: string | number, edit: MoveEdit): ConfigValue {
  if (typeof index === 'string' || !isConfigArray(list)) throw notA('list', edit, edit.path.length - 1)
  const element = list[index]
  if (!isIndex(index, list.length) || element === undefined) throw outside(edit, index, list.length)
  if (!isIndex(edit.to, list.length)) throw outside(edit, edit.to, list.length)
  return index === edit.to ? list : list.toSpliced(index, 1).toSpliced(edit.to, 0, element)
}

function removeFrom(container: ConfigValue, step: string | number): ConfigValue {
  if (typeof step === 'number') {
    return isConfigArray(container) && isIndex(step, container.length)
      ? container.toSpliced(step, 1)
      : container
  }
  if (!isConfigObject(container) || !Object.hasOwn(container, step)) return container
  return Object.fromEntries(Object.entries(container).filter(([key]) => key !== step))
}

function renameIn(container: ConfigValue, step: string | number, edit: RenameEdit): ConfigValue {
  if (typeof step === 'number') throw refusal(edit, 'list elements have no key')
  if (!isConfigObject(container) || !Object.hasOwn(container, step) || edit.key === step) return container
  if (Object.hasOwn(container, edit.key))
    throw refusal(edit, `there is already a key ${JSON.stringify(edit.key)}`)
  return Object.fromEntries(
    Object.entries(container).map(([key, member]) => [key === step ? edit.key : key, member]),
  )
}

/** Changes the container that the last step of the path stands in. */
function changeAt(
  value: ConfigValue,
  edit: ConfigEdit,
  depth: number,
  change: (container: ConfigValue, step: string | number) => ConfigValue,
): ConfigValue {
  const step = edit.path[depth]
  if (step === undefined) throw refusal(edit, 'the whole document can only be set')
  if (depth === edit.path.length - 1) return change(value, step)
  const inner = stepInto(value, step)
  if (inner === undefined) {
    if (edit.type === 'delete' || edit.type === 'rename') return value
    throw notA('list', edit, edit.path.length - 1)
  }
  const next = changeAt(inner, edit, depth + 1, change)
  if (Object.is(next, inner)) return value
  if (isConfigArray(value)) return value.toSpliced(Number(step), 1, next)
  return isConfigObject(value) ? withMember(value, String(step), next) : value
}

function stepInto(value: ConfigValue, step: string | number): ConfigValue | undefined {
  if (typeof step === 'number') return isConfigArray(value) ? value[step] : undefined
  return isConfigObject(value) ? ownMember(value, step) : undefined
}

/** Spread and computed keys define members, so `__proto__` is a key like any other. */
function withMember(object: ConfigObject, key: string, value: ConfigValue): ConfigObject {
  return { ...object, [key]: value }
}

function isIndex(step: number, length: number): boolean {
  return Number.isInteger(step) && step >= 0 && step < length
}

function refusal(edit: ConfigEdit, reason: string): ConfigEditError {
  return new ConfigEditError(`Cannot ${edit.type} ${pathText(edit.path)}: ${reason}.`, edit.path)
}

function notA(kind: 'list' | 'object', edit: ConfigEdit, depth: number): ConfigEditError {
  return refusal(
    edit,
    `${pathText(edit.path.slice(0, depth))} is not ${kind === 'list' ? 'a list' : 'an object'}`,
  )
}

function outside(edit: ConfigEdit, index: number, length: number): ConfigEditError {
  return refusal(edit, `${index} is outside a list of ${length}`)
}

type SetEdit = ConfigEdit & { readonly type: 'set' }
type InsertEdit = ConfigEdit & { readonly type: 'insert' }
type MoveEdit = ConfigEdit & { readonly type: 'move' }
type RenameEdit = ConfigEdit & { readonly type: 'rename' }
