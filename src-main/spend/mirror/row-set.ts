import { logColumnNames } from './log-columns.ts'

/**
 * Which rows a question is about: the gateway's, Litedesk's own records, or the gateway's and those of our own that it has
 * not billed yet.
 */
export type RowSet = 'gateway' | 'own' | 'both'

/** Rows to select from, and the number that leads back to one: a rowid of the log, or below zero one of `own.sent`. */
export interface RowSetSql {
  readonly from: string
  readonly place: string
}

const OWN_PLACE = '-1 - rowid'

/** A set of rows as SQL. The log alone is read in place, which is what makes sums over it fast. */
export function rowSetSql(set: RowSet): RowSetSql {
  switch (set) {
    case 'gateway':
      return { from: 'log', place: 'rowid' }
    case 'own':
      return {
        from: `(SELECT ${logColumnNames}, ${OWN_PLACE} AS place FROM own.sent) AS rows`,
        place: 'place',
      }
    case 'both':
      return {
        from: `(SELECT ${logColumnNames}, rowid AS place FROM log UNION ALL
          SELECT ${logColumnNames}, ${OWN_PLACE} FROM own.sent WHERE is_open) AS rows`,
        place: 'place',
      }
  }
}

/** The rowid in `own.sent` behind a place below zero. */
export function ownRowid(place: bigint): bigint {
  return -1n - place
}
