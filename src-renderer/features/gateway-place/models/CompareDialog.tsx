import { Check, Minus } from 'lucide-react'
import { useMemo, useState } from 'react'

import type { ModelGroup } from '#shared/deployment.ts'

import { Button } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Dialog } from '../../../ui/Dialog.tsx'
import { VisuallyHidden } from '../../../ui/VisuallyHidden.tsx'
import { compareModels, type ComparedRow } from './compare-models.ts'
import styles from './CompareDialog.module.css'

interface CompareDialogProps {
  readonly groups: readonly ModelGroup[]
  readonly onClose: () => void
}

/** Two to four models side by side, with what differs marked. */
export function CompareDialog({ groups, onClose }: CompareDialogProps) {
  const [isOnlyDifferent, setOnlyDifferent] = useState(false)
  const sections = useMemo(() => compareModels(groups), [groups])
  const shown = sections
    .map(({ title, rows }) => ({
      title,
      rows: isOnlyDifferent ? rows.filter(({ differs }) => differs) : rows,
    }))
    .filter(({ rows }) => rows.length > 0)
  return (
    <Dialog
      title="Compare models"
      size="wide"
      open
      onClose={onClose}
      footer={
        <>
          <Checkbox className={styles['only']} checked={isOnlyDifferent} onChange={setOnlyDifferent}>
            Only what differs
          </Checkbox>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      {shown.length === 0 ? (
        <p>They are alike in everything the gateway tells.</p>
      ) : (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">
                <VisuallyHidden>What is compared</VisuallyHidden>
              </th>
              {groups.map(({ name }) => (
                <th key={name} scope="col" title={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {shown.map(({ title, rows }) => (
            <tbody key={title}>
              <tr>
                <th className={styles['section']} scope="rowgroup" colSpan={groups.length + 1}>
                  {title}
                </th>
              </tr>
              {rows.map((row) => (
                <Row key={row.name} row={row} names={groups.map(({ name }) => name)} />
              ))}
            </tbody>
          ))}
        </table>
      )}
    </Dialog>
  )
}

function Row({ row, names }: { readonly row: ComparedRow; readonly names: readonly string[] }) {
  const { name, values, differs, best, isNumeric } = row
  return (
    <tr data-differs={differs}>
      <th scope="row">
        {name}
        {differs && (
          <span className={styles['mark']} title="They differ in this">
            <VisuallyHidden> (differs)</VisuallyHidden>
          </span>
        )}
      </th>
      {values.map((value, index) => (
        <td
          key={names[index]}
          className={classNames(isNumeric && styles['number'])}
          data-best={best.includes(index)}
        >
          <Value value={value} />
          {best.includes(index) && <VisuallyHidden> (best)</VisuallyHidden>}
        </td>
      ))}
    </tr>
  )
}

function Value({ value }: { readonly value: string }) {
  if (value === 'Yes')
    return (
      <>
        <Check className={styles['yes']} aria-hidden="true" />
        <VisuallyHidden>Yes</VisuallyHidden>
      </>
    )
  if (value === 'No')
    return (
      <>
        <Minus className={styles['no']} aria-hidden="true" />
        <VisuallyHidden>No</VisuallyHidden>
      </>
    )
  return value
}
