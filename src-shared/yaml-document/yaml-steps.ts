import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import { applySplices, type Splice } from '../config-document/splice.ts'
import { isConfigArray, isConfigObject } from '../config-document/config-value.ts'
import { itemAt } from './yaml-document.ts'
import { itemLines, lineEnd, startsItsLine, withGap } from './yaml-lines.ts'
import type { YamlItem, YamlNode } from './yaml-node.ts'
import { blockText, columnOf, flowText, layoutOf, scalarText } from './yaml-writing.ts'

/** A text with its tree. */
export interface YamlSource {
  readonly text: string
  readonly root: YamlNode
}

/** The text after one step; null where the spelling does not allow it. What it means is checked by the caller. */
export type EditedText = string | null

/** Replaces the value of a member or element that is there. */
export function writeValue(source: YamlSource, path: ConfigPath, value: ConfigValue): EditedText {
  const { text, root } = source
  const item = itemAt(root, path)
  if (item === null || item.valueStart === null) return null
  const layout = layoutOf(text, root)
  const { value: node, valueStart } = item
  if (isInFlow(root, path)) {
    return node.kind === 'nothing'
      ? splice(text, valueStart, valueStart, ` ${flowText(value, layout)}`)
      : splice(text, node.range.start, node.range.end, flowText(value, layout))
  }
  const base = columnOf(text, item.range.start)
  if (!isFilledCollection(value)) {
    const written = scalarText(value, node.style, base + layout.indent, layout)
    if (isSimple(node)) {
      const [start, end] = valueRange(text, node, valueStart)
      // The spaces of a value that stands aligned with others stay.
      const space = /^[ \t]+$/.exec(text.slice(valueStart, node.range.start))?.[0] ?? ' '
      return splice(text, start, end, space + written)
    }
    const rest = withoutContent(text, item)
    return rest === null ? null : splice(rest, valueStart, valueStart, ` ${written}`)
  }
  const rest = withoutContent(text, item)
  if (rest === null) return null
  if (item.key === null) {
    const column = base + 2
    return splice(rest, valueStart, valueStart, ` ${blockText(value, column, layout)}`)
  }
  const column = isConfigArray(value) && !layout.indentsLists ? base : base + layout.indent
  const at = lineEnd(rest, valueStart)
  const lines = `${' '.repeat(column)}${blockText(value, column, layout)}${layout.lineBreak}`
  return splice(rest, at.offset, at.offset, at.isBroken ? lines : layout.lineBreak + lines.trimEnd())
}

/** Replaces everything: the text held nothing, or something else than a map. */
export function writeRoot({ text, root }: YamlSource, value: ConfigValue): EditedText {
  const layout = layoutOf(text, root)
  if (root.kind !== 'nothing' && root.items.length > 0) return null
  const lines = isFilledCollection(value) ? blockText(value, 0, layout) : flowText(value, layout)
  if (root.kind !== 'nothing') return splice(text, root.range.start, root.range.end, lines)
  const isBroken = text === '' || text === '\uFEFF' || text.endsWith('\n')
  return `${text}${isBroken ? '' : layout.lineBreak}${lines}${layout.lineBreak}`
}

/** Adds a member behind the last one of a map that has members. */
export function addMember(
  { text, root }: YamlSource,
  path: ConfigPath,
  key: string,
  value: ConfigValue,
): EditedText {
  const node = nodeAt(root, path)
  const last = node?.items.at(-1)
  if (!node || !last || node.kind !== 'map') return null
  const layout = layoutOf(text, root)
  if (node.isFlow) {
    const written = flowText({ [key]: value }, layout).replace(/^\{|\}$/g, '')
    return splice(text, last.range.end, last.range.end, `, ${written}`)
  }
  const column = columnOf(text, last.range.start)
  return addLines(text, node, node.items.length, blockText({ [key]: value }, column, layout), column)
}

