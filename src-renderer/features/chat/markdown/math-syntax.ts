import type { TokenizerExtension } from 'marked'

/** Formula delimiters, as marked extensions. Tokens are `{ type: 'math', text, display }`. */

const blockDollar = /^ {0,3}\$\$((?:[^$\n]|\n(?![ \t]*(?:\n|$))|\$(?!\$))+?)\$\$[ \t]*(?:\n|$)/
const blockBracket = /^ {0,3}\\\[((?:[^\n]|\n(?![ \t]*(?:\n|$)))+?)\\\][ \t]*(?:\n|$)/
const blockStart = /\n {0,3}(?:\$\$|\\\[)/

const inlineRules: readonly { readonly pattern: RegExp; readonly display: boolean }[] = [
  { pattern: /^\$\$((?:[^$]|\$(?!\$))+?)\$\$/, display: true },
  { pattern: /^\\\[([\s\S]+?)\\\]/, display: true },
  { pattern: /^\\\(([\s\S]+?)\\\)/, display: false },
]
const inlineDollar = /^\$(?!\s)((?:\\[\s\S]|[^$\\])+?)(?<!\s)\$(?!\d)/

/**
 * True when the text between two single dollar signs reads as a formula and not as two prices or two shell
 * variables: `$5 and $6`, `$HOME/$USER` and `$5 for tea, 6$ for coffee` are text.
 */
function isInlineFormula(tex: string, nextCharacter: string): boolean {
  if (/^\d/.test(tex) && /[ \n][a-z]{2,}/i.test(tex) && !tex.includes('\\')) return false
  if (!/[a-z]/i.test(nextCharacter)) return true
  return /^[a-z]$/i.test(tex) || /[\\^_{}=+]/.test(tex)
}

/** Length of the complete formula that starts at `index`, in characters; 0 when there is none. */
export function closedFormulaLength(text: string, index: number): number {
  const rest = text.slice(index)
  return (inlineFormula(rest, text.charAt(index - 1))?.raw ?? '').length
}

interface Formula {
  readonly raw: string
  readonly text: string
  readonly display: boolean
}

function inlineFormula(source: string, before: string): Formula | null {
  for (const { pattern, display } of inlineRules) {
    const match = pattern.exec(source)
    const tex = match?.[1]?.trim()
    if (match && tex) return { raw: match[0], text: tex, display }
  }
  const match = /[\p{L}\p{N}$\\]/u.test(before) ? null : inlineDollar.exec(source)
  const tex = match?.[1]
  if (!match || !tex || !isInlineFormula(tex, source.charAt(match[0].length))) return null
  return { raw: match[0], text: tex, display: false }
}

export const blockMath: TokenizerExtension = {
  name: 'math',
  level: 'block',
  start(src) {
    const newline = src.search(blockStart)
    return newline === -1 ? undefined : newline + 1
  },
  tokenizer(src) {
    const match = blockDollar.exec(src) ?? blockBracket.exec(src)
    const tex = match?.[1]?.trim()
    return match && tex ? { type: 'math', raw: match[0], text: tex, display: true } : undefined
  },
}

export const inlineMath: TokenizerExtension = {
  name: 'math',
  level: 'inline',
  start(src) {
    const index = src.search(/\$|\\[([]/)
    return index === -1 ? undefined : index
  },
  tokenizer(src, tokens) {
    const formula = inlineFormula(src, tokens.at(-1)?.raw.at(-1) ?? '')
    return formula ? { type: 'math', ...formula } : undefined
  },
}
