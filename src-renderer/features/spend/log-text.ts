import type { SpendLog } from '#shared/spend-log.ts'
import type { SpendColumn } from '#shared/spend-query.ts'

/** The beginning of an id or hash, enough to tell two apart in a table. */
export function shortId(id: string): string {
  return id.length > 12 ? `${id.slice(0, 8)}…` : id
}

/** What a row's key is called; null when it had none. */
export function keyName({ keyAlias, keyHash }: Pick<SpendLog, 'keyAlias' | 'keyHash'>): string | null {
  return keyAlias ?? (keyHash === null ? null : shortId(keyHash))
}

/** A column of a row as plain text, exact, for copies; empty for nothing. */
export function columnText(column: SpendColumn, log: SpendLog): string {
  switch (column) {
    case 'time':
      return log.time
    case 'key':
      return keyName(log) ?? ''
    case 'team':
      return log.teamAlias ?? log.teamId ?? ''
    case 'tags':
      return log.tags.join(', ')
    case 'session':
      return log.sessionId ?? ''
    case 'error':
      return [log.errorCode, log.errorClass, log.errorMessage].filter(Boolean).join(' ')
    case 'cost':
      return `${log.isEstimate ? '≈ ' : ''}$${log.cost}`
    case 'durationMs':
      return `${String(log.durationMs)} ms`
    case 'firstTokenMs':
      return log.firstTokenMs === null ? '' : `${String(log.firstTokenMs)} ms`
    default:
      return String(log[column] ?? '')
  }
}
