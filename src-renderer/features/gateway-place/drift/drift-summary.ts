import type { DriftDifference, DriftReport, EngineDrift } from '#shared/drift.ts'

import { countOf } from '../gateway-format.ts'

/** A file that lacks some of the gateway's models is not wrong; everything else is. */
export function isWrong({ kind }: DriftDifference): boolean {
  return kind !== 'not-in-engine'
}

/** Whether Litedesk can mend it by writing the engine's file. */
export function isMendable({ mend }: DriftDifference): boolean {
  return (
    mend.type === 'add-to-engine' || mend.type === 'remove-from-engine' || mend.type === 'correct-in-engine'
  )
}

/** Whether mending it takes out what the engine uses. */
export function breaks({ mend }: DriftDifference): boolean {
  return mend.type === 'remove-from-engine' && mend.breaks
}

/** Those of an engine's differences that are wanted and can be mended here. */
export function mendableOf(
  { differences, isEditable }: EngineDrift,
  wanted: (difference: DriftDifference) => boolean,
): readonly DriftDifference[] {
  return isEditable ? differences.filter((difference) => wanted(difference) && isMendable(difference)) : []
}

/** How many differences there are, over all engines. */
export function countDifferences({ engines }: DriftReport): {
  readonly wrong: number
  readonly missing: number
} {
  const all = engines.flatMap(({ differences }) => differences)
  const wrong = all.filter(isWrong).length
  return { wrong, missing: all.length - wrong }
}

/** How all engines' files stand against the gateway, in a sentence. */
export function driftSentence(report: DriftReport): string {
  const checked = report.engines.filter(({ state }) => state === 'checked')
  if (checked.length === 0) return 'No engine’s file points at this gateway.'
  const { wrong, missing } = countDifferences(report)
  const files =
    checked.length === 1 ? (checked[0]?.engineName ?? 'One engine') : countOf(checked.length, 'engine')
  if (wrong > 0) return `${countOf(wrong, 'difference')} to mend in ${files}.`
  if (missing > 0)
    return `Nothing wrong in ${files}; ${countOf(missing, 'model')} of the gateway could be added.`
  return `${files} ${checked.length === 1 ? 'agrees' : 'agree'} with this gateway.`
}

/** How one engine's file stands, in a few words. */
export function engineDriftWord({ state, differences, providerIds }: EngineDrift): string {
  switch (state) {
    case 'absent':
      return 'No config file yet'
    case 'unreadable':
      return 'Cannot be read'
    case 'elsewhere':
      return 'Does not use this gateway'
    case 'checked':
      return differences.length === 0
        ? `Agrees with the gateway (${providerIds.join(', ')})`
        : countOf(differences.length, 'difference')
  }
}
