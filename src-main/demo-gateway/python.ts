/** Writes a number the way Python prints a float, as LiteLLM does in its headers: `0.0`, `2.25e-05`. */
export function pythonFloat(value: number): string {
  if (value === 0) return '0.0'
  const size = Math.abs(value)
  if (size < 1e-4 || size >= 1e16) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  }
  return Number.isInteger(value) ? `${value}.0` : String(value)
}

/** Writes text the way Python's repr does: single quotes, or double quotes around text that holds one. */
export function pythonText(text: string): string {
  return text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`
}

/** Writes a list of texts the way Python prints one: `['a', 'b']`. */
export function pythonList(texts: readonly string[]): string {
  return `[${texts.map(pythonText).join(', ')}]`
}
