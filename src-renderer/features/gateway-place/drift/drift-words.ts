import type { DriftDifference, DriftField, DriftMend } from '#shared/drift.ts'
import { formatUsd } from '#shared/usd-format.ts'

import { formatWhole } from '../gateway-format.ts'

/** What the button of a mend says. */
export function mendWord(mend: DriftMend): string {
  switch (mend.type) {
    case 'add-to-engine':
      return 'Add'
    case 'remove-from-engine':
      return 'Take out'
    case 'correct-in-engine':
      return 'Correct'
    case 'allow-key':
      return 'Allow the key'
    case 'ask-admin':
      return 'Copy a request'
  }
}

/** Both figures of a difference for reading; null where it is not about one. */
export function differenceFigures({
  kind,
  mend,
  inEngine,
  onGateway,
}: DriftDifference): { readonly inEngine: string; readonly onGateway: string } | null {
  if (kind !== 'other-figure' || mend.type !== 'correct-in-engine') return null
  const { field } = mend
  return { inEngine: figureWord(field, inEngine), onGateway: figureWord(field, onGateway) }
}

function figureWord(field: DriftField, figure: number | null): string {
  if (figure === null) return 'not set'
  return field.startsWith('cost.') ? formatUsd(decimal(figure)) : formatWhole(figure)
}

/** Without an exponent, as money is written. */
function decimal(figure: number): string {
  return figure.toFixed(12).replace(/\.?0+$/, '')
}
