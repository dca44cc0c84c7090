import type { ConfigContainer, ConfigNode } from './config-node.ts'
import { firstOf, styleEvidence } from './style-evidence.ts'

/** How new text is written so that it looks like what is around it. */
export interface WritingStyle {
  /** Line ending. */
  readonly newline: string
  /** One level of indentation. */
  readonly indentUnit: string
  /** Quote around keys; empty where keys go without quotes when they can. */
  readonly keyQuote: '' | '"' | "'"
  readonly stringQuote: '"' | "'"
  /** What stands between key and value, such as `: `. */
  readonly colon: string
  /** What stands inside the braces of an object of one line, such as a space. */
  readonly padding: string
  /** What stands behind a comma on one line, such as a space. */
  readonly separator: string
  /** Whether the last item has a comma where items stand on lines of their own. */
  readonly hasTrailingComma: boolean
}

/** How the engines' documentation writes configs: the style of a document that shows none. */
const DOCUMENTED_STYLE: WritingStyle = {
  newline: '\n',
  indentUnit: '  ',
  keyQuote: '',
  stringQuote: '"',
  colon: ': ',
  padding: ' ',
  separator: ' ',
  hasTrailingComma: true,
}

/**
 * The style for something new in the innermost of the containers that lead to it, outermost first: what its siblings and
 * what is in them show comes first, then the same for each container around it.
 */
export function writingStyle(text: string, containers: readonly ConfigContainer[]): WritingStyle {
  let evidence = firstOf({ newline: /\r\n?|\n/.exec(text)?.[0] })
  let inner: ConfigNode | null = null
  for (const container of containers.toReversed()) {
    evidence = firstOf(evidence, styleEvidence(text, container, inner))
    inner = container.node
  }
  const { keyQuote, colon } = evidence
  const likely = firstOf(evidence, {
    stringQuote: keyQuote === '' ? undefined : keyQuote,
    separator: colon?.endsWith(':') ? '' : undefined,
  })
  return { ...DOCUMENTED_STYLE, ...likely }
}
