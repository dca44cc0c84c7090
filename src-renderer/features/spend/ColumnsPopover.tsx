import { ArrowDown, ArrowUp, Columns3, RotateCcw } from 'lucide-react'

import type { SpendColumn, SpendMeasure } from '#shared/spend-query.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { type AnyColumn, columnMoved, columnToggled, groupColumns, rowColumns } from './columns.ts'
import { columnWords, measureWords } from './spend-words.ts'
import { specChanged, useSpend } from './spend-store.ts'
import { initialSpec, type ViewSpec } from './spend-view.ts'
import styles from './Toolbar.module.css'

/** Which columns are shown, in which order. */
export function ColumnsPopover() {
  return (
    <Popover
      label="Columns"
      align="end"
      trigger={
        <IconButton label="Columns" size="small">
          <Columns3 aria-hidden />
        </IconButton>
      }
    >
      <ColumnList />
    </Popover>
  )
}

function ColumnList() {
  const isGrouped = useSpend((state) => state.spec.groupBy !== null)
  const list = isGrouped ? 'groupColumns' : 'rowColumns'
  const catalogue = isGrouped ? groupColumns : rowColumns
  const shown = useSpend((state) => state.spec[list])
  const names = shown.map(({ column }) => column)
  const hidden = (Object.keys(catalogue) as AnyColumn[]).filter((column) => !names.includes(column))
  const change = (columns: (spec: ViewSpec) => ViewSpec['rowColumns']): void =>
    specChanged((spec) => ({ ...spec, [list]: columns(spec) }))
  const word = (column: AnyColumn): readonly [string, string] =>
    isGrouped ? measureWords[column as SpendMeasure] : columnWords[column as SpendColumn]
  return (
    <div className={styles['columns']}>
      <ul>
        {[...names, ...hidden].map((column) => {
          const place = names.indexOf(column)
          const [name, meaning] = word(column)
          return (
            <li key={column} className={styles['columnItem']}>
              <label className={styles['columnName']} title={meaning}>
                <input
                  type="checkbox"
                  checked={place !== -1}
                  disabled={names.length === 1 && place !== -1}
                  onChange={() => change((spec) => columnToggled(spec[list], column, catalogue))}
                />
                {name}
              </label>
              {place === -1 ? null : (
                <>
                  <IconButton
                    label={`Move ${name} to the left`}
                    size="small"
                    disabled={place === 0}
                    onClick={() => change((spec) => columnMoved(spec[list], column, place - 1))}
                  >
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    label={`Move ${name} to the right`}
                    size="small"
                    disabled={place === names.length - 1}
                    onClick={() => change((spec) => columnMoved(spec[list], column, place + 1))}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                </>
              )}
            </li>
          )
        })}
      </ul>
      <div className={styles['columnsFoot']}>
        <p className={styles['hint']}>
          Heads can be dragged, and their edges for the width. By keyboard: Alt and the arrows, with Shift to
          move.
        </p>
        <Button
          size="small"
          variant="ghost"
          icon={<RotateCcw aria-hidden />}
          onClick={() => change(() => initialSpec[list])}
        >
          As designed
        </Button>
      </div>
    </div>
  )
}
