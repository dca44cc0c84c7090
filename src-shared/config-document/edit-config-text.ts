import { applyEdit } from './apply-edits.ts'
import { type ConfigDocument, CONFIRMED_LENGTH, isReadAlike, readConfigDocument } from './config-document.ts'
import type { ConfigEdit, ConfigPath } from './config-edit.ts'
import { ConfigEditError } from './config-edit-error.ts'
import { containerOf } from './config-node.ts'
import { pathText } from './config-path.ts'
import { ConfigSyntaxError } from './config-syntax-error.ts'
import { isSameValue } from './config-value.ts'
import { addItem, moveItem, removeItem, renameKey } from './document-steps.ts'
import { setValue } from './set-value.ts'

/**
 * Makes edits in a config text, one after the other, and changes only the bytes they need.
 *
 * @throws ConfigSyntaxError when the text is not JSON5, ConfigEditError when an edit cannot be made as asked
 */
export function editConfigText(text: string, edits: readonly ConfigEdit[]): string {
  return editConfigDocument(readConfigDocument(text), edits).text
}

/**
 * The same for a document that was read already. Cheap also for large documents, as only what changes is read again.
 *
 * @throws ConfigEditError when an edit cannot be made as asked
 */
export function editConfigDocument(document: ConfigDocument, edits: readonly ConfigEdit[]): ConfigDocument {
  const edited = edits.reduce(editOnce, document)
  const isShort = edited.text.length <= CONFIRMED_LENGTH
  const [edit] = edits
  if (edit && edited !== document && isShort && !isReadAlike(edited.text, edited.value))
    throw meaningless(edit)
  return edited
}

function editOnce(document: ConfigDocument, edit: ConfigEdit): ConfigDocument {
  refuseRepeatedKeys(document, edit.path)
  const intended = applyEdit(document.value, edit)
  if (Object.is(intended, document.value)) return document
  const next = editedText(document, edit)
  if (!isSameValue(next.value, intended)) throw meaningless(edit)
  return next
}

function editedText(document: ConfigDocument, edit: ConfigEdit): ConfigDocument {
  try {
    return changed(document, edit)
  } catch (error) {
    throw error instanceof ConfigSyntaxError ? meaningless(edit) : error
  }
}

/** What json5 reads from the result is not what the edit asks for. */
function meaningless(edit: ConfigEdit): ConfigEditError {
  const place = pathText(edit.path)
  return new ConfigEditError(
    `Cannot ${edit.type} ${place}: the file would not mean what it should.`,
    edit.path,
  )
}

function changed(document: ConfigDocument, edit: ConfigEdit): ConfigDocument {
  const { path } = edit
  switch (edit.type) {
    case 'set':
      return setValue(document, path, edit.value)
    case 'insert':
      return addItem(document, path.slice(0, -1), Number(path.at(-1)), null, edit.value)
    case 'delete':
      return removeItem(document, path)
    case 'rename':
      return renameKey(document, path, edit.key)
    case 'move':
      return moveItem(document, path, edit.to)
  }
}

function refuseRepeatedKeys(document: ConfigDocument, path: ConfigPath): void {
  let container = containerOf(document.root, 0)
  for (const [depth, step] of path.entries()) {
    if (container === null || !container.node.hasDuplicates) return
    const places = container.items.filter((item, index) => step === (item.key ?? index))
    if (places.length > 1) {
      const key = pathText(path.slice(0, depth + 1))
      throw new ConfigEditError(
        `Cannot change ${pathText(path)}: the key ${key} is written ${places.length} times.`,
        path,
      )
    }
    const [item] = places
    container = item === undefined ? null : containerOf(item, container.start)
  }
}
