import type { Colour, ColouredRun } from './highlight-protocol.ts'

/** A highlighter's token; `color` is a CSS variable such as `var(token-keyword)`. */
interface Token {
  readonly content: string
  readonly color?: string
}

const byVariable: Readonly<Record<string, Colour>> = {
  'var(token-constant)': 'constant',
  'var(token-string)': 'string',
  'var(token-comment)': 'comment',
  'var(token-keyword)': 'keyword',
  'var(token-parameter)': 'parameter',
  'var(token-function)': 'function',
  'var(token-string-expression)': 'stringExpression',
  'var(token-punctuation)': 'punctuation',
  'var(token-link)': 'link',
}

/** Joins neighbours of one colour, over white space and line ends, so that few elements come onto the page. */
export function mergeRuns(lines: readonly (readonly Token[])[]): readonly ColouredRun[] {
  const runs: { colour: Colour; length: number }[] = []
  const add = (colour: Colour, length: number, isSpace: boolean): void => {
    const last = runs.at(-1)
    if (last && (isSpace || last.colour === colour)) last.length += length
    else if (length > 0) runs.push({ colour, length })
  }
  lines.forEach((line, index) => {
    if (index > 0) add('plain', 1, true)
    for (const token of line) {
      add(byVariable[token.color ?? ''] ?? 'plain', token.content.length, token.content.trim() === '')
    }
  })
  return runs
}
