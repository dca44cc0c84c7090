import type { ConfigDocument } from './config-document.ts'
import type { ConfigPath, ConfigValue } from './config-edit.ts'
import { ConfigEditError } from './config-edit-error.ts'
import { type ConfigContainer, type LocatedNode, containerOf, locate } from './config-node.ts'
import { pathText } from './config-path.ts'
import { deleteItem } from './delete-item.ts'
import { gapAfter } from './gap.ts'
import { type ItemText, itemSlot } from './item-slot.ts'
import { layoutModel } from './layout-model.ts'
import { rekeyDocument, spliceDocument } from './splice-document.ts'
import { lineIndent } from './indentation.ts'
import { writingStyle } from './writing-style.ts'
import { isShort, writeKey, writeMember, writeValue } from './write-value.ts'

/** Writes another value in the place of one. */
export function replaceValue(document: ConfigDocument, path: ConfigPath, value: ConfigValue): ConfigDocument {
  const { text } = document
  const { node, base, containers } = located(document, path)
  const index = containers.at(-1)?.items.indexOf(node) ?? 0
  const isOneLine = containers.length > 0 && !hasLineBreak(text, containers.at(-1))
  const start = base + node.valueStart
  const style = writingStyle(text, containers)
  const quote = text.charAt(start)
  const written = writeValue(value, {
    style: quote === '"' || quote === "'" ? { ...style, stringQuote: quote } : style,
    indent: isOneLine ? null : lineIndent(text, start),
    model: { text, layout: layoutModel(text, containers, index, node.key, value) },
  })
  return spliceDocument(document, containers, [{ start, end: base + node.end, text: written }])
}

/** Writes a new item into an object, with a key, or into an array, before the item at the index. */
export function addItem(
  document: ConfigDocument,
  path: ConfigPath,
  index: number,
  key: string | null,
  value: ConfigValue,
): ConfigDocument {
  const { text } = document
  const { container, containers } = locatedContainer(document, path)
  const style = writingStyle(text, containers)
  const parent = containers.at(-2)
  const isListOfShort = !container.isObject && isShort(value)
  const opensLines = !isListOfShort && (parent === undefined || hasLineBreak(text, parent))
  const slot = itemSlot({ text, container, style, opensLines, needsLine: false }, index)
  const model = { text, layout: layoutModel(text, containers, index, key, value) }
  const place = { style, indent: slot.indent, model }
  const written = key === null ? writeValue(value, place) : writeMember(key, value, place)
  const item = { text: written, commaAt: written.length, endsWithLineComment: false }
  return spliceDocument(document, containers, slot.put(item))
}

/** Takes out a member or element with what belongs to it. */
export function removeItem(document: ConfigDocument, path: ConfigPath): ConfigDocument {
  const { container, containers, index } = locatedItem(document, path)
  // What is written into an empty container is styled by what is around it alone, so it is recognised by that alone.
  const style = writingStyle(document.text, [...containers.slice(0, -1), { ...container, items: [] }])
  return spliceDocument(document, containers, deleteItem(document.text, container, index, style))
}

/** Writes another key in the place of one, quoted alike where that is possible. */
export function renameKey(document: ConfigDocument, path: ConfigPath, key: string): ConfigDocument {
  const { text } = document
  const { node, base, containers } = located(document, path)
  const start = base + node.start
  const quote = text.charAt(start)
  const style = writingStyle(text, containers)
  const keyQuote = quote === '"' || quote === "'" ? quote : ''
  const written = writeKey(key, { ...style, keyQuote })
  return rekeyDocument(document, containers, node, written)
}

/** Takes an array's element out and puts it, with what belongs to it, so that it stands at an index. */
export function moveItem(document: ConfigDocument, path: ConfigPath, to: number): ConfigDocument {
  const { container, index } = locatedItem(document, path)
  const item = itemText(document.text, container, index)
  const without = removeItem(document, path)
  const target = locatedContainer(without, path.slice(0, -1))
  const style = writingStyle(without.text, target.containers)
  const slot = itemSlot(
    {
      text: without.text,
      container: target.container,
      style,
      opensLines: false,
      needsLine: item.endsWithLineComment,
    },
    to,
  )
  return spliceDocument(without, target.containers, slot.put(item))
}

/** An item with its comments and without its comma. */
function itemText(text: string, container: ConfigContainer, index: number): ItemText {
  const start = gapAfter(text, container, index - 1).leadStart
  const { pieces, trailEnd, comma } = gapAfter(text, container, index)
  const end = container.start + (container.items[index]?.end ?? 1)
  const hasComma = comma !== -1 && comma < trailEnd
  const last = pieces.findLast((piece) => piece.end <= trailEnd)
  return {
    text: hasComma ? text.slice(start, comma) + text.slice(comma + 1, trailEnd) : text.slice(start, trailEnd),
    commaAt: end - start,
    endsWithLineComment: last?.type === 'line-comment',
  }
}

function located(document: ConfigDocument, path: ConfigPath): LocatedNode {
  const found = locate(document.root, path)
  if (found === null) throw new ConfigEditError(`There is no ${pathText(path)}.`, path)
  return found
}

/** The container at a path, and the containers that lead to it with itself at the end. */
function locatedContainer(document: ConfigDocument, path: ConfigPath) {
  const { node, base, containers } = located(document, path)
  const container = containerOf(node, base)
  if (container === null) throw new ConfigEditError(`${pathText(path)} holds nothing.`, path)
  return { container, containers: [...containers, container] }
}

/** The container an item stands in, what leads to it, and the item's index. */
function locatedItem(document: ConfigDocument, path: ConfigPath) {
  const { node, containers } = located(document, path)
  const container = containers.at(-1)
  if (container === undefined) throw new ConfigEditError('The whole document can only be set.', path)
  return { container, containers, index: container.items.indexOf(node) }
}

/** Whether a container spans lines. */
function hasLineBreak(text: string, container: ConfigContainer | undefined): boolean {
  return container !== undefined && /[\n\r]/.test(text.slice(container.start, container.close))
}
