/**
 * The `${NAME}` references in a config file's strings. Source: engine config contract §2.2: names are capital letters,
 * digits and `_`; `$${NAME}` stands for the text `${NAME}`; anything else is literal.
 */

/** An escaped reference, or a real one with its name. */
const REFERENCE = /\$\$\{[A-Z_][A-Z0-9_]*\}|\$\{([A-Z_][A-Z0-9_]*)\}/g
/** Looks like a reference to whoever wrote it, and is none. */
const LOOKALIKE = /(?<!\$)\$\{[A-Za-z_][A-Za-z0-9_]*(?:[:?+-][^}]*)?\}/g

/** Names a text refers to, each once, in the order they come. */
export function variablesIn(text: string): string[] {
  const names = [...text.matchAll(REFERENCE)].flatMap(([, name]) => (name === undefined ? [] : [name]))
  return [...new Set(names)]
}

export function hasVariables(text: string): boolean {
  return variablesIn(text).length > 0
}

/** Whether a text has something like `${name}` or `${NAME:-default}`, which the engines leave as it is. */
export function hasLiteralReference(text: string): boolean {
  return [...text.matchAll(LOOKALIKE)].some(([whole]) => variablesIn(whole).length === 0)
}

/** A text with its references replaced, and the names nothing is known for; those stay as they are. */
export function substituteVariables(
  text: string,
  valueOf: (name: string) => string | undefined,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing = new Set<string>()
  const replaced = text.replaceAll(REFERENCE, (whole: string, name: string | undefined) => {
    if (name === undefined) return whole.slice(1)
    const value = valueOf(name)
    if (value) return value
    missing.add(name)
    return whole
  })
  return { text: replaced, missing: [...missing] }
}
