import { z } from 'zod'

/** An amount in US dollars as decimal text, such as "0.00225"; floats never carry money between processes. */
export const Usd = z.string().regex(/^-?\d+(\.\d+)?$/)
export type Usd = z.infer<typeof Usd>

/** Two decimals, or two significant digits where that tells more: $1,234.50, $0.50, $0.0042. */
const usdFormat = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 2,
  roundingPriority: 'morePrecision',
})

/** Money for reading. What is not zero never reads as zero, however small; zero is "$0". */
export function formatUsd(amount: Usd): string {
  const value = Number(amount)
  return value === 0 ? '$0' : usdFormat.format(value)
}
