import type { SpendBounds, SpendDimension, SpendQuantity } from '#shared/spend-query.ts'
import { durationFigure, figureText, usdNumberFigure, wholeFigure } from '../../ui/figures.ts'
import { dimensionWords, quantityWords, valueWord } from './spend-words.ts'
import type { ViewFilter } from './spend-view.ts'

/** One part of the filter, as it is read. */
export type FilterChip =
  | {
      readonly type: 'choice'
      readonly dimension: SpendDimension
      readonly name: string
      readonly text: string
    }
  | {
      readonly type: 'bounds'
      readonly quantity: SpendQuantity
      readonly name: string
      readonly text: string
    }

/** The parts of a filter, its text aside. `labelOf` knows what main calls a value, such as a key's alias. */
export function filterChips(
  filter: ViewFilter,
  labelOf: (dimension: SpendDimension, value: string) => string,
): FilterChip[] {
  const chips: FilterChip[] = []
  for (const dimension of Object.keys(dimensionWords) as SpendDimension[]) {
    const choice = filter.choices[dimension]
    if (choice === undefined) continue
    const [first = '', ...others] = choice.values
    const word = valueWord(dimension, first, labelOf(dimension, first))
    const more = others.length === 0 ? '' : ` +${others.length}`
    const text = `${choice.isExcluded ? 'not ' : ''}${word}${more}`
    chips.push({ type: 'choice', dimension, name: dimensionWords[dimension], text })
  }
  for (const quantity of Object.keys(quantityWords) as SpendQuantity[]) {
    const bounds = filter.bounds[quantity]
    if (bounds === undefined) continue
    chips.push({
      type: 'bounds',
      quantity,
      name: quantityWords[quantity],
      text: boundsWords(quantity, bounds),
    })
  }
  return chips
}

function boundsWords(quantity: SpendQuantity, { min, max }: SpendBounds): string {
  const word = (value: number): string => figureText(quantityFigure(quantity)(value))
  if (min === null) return max === null ? '' : `≤ ${word(max)}`
  return max === null ? `≥ ${word(min)}` : `${word(min)} – ${word(max)}`
}

function quantityFigure(quantity: SpendQuantity) {
  if (quantity === 'cost') return usdNumberFigure
  return quantity === 'durationMs' || quantity === 'firstTokenMs' ? durationFigure : wholeFigure
}

/** A bound as it is typed: USD, tokens, or seconds, which is how durations are read. null for nothing or no number. */
export function typedBound(quantity: SpendQuantity, text: string): number | null {
  const value = Number(text.replace(/[$,\s]/g, ''))
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) return null
  return isDuration(quantity) ? Math.round(value * 1000) : value
}

/** A bound as its field shows it. */
export function boundText(quantity: SpendQuantity, bound: number | null): string {
  if (bound === null) return ''
  return String(isDuration(quantity) ? bound / 1000 : bound)
}

/** What a quantity is typed in. */
export function quantityUnit(quantity: SpendQuantity): string {
  if (quantity === 'cost') return 'USD'
  return isDuration(quantity) ? 'seconds' : 'tokens'
}

function isDuration(quantity: SpendQuantity): boolean {
  return quantity === 'durationMs' || quantity === 'firstTokenMs'
}
