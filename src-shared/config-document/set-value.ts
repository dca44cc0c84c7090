import type { ConfigDocument } from './config-document.ts'
import type { ConfigPath, ConfigValue } from './config-edit.ts'
import { ConfigEditError } from './config-edit-error.ts'
import { locate } from './config-node.ts'
import { pathText } from './config-path.ts'
import { type ConfigObject, isConfigArray, isConfigObject, isSameValue } from './config-value.ts'
import { addItem, moveItem, removeItem, replaceValue } from './document-steps.ts'
import { type ListChange, listChanges } from './list-changes.ts'

/** Makes the value at a path another one, touching only what differs; adds it, and what leads to it, where it is missing. */
export function setValue(document: ConfigDocument, path: ConfigPath, value: ConfigValue): ConfigDocument {
  const found = locate(document.root, path)
  if (found !== null) return changeValue(document, path, value)
  const parent = path.slice(0, -1)
  const step = path.at(-1)
  const container = locate(document.root, parent)
  if (step === undefined) return document
  if (container === null)
    return setValue(document, parent, typeof step === 'number' ? [value] : wrapped(step, value))
  return addItem(
    document,
    parent,
    container.node.items?.length ?? 0,
    typeof step === 'number' ? null : step,
    value,
  )
}

function wrapped(key: string, value: ConfigValue): ConfigObject {
  return Object.fromEntries([[key, value]])
}

function changeValue(document: ConfigDocument, path: ConfigPath, value: ConfigValue): ConfigDocument {
  const old = document.valueAt(path)
  if (old === undefined || isSameValue(old, value)) return document
  if (isConfigObject(old) && isConfigObject(value)) return changeObject(document, path, old, value)
  if (isConfigArray(old) && isConfigArray(value)) return changeArray(document, path, old, value)
  return replaceValue(document, path, value)
}

/** New members come before old ones go, so that they find siblings to look like. */
function changeObject(
  document: ConfigDocument,
  path: ConfigPath,
  old: ConfigObject,
  value: ConfigObject,
): ConfigDocument {
  const items = locate(document.root, path)?.node.items ?? []
  if (new Set(items.map((item) => item.key)).size < items.length) {
    throw new ConfigEditError(`Cannot change ${pathText(path)}: it has a key that is written twice.`, path)
  }
  let next = document
  for (const [key, member] of Object.entries(value)) next = setValue(next, [...path, key], member)
  for (const key of Object.keys(old)) if (!Object.hasOwn(value, key)) next = removeItem(next, [...path, key])
  return next
}

function changeArray(
  document: ConfigDocument,
  path: ConfigPath,
  old: readonly ConfigValue[],
  value: readonly ConfigValue[],
): ConfigDocument {
  return listChanges(old, value).reduce((next, change) => changeList(next, path, change), document)
}

function changeList(document: ConfigDocument, path: ConfigPath, change: ListChange): ConfigDocument {
  const element = [...path, change.index]
  switch (change.type) {
    case 'delete':
      return removeItem(document, element)
    case 'move':
      return moveItem(document, element, change.to)
    case 'change':
      return changeValue(document, element, change.value)
    case 'insert':
      return addItem(document, path, change.index, null, change.value)
  }
}
