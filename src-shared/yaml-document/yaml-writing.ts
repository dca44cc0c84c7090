import { Document, isScalar, Scalar, visit } from 'yaml'

import type { ConfigValue } from '../config-document/config-edit.ts'
import type { YamlNode } from './yaml-node.ts'

/** How a text is laid out, so that what is added looks like what is there. */
export interface YamlLayout {
  /** Spaces a map's members stand further in than its key. */
  readonly indent: number
  /** Whether the dashes of a list under a key stand further in than the key. */
  readonly indentsLists: boolean
  readonly lineBreak: '\n' | '\r\n'
}

const DEFAULT_INDENT = 2

/** What most of a text does; two spaces and indented lists where it tells nothing. */
export function layoutOf(text: string, root: YamlNode): YamlLayout {
  const mapSteps: number[] = []
  const listSteps: number[] = []
  collectSteps(text, root, mapSteps, listSteps)
  const indent = mapSteps.find((step) => step > 0) ?? listSteps.find((step) => step > 0) ?? DEFAULT_INDENT
  return {
    indent,
    indentsLists:
      listSteps.length === 0 || listSteps.filter((step) => step > 0).length * 2 >= listSteps.length,
    lineBreak: /\r\n/.test(text) && !/(?<!\r)\n/.test(text) ? '\r\n' : '\n',
  }
}

function collectSteps(text: string, node: YamlNode, mapSteps: number[], listSteps: number[]): void {
  for (const { key, range, value } of node.items) {
    const [child] = value.items
    if (child && key !== null && !value.isFlow && lineStart(text, child.range.start) > range.start) {
      const step = columnOf(text, child.range.start) - columnOf(text, range.start)
      if (value.kind === 'map') mapSteps.push(step)
      else listSteps.push(step)
    }
    collectSteps(text, value, mapSteps, listSteps)
  }
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1
}

/** Spaces and other characters before an offset on its line. A byte order mark takes no place. */
export function columnOf(text: string, offset: number): number {
  const start = lineStart(text, offset)
  return offset - start - (start === 0 && text.startsWith('\uFEFF') ? 1 : 0)
}

/** A map or list with members, as lines; the first one without indentation, the others by `column` spaces. */
export function blockText(value: ConfigValue, column: number, layout: YamlLayout): string {
  const lines = rendered(value, { layout, isFlow: false }).split('\n')
  const pad = ' '.repeat(column)
  return lines.map((line, index) => (index === 0 || line === '' ? line : pad + line)).join(layout.lineBreak)
}

/** A value on one line, as it can stand within brackets. */
export function flowText(value: ConfigValue, layout: YamlLayout): string {
  const text = rendered([value], { layout, isFlow: true })
  return text.slice(text.indexOf('[') + 1, text.lastIndexOf(']')).trim()
}

/** A scalar for a place in block style, in the quotes of what stood there. Text of several lines becomes a block. */
export function scalarText(
  value: ConfigValue,
  style: Scalar.Type | null,
  column: number,
  layout: YamlLayout,
): string {
  const isQuoted = style === Scalar.QUOTE_DOUBLE || style === Scalar.QUOTE_SINGLE
  const type = isQuoted && typeof value === 'string' ? style : undefined
  const lines = rendered(value, { layout, isFlow: false, ...(type === undefined ? {} : { type }) }).split(
    '\n',
  )
  const pad = ' '.repeat(column)
  return lines.map((line, index) => (index === 0 || line === '' ? line : pad + line)).join(layout.lineBreak)
}

interface Rendering {
  readonly layout: YamlLayout
  readonly isFlow: boolean
  readonly type?: Scalar.Type
}

function rendered(value: ConfigValue, { layout, isFlow, type }: Rendering): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false })
  const spellings = new Map<string, string>()
  visit(document, {
    Scalar(_key, node) {
      if (type !== undefined) node.type = type
      const own = ownSpelling(node.value)
      if (own === null) return
      const mark = `M${spellings.size}MARK`
      spellings.set(mark, own)
      node.value = mark
      node.type = Scalar.PLAIN
    },
  })
  if (isScalar(document.contents) && isFlow) document.contents.type = Scalar.QUOTE_DOUBLE
  const text = document
    .toString({
      indent: layout.indent,
      indentSeq: layout.indentsLists,
      lineWidth: 0,
      collectionStyle: isFlow ? 'flow' : 'any',
      flowCollectionPadding: false,
    })
    .replace(/\n$/, '')
  return [...spellings].reduce((result, [mark, own]) => result.replace(mark, () => own), text)
}

/** How a value has to be written that `yaml` writes otherwise; null for all others. */
function ownSpelling(value: unknown): string | null {
  // Alone and unquoted, PyYAML takes these for signs of its own.
  if (value === '=' || value === '<<') return `"${value}"`
  // A tab in an unquoted text is an error to it.
  if (typeof value === 'string' && value.includes('\t')) return JSON.stringify(value)
  return typeof value === 'number' && String(value).includes('e') ? exponentText(value) : null
}

/** PyYAML reads `1e-7` as text: a number with an exponent needs a point and a sign. */
function exponentText(value: number): string {
  const [digits = '', exponent = ''] = String(value).split('e')
  const mantissa = digits.includes('.') ? digits : `${digits}.0`
  return `${mantissa}e${/^[+-]/.test(exponent) ? exponent : `+${exponent}`}`
}
