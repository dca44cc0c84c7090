import { z } from 'zod'

/** An amount in US dollars as decimal text, such as "0.00225"; floats never carry money between processes. */
export const Usd = z.string().regex(/^-?\d+(\.\d+)?$/)
export type Usd = z.infer<typeof Usd>

/**
 * Money for reading: two decimals from a dollar up, otherwise two significant digits and never fewer than four decimals'
 * worth of truth, so what is not zero never reads as zero.
 */
export function formatUsd(amount: Usd): string {
  const value = Number(amount)
  if (value === 0) return '$0'
  const size = Math.abs(value)
  const sign = value < 0 ? '-' : ''
  if (size >= 1)
    return `${sign}$${size.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
  const decimals = Math.min(12, Math.max(4, Math.ceil(-Math.log10(size)) + 1))
  const text = size.toFixed(decimals)
  return `${sign}$${decimals > 4 ? text : text.replace(/(\.\d\d\d*?)0+$/, '$1')}`
}