/** Puts an element into a list that has elements, before the index at the end of the path. */
export function addElement({ text, root }: YamlSource, path: ConfigPath, value: ConfigValue): EditedText {
  const node = nodeAt(root, path.slice(0, -1))
  const index = Number(path.at(-1))
  if (!node) return null
  if (node.items.length === 0) {
    const list = path.slice(0, -1)
    return list.length === 0 ? writeRoot({ text, root }, [value]) : writeValue({ text, root }, list, [value])
  }
  if (node.kind !== 'list') return null
  const layout = layoutOf(text, root)
  if (node.isFlow) {
    const written = flowText(value, layout)
    const next = node.items[index]
    const last = node.items.at(-1)
    if (next) return splice(text, next.range.start, next.range.start, `${written}, `)
    return last ? splice(text, last.range.end, last.range.end, `, ${written}`) : null
  }
  const column = columnOf(text, node.items[0]?.range.start ?? 0)
  const lines = isFilledCollection(value)
    ? `- ${blockText(value, column + 2, layout)}`
    : `- ${scalarText(value, null, column + layout.indent, layout)}`
  return addLines(text, node, index, lines, column)
}

/** Takes a member or element out, with the comments that belong to it; the last one leaves `{}` or `[]`. */
export function removeItem({ text, root }: YamlSource, path: ConfigPath): EditedText {
  const node = nodeAt(root, path.slice(0, -1))
  const step = path.at(-1)
  if (!node || step === undefined) return null
  const index = typeof step === 'number' ? step : node.items.findLastIndex(({ key }) => key === step)
  const item = node.items[index]
  if (item === undefined) return null
  if (node.items.length === 1) return emptied(text, root, path.slice(0, -1), node)
  const next = node.items[index + 1]
  const previous = node.items[index - 1]
  if (node.isFlow) {
    if (next) return splice(text, item.range.start, next.range.start, '')
    return previous ? splice(text, previous.range.end, item.range.end, '') : null
  }
  if (!startsItsLine(text, item)) {
    // The first one behind a dash: the next takes its place.
    return next ? splice(text, item.range.start, itemLines(text, next, item).contentStart, '') : null
  }
  const { start, end } = withGap(text, itemLines(text, item, previous ?? null))
  return splice(text, start, end, '')
}

/** Gives a member another key. */
export function renameMember({ text, root }: YamlSource, path: ConfigPath, key: string): EditedText {
  const item = itemAt(root, path)
  if (item?.keyRange === undefined || item.keyRange === null) return null
  const layout = layoutOf(text, root)
  const written = isInFlow(root, path) ? flowText(key, layout) : scalarText(key, null, 0, layout)
  return written.includes('\n') ? null : splice(text, item.keyRange.start, item.keyRange.end, written)
}

/** Moves an element of a list; the gaps between the elements stay where they are. */
export function moveElement({ text, root }: YamlSource, path: ConfigPath, to: number): EditedText {
  const node = nodeAt(root, path.slice(0, -1))
  const from = Number(path.at(-1))
  if (node?.kind !== 'list') return null
  if (!node.isFlow && node.items.some((item) => !startsItsLine(text, item))) return null
  const layout = layoutOf(text, root)
  const places = node.items.map((item, index) =>
    node.isFlow ? item.range : itemLines(text, item, node.items[index - 1] ?? null),
  )
  const pieces = places.map(({ start, end }) => text.slice(start, end))
  const isUnbroken = !node.isFlow && pieces.at(-1)?.endsWith('\n') === false
  if (isUnbroken) pieces[pieces.length - 1] += layout.lineBreak
  const moved = pieces.toSpliced(from, 1).toSpliced(to, 0, pieces[from] ?? '')
  const splices = places.map(({ start, end }, index): Splice => ({ start, end, text: moved[index] ?? '' }))
  const result = applySplices(text, splices)
  return isUnbroken ? result.slice(0, -layout.lineBreak.length) : result
}

