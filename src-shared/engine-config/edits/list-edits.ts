import type { ConfigEdit, ConfigPath } from '../../config-document/config-edit.ts'

/**
 * The edits that turn one list of texts into another and leave alone what stays: elements go, move and come, so that each
 * keeps the comments beside it.
 */
export function listEdits(path: ConfigPath, from: readonly string[], to: readonly string[]): ConfigEdit[] {
  const edits: ConfigEdit[] = []
  const current = [...from]
  const spare = [...to]
  for (const text of from) {
    const index = spare.indexOf(text)
    if (index !== -1) spare.splice(index, 1)
    else {
      const at = current.indexOf(text)
      current.splice(at, 1)
      edits.push({ type: 'delete', path: [...path, at] })
    }
  }
  for (const [index, text] of to.entries()) {
    if (current[index] === text) continue
    const at = current.indexOf(text, index + 1)
    if (at === -1) edits.push({ type: 'insert', path: [...path, index], value: text })
    else {
      edits.push({ type: 'move', path: [...path, at], to: index })
      current.splice(at, 1)
    }
    current.splice(index, 0, text)
  }
  return edits
}
