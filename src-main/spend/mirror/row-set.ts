import { logColumnNames } from './log-columns.ts'

/** Records of our own that are shown beside the gateway's rows: those outside of what is known to be billed. */
export interface OpenRange {
  /** From here on, the gateway may not have written its rows yet; ms since 1970. */
  readonly after: number
  /** Before this, nothing is mirrored; ms since 1970. */
  readonly before: number
}

/**
 * Which rows a question is about: the gateway's, Litedesk's own records, or the gateway's and those of our own that it has
 * not billed yet.
 */
export type RowSet = 'gateway' | 'own' | { readonly open: OpenRange }

/** Rows to select from, and the number that leads back to one: a rowid of the log, or below zero one of `own.sent`. */
export interface RowSetSql {
  readonly from: string
  readonly place: string
}

const OWN_PLACE = '-1 - rowid'

/** A set of rows as SQL. The log alone is read in place, which is what makes sums over it fast. */
export function rowSetSql(set: RowSet): RowSetSql {
  if (set === 'gateway') return { from: 'log', place: 'rowid' }
  if (set === 'own') {
    return {
      from: `(SELECT ${logColumnNames}, ${OWN_PLACE} AS place FROM own.sent) AS rows`,
      place: 'place',
    }
  }
  const { after, before } = set.open
  return {
    from: `(SELECT ${logColumnNames}, rowid AS place FROM log UNION ALL
      SELECT ${logColumnNames}, ${OWN_PLACE} FROM own.sent
      WHERE is_open AND (time_ms >= ${Math.round(after)} OR time_ms < ${Math.round(before)})) AS rows`,
    place: 'place',
  }
}

/** The rowid in `own.sent` behind a place below zero. */
export function ownRowid(place: bigint): bigint {
  return -1n - place
}
