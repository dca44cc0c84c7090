import Big from 'big.js'
import { z } from 'zod'

import type { Usd } from '#shared/money.ts'

/** A number that LiteLLM may also send as text, such as "1e-06", or leave out; null for anything else. */
export const LooseNumber = z
  .unknown()
  .optional()
  .transform((value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    return typeof number === 'number' && Number.isFinite(number) ? number : null
  })

/** A text that may be missing, null or empty; null then, and for anything else. */
export const LooseText = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && value !== '' ? value : null))

/** The texts of a list that may be missing; what is not a text is left out. */
export const LooseTexts = z
  .unknown()
  .optional()
  .transform((value) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []))

/** A float as the decimal text it prints as, without the noise of sums of floats. */
export function usdOf(value: number): Usd
export function usdOf(value: number | null): Usd | null
export function usdOf(value: number | null): Usd | null {
  return value === null ? null : new Big(value).prec(15).toFixed()
}

/** USD per token to USD per million tokens. */
export function perMillion(perToken: number | null): Usd | null {
  return perToken === null ? null : new Big(perToken).times(1_000_000).prec(15).toFixed()
}
