import { formatUsd } from '#shared/usd-format.ts'

/** A number for a glance: its unit is drawn lighter, and the whole of it stands in the tooltip. */
export interface Figure {
  /** What stands before the number, such as "$" or "≈ $". */
  readonly before: string
  readonly number: string
  /** What follows it, without the space between, such as "M" or "s". */
  readonly unit: string
  /** In full, such as "1,234,567". */
  readonly exact: string
}

const whole = new Intl.NumberFormat('en')
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })
const percent = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 })

/** Below this a count is told in full: it is as short and needs no second look. */
const COMPACT_FROM = 10_000

/** Stands where there is no number. */
const noFigure: Figure = { before: '', number: '–', unit: '', exact: 'Nothing to compute' }

/** A count: "940", "8,210", "1.2 M". */
export function countFigure(count: number | null): Figure {
  if (count === null) return noFigure
  const exact = whole.format(count)
  if (Math.abs(count) < COMPACT_FROM) return { before: '', number: exact, unit: '', exact }
  const parts = compact.formatToParts(count)
  const unit = parts.find(({ type }) => type === 'compact')?.value ?? ''
  const number = parts
    .filter(({ type }) => type !== 'compact' && type !== 'literal')
    .map(({ value }) => value)
    .join('')
  return { before: '', number, unit, exact }
}

/** A count in full, whatever its size: "1,234,567". */
export function wholeFigure(count: number | null): Figure {
  if (count === null) return noFigure
  const exact = whole.format(count)
  return { before: '', number: exact, unit: '', exact }
}

/**
 * Money given as decimal text. What is not zero never reads as zero; the tooltip has every digit. An estimate is marked.
 */
export function usdFigure(usd: string | null, isEstimate = false): Figure {
  if (usd === null) return noFigure
  const [, sign = '', number = ''] = /^(-?)\$(.*)$/.exec(formatUsd(usd)) ?? []
  const exact = `${sign}$${usd.replace(/^-/, '')}`
  return {
    before: `${isEstimate ? '≈ ' : ''}${sign}$`,
    number,
    unit: '',
    exact: isEstimate ? `About ${exact}, not billed yet` : exact,
  }
}

/** A cost that was computed as a float, such as an average; good to about fifteen digits. */
export function usdNumberFigure(usd: number | null): Figure {
  return usd === null ? noFigure : usdFigure(decimalText(usd))
}

/** A span of time given in ms: "0.42 s", "12.3 s", "1 min 5 s". */
export function durationFigure(milliseconds: number | null): Figure {
  if (milliseconds === null) return noFigure
  const exact = `${whole.format(Math.round(milliseconds))} ms`
  const seconds = milliseconds / 1000
  if (seconds < 9.995) return { before: '', number: seconds.toFixed(2), unit: 's', exact }
  if (seconds < 59.95) return { before: '', number: seconds.toFixed(1), unit: 's', exact }
  const minutes = Math.floor(Math.round(seconds) / 60)
  const rest = Math.round(seconds) % 60
  return rest === 0
    ? { before: '', number: String(minutes), unit: 'min', exact }
    : { before: '', number: `${minutes}:${String(rest).padStart(2, '0')}`, unit: 'min', exact }
}

/** A share from 0 to 1: "2.3 %", "0 %". What is not zero never reads as zero, and what is not all never as 100 %. */
export function shareFigure(share: number | null): Figure {
  if (share === null) return noFigure
  const exact = `${whole.format(Number((share * 100).toPrecision(6)))} %`
  if (share > 0 && share < 0.0001) return { before: '<', number: '0.01', unit: '%', exact }
  if (share > 0.9995 && share < 1) return { before: '>', number: '99.9', unit: '%', exact }
  const digits = share >= 0.0995 && share < 1 ? (share * 100).toFixed(share > 0.9945 ? 1 : 0) : null
  return { before: '', number: digits ?? percent.format(share * 100), unit: '%', exact }
}

/** A figure as one text, for names, announcements and copies. */
export function figureText({ before, number, unit }: Figure): string {
  return unit === '' ? before + number : `${before}${number} ${unit}`
}

/** A float as decimal text without an exponent. */
export function decimalText(value: number): string {
  return Number(value.toPrecision(12))
    .toFixed(15)
    .replace(/\.?0+$/, '')
}
