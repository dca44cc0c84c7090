import Big from 'big.js'

import type { Usd } from '#shared/money.ts'

/**
 * Money as whole millionths of a millionth of a dollar: exact for every price per token there is, and sums of whole numbers
 * do not round.
 */
export type PicoUsd = bigint

const PICO_DIGITS = 12
const PICO_PER_USD = 1e12
/** Products beyond this are no longer exact as floats. */
const EXACT_BELOW_USD = Number.MAX_SAFE_INTEGER / PICO_PER_USD

/** An amount in dollars as the gateway writes it; what is no finite number counts as nothing. */
export function picoOfNumber(usd: number): PicoUsd {
  if (!Number.isFinite(usd)) return 0n
  if (Math.abs(usd) < EXACT_BELOW_USD) return BigInt(Math.round(usd * PICO_PER_USD))
  return picoOf(new Big(usd).toFixed())
}

/** An amount as decimal text; digits beyond the twelfth are rounded. */
export function picoOf(usd: Usd): PicoUsd {
  return BigInt(new Big(usd).times(PICO_PER_USD).round(0, Big.roundHalfUp).toFixed())
}

/** The amount as decimal text without needless zeros: `"0.00225"`, `"0"`. */
export function usdOf(pico: PicoUsd): Usd {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(PICO_DIGITS + 1, '0')
  const fraction = digits.slice(-PICO_DIGITS).replace(/0+$/, '')
  const whole = digits.slice(0, -PICO_DIGITS)
  return `${pico < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** The amount as a float, for drawing and comparing. */
export function floatUsd(pico: PicoUsd | number): number {
  return Number(pico) / PICO_PER_USD
}