/** Adds lines to a block collection before an item, or behind the last one. */
function addLines(text: string, node: YamlNode, index: number, lines: string, column: number): EditedText {
  const { lineBreak } = layoutOf(text, node)
  const pad = ' '.repeat(column)
  const next = node.items[index]
  const last = node.items.at(-1)
  const gap = hasGaps(text, node) ? lineBreak : ''
  if (next) {
    if (!startsItsLine(text, next)) return null
    const { start } = itemLines(text, next, node.items[index - 1] ?? null)
    return splice(text, start, start, `${pad}${lines}${lineBreak}${gap}`)
  }
  if (!last) return null
  const { end } = itemLines(text, last, null)
  const isBroken = end === 0 || text[end - 1] === '\n'
  return splice(
    text,
    end,
    end,
    isBroken ? `${gap}${pad}${lines}${lineBreak}` : `${lineBreak}${gap}${pad}${lines}`,
  )
}

/** Whether all items of a list stand apart by blank lines. */
function hasGaps(text: string, { kind, items }: YamlNode): boolean {
  if (kind !== 'list' || items.length < 2) return false
  return items.slice(1).every((item, index) => {
    const { start } = itemLines(text, item, items[index] ?? null)
    return /\n[ \t]*\r?\n$/.test(text.slice(0, start))
  })
}

/** The only item goes, its comments with it; what held it stays, empty. */
function emptied(text: string, root: YamlNode, path: ConfigPath, node: YamlNode): EditedText {
  const brackets = node.kind === 'list' ? '[]' : '{}'
  const [only] = node.items
  if (only === undefined) return null
  if (node.isFlow) return splice(text, node.range.start, node.range.end, brackets)
  const holder = itemAt(root, path)
  if (holder === null) {
    const { start, end } = itemLines(text, only, null)
    return splice(text, start, end, brackets + (text.slice(start, end).endsWith('\n') ? '\n' : ''))
  }
  const rest = withoutContent(text, holder)
  return rest === null || holder.valueStart === null
    ? null
    : splice(rest, holder.valueStart, holder.valueStart, ` ${brackets}`)
}

/** The text without the value of an item; what stands behind a dash or colon on the same line stays. */
function withoutContent(text: string, { value: node, valueStart, range }: YamlItem): EditedText {
  if (valueStart === null || node.kind === 'opaque') return null
  if (node.kind === 'nothing') return text
  const [first] = node.items
  if (isSimple(node) || node.isFlow || first === undefined) {
    return splice(text, ...valueRange(text, node, valueStart), '')
  }
  if (!startsItsLine(text, first)) {
    const end = node.range.end
    return splice(text, valueStart, text[end - 1] === '\n' ? end - 1 : end, '')
  }
  const { start } = itemLines(text, first, null, lineEnd(text, valueStart).offset)
  const last = node.items.at(-1) ?? first
  const { end } = itemLines(text, last, null, range.start)
  return splice(text, start, end, '')
}

/** A value that stands at one place, with the space before it. */
function valueRange(text: string, node: YamlNode, valueStart: number): [number, number] {
  const { start, end } = node.range
  const isBlock = node.style === 'BLOCK_LITERAL' || node.style === 'BLOCK_FOLDED'
  const lineBreak = isBlock ? (/\r?\n$/.exec(text.slice(start, end))?.[0].length ?? 0) : 0
  return [text.slice(valueStart, start).trim() === '' ? valueStart : start, end - lineBreak]
}

function isSimple({ kind }: YamlNode): boolean {
  return kind === 'scalar' || kind === 'alias' || kind === 'nothing'
}

function isFilledCollection(value: ConfigValue): boolean {
  if (isConfigArray(value)) return value.length > 0
  return isConfigObject(value) && Object.keys(value).length > 0
}

function nodeAt(root: YamlNode, path: ConfigPath): YamlNode | null {
  return path.length === 0 ? root : (itemAt(root, path)?.value ?? null)
}

/** Whether an item stands within brackets or braces. */
function isInFlow(root: YamlNode, path: ConfigPath): boolean {
  return nodeAt(root, path.slice(0, -1))?.isFlow === true
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end)
}
