import type { SpendState } from './spend-store.ts'

/** The sums; null while nothing of what the gateway shows is copied, which would read as nothing spent. */
export function knownFigures({
  figures: { answer },
  rows,
}: Pick<SpendState, 'figures' | 'rows'>): SpendState['figures']['answer'] {
  const isNothingCopied = answer?.isWhole === false && answer.figures.values.calls === 0
  return isNothingCopied && (rows.total ?? 0) > 0 ? null : answer
}
