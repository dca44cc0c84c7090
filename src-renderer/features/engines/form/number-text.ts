const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 })

const significant = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 })

const factors: Readonly<Record<string, number>> = { '': 1, k: 1000, m: 1_000_000 }

/**
 * A number as people write it: `128000`, `128,000`, `128 000`, `128k`, `1.5M`, `0.0042`. Null for anything else. A comma
 * stands between thousands, never before decimals.
 */
export function parseNumber(text: string): number | null {
  const match = /^(-?\d[\d,\s_]*(?:\.\d+)?|-?\.\d+)\s*([km]?)$/i.exec(text.trim())
  const [, digits, unit] = match ?? []
  if (digits === undefined || unit === undefined) return null
  const factor = factors[unit.toLowerCase()] ?? 1
  // Through decimal text, so that 1.1k is 1100 and not 1100.0000000000002.
  return Number((Number(digits.replaceAll(/[,\s_]/g, '')) * factor).toPrecision(15))
}

/** A number of tokens in a narrow column: "128K", "1M"; a dash when there is none. */
export function tokensWord(value: unknown): string {
  return typeof value === 'number' ? compact.format(value) : '–'
}

/** A number in full: "128,000". */
export function exactNumber(value: number): string {
  return exact.format(value)
}

/** US dollars for a million tokens in a narrow column: "$2.5", "$0"; a dash when there is none. */
export function costWord(value: unknown): string {
  return typeof value === 'number' ? `$${significant.format(value)}` : '–'
}
