import { applyEdit } from '../config-document/apply-edits.ts'
import type { ConfigEdit, ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import { ConfigEditError } from '../config-document/config-edit-error.ts'
import { pathText } from '../config-document/config-path.ts'
import { ConfigSyntaxError } from '../config-document/config-syntax-error.ts'
import { isConfigArray, isConfigObject, isSameValue } from '../config-document/config-value.ts'
import { editsBetween } from '../config-merge/value-edits.ts'
import { childOf, readYamlDocument, valueAt, type YamlDocument } from './yaml-document.ts'
import {
  addElement,
  addMember,
  type EditedText,
  moveElement,
  removeItem,
  renameMember,
  writeRoot,
  writeValue,
} from './yaml-steps.ts'

/**
 * Makes edits in a YAML text, one after the other, and changes only the lines they need: comments, order, quotes and line
 * ends of all others stay.
 *
 * @throws ConfigSyntaxError when the text is no YAML, ConfigEditError when an edit cannot be made as asked
 */
export function editYamlText(text: string, edits: readonly ConfigEdit[]): string {
  return editYamlDocument(readYamlDocument(text), edits).text
}

/**
 * The same for a document that was read already.
 *
 * @throws ConfigEditError when an edit cannot be made as asked
 */
export function editYamlDocument(document: YamlDocument, edits: readonly ConfigEdit[]): YamlDocument {
  return edits.reduce(editOnce, document)
}

function editOnce(document: YamlDocument, edit: ConfigEdit): YamlDocument {
  refuseRepeatedKeys(document, edit.path)
  const intended = applyEdit(document.value ?? {}, edit)
  if (isSameValue(intended, document.value ?? {})) return document
  const smaller = smallerEdits(document, edit, intended)
  if (smaller !== null) return editYamlDocument(document, smaller)
  const text = changed(document, edit, intended)
  if (text === null) throw refusal(edit, 'it is written in a way Litedesk cannot change safely')
  const next = reread(text, edit)
  if (!isSameValue(next.value ?? {}, intended)) throw refusal(edit, sharedReason(document))
  return next
}

/** Replacing a collection by one of its kind comes to what differs between them. */
function smallerEdits(
  document: YamlDocument,
  edit: ConfigEdit,
  intended: ConfigValue,
): readonly ConfigEdit[] | null {
  if (edit.type !== 'set') return null
  const [old, next] = [document.valueAt(edit.path), valueAt(intended, edit.path)]
  if (old === undefined || next === undefined || !isFilled(old) || !isFilled(next)) return null
  if (isConfigArray(old) !== isConfigArray(next)) return null
  const edits = editsBetween(old, next, edit.path)
  const isSmaller = edits.every(({ path, type }) => path.length > edit.path.length || type !== 'set')
  return isSmaller ? edits : null
}

/** Whether a value is a map or list with something in it. */
export function isFilled(value: ConfigValue | undefined): boolean {
  if (isConfigArray(value)) return value.length > 0
  return isConfigObject(value) && Object.keys(value).length > 0
}

/** null where the spelling at the place does not allow the change. */
function changed(document: YamlDocument, edit: ConfigEdit, intended: ConfigValue): EditedText {
  const source = { text: document.text, root: document.root }
  switch (edit.type) {
    case 'set':
      return setText(document, edit.path, intended)
    case 'insert':
      return addElement(source, edit.path, edit.value)
    case 'delete':
      return removeItem(source, edit.path)
    case 'rename':
      return renameMember(source, edit.path, edit.key)
    case 'move':
      return moveElement(source, edit.path, edit.to)
  }
}

/** Writes at the first place on the way that is not there, or is no collection of its own, what is to stand there. */
function setText({ text, root }: YamlDocument, path: ConfigPath, intended: ConfigValue): EditedText {
  const source = { text, root }
  let node = root
  for (const [depth, step] of path.entries()) {
    const place = path.slice(0, depth + 1)
    const value = valueAt(intended, place)
    if (value === undefined) return null
    if (node.kind === 'opaque') return null
    const item = childOf(node, step)
    if (item === null) {
      if (node.items.length === 0) {
        const container = path.slice(0, depth)
        return depth === 0
          ? writeRoot(source, intended)
          : writeValue(source, container, valueAt(intended, container) ?? null)
      }
      return typeof step === 'number'
        ? addElement(source, place, value)
        : addMember(source, path.slice(0, depth), step, value)
    }
    const isLast = depth === path.length - 1
    if (isLast || (item.value.kind !== 'map' && item.value.kind !== 'list')) {
      return writeValue(source, place, value)
    }
    node = item.value
  }
  return writeRoot(source, intended)
}

function reread(text: string, edit: ConfigEdit): YamlDocument {
  try {
    return readYamlDocument(text)
  } catch (cause) {
    if (cause instanceof ConfigSyntaxError) throw refusal(edit, 'the file would not be YAML any more')
    throw cause
  }
}

function refuseRepeatedKeys({ duplicates }: YamlDocument, path: ConfigPath): void {
  const repeated = duplicates.find(
    (duplicate) =>
      duplicate.path.length <= path.length && duplicate.path.every((step, index) => step === path[index]),
  )
  if (repeated === undefined) return
  throw new ConfigEditError(
    `Cannot change ${pathText(path)}: the key ${pathText(repeated.path)} is written ${repeated.ranges.length} times.`,
    path,
  )
}

function sharedReason({ text }: YamlDocument): string {
  return /(?:^|[\s[{,])[&*][^\s,[\]{}]/.test(text)
    ? 'it belongs to an anchor that is used at several places, or comes from one'
    : 'the file would not mean what it should'
}

function refusal(edit: ConfigEdit, reason: string): ConfigEditError {
  return new ConfigEditError(`Cannot ${edit.type} ${pathText(edit.path)}: ${reason}.`, edit.path)
}
