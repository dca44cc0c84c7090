import type { Usd } from './money.ts'

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
