import { memo } from 'react'

import type { SpendLog } from '#shared/spend-log.ts'
import type { SpendColumn } from '#shared/spend-query.ts'
import type { ShownColumn } from '#shared/spend.ts'
import { classNames } from '../../ui/class-names.ts'
import { gridRoles } from './grid-roles.ts'
import { isNumeric } from './columns.ts'
import { LogCell } from './LogCell.tsx'
import { columnText } from './log-text.ts'
import styles from './LogTable.module.css'
import { momentInFull } from './time-steps.ts'

interface LogRowProps {
  readonly id: string
  /** The row's place among all, from 0. */
  readonly place: number
  /** Where it is drawn, in CSS pixels. */
  readonly top: number
  readonly columns: readonly ShownColumn[]
  /** undefined while it is on its way. */
  readonly log: SpendLog | undefined
  readonly isActive: boolean
  readonly now: Date
}

/** One row of the log. */
export const LogRow = memo(function LogRow({ id, place, top, columns, log, isActive, now }: LogRowProps) {
  return (
    <div
      {...gridRoles.row}
      id={id}
      aria-rowindex={place + 2}
      aria-selected={isActive}
      data-place={place}
      className={classNames(styles['row'], log?.status === 'failure' && styles['failure'])}
      style={{ top }}
    >
      {columns.map(({ column }) => (
        <div
          {...gridRoles.cell}
          key={column}
          className={isNumeric(column) ? styles['number'] : styles['cell']}
          title={log === undefined ? undefined : cellTitle(column as SpendColumn, log)}
        >
          {log === undefined ? (
            <span className={styles['pending']} />
          ) : (
            <LogCell column={column as SpendColumn} log={log} now={now} />
          )}
        </div>
      ))}
    </div>
  )
})

/** What may be cut off, or is told short; numbers have a tooltip of their own. */
function cellTitle(column: SpendColumn, log: SpendLog): string | undefined {
  if (column === 'time') return momentInFull(log.time)
  return isNumeric(column) ? undefined : columnText(column, log) || undefined
}
