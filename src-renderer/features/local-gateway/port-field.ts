/** What was typed as a port: null for automatic, or what is wrong with it. */
export function portOf(text: string): { readonly port: number | null; readonly error: string | null } {
  const trimmed = text.trim()
  if (trimmed === '') return { port: null, error: null }
  const port = /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : Number.NaN
  return port >= 1024 && port <= 65_535
    ? { port, error: null }
    : { port: null, error: 'A number from 1024 to 65535, or nothing.' }
}
