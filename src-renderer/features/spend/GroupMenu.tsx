import { Check, ChevronDown, Layers } from 'lucide-react'

import type { SpendGrouping } from '#shared/spend-query.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { groupingWord, isTimeStep } from './spend-words.ts'
import { specChanged, useSpend } from './spend-store.ts'
import { groupedBy } from './spend-view.ts'
import styles from './Toolbar.module.css'

const groupings: readonly (SpendGrouping | 'separator')[] = [
  'hour',
  'day',
  'week',
  'month',
  'separator',
  'model',
  'provider',
  'key',
  'user',
  'team',
  'tag',
  'session',
  'conversation',
  'client',
  'status',
  'error',
]

/** Chooses between single rows and groups. */
export function GroupMenu() {
  const groupBy = useSpend((state) => state.spec.groupBy)
  const item = (grouping: SpendGrouping | null) => ({
    label: grouping === null ? 'Not grouped' : groupingWord(grouping),
    icon: grouping === groupBy ? <Check aria-hidden /> : <span className={styles['unchecked']} />,
    onSelect: () =>
      specChanged((spec) => groupedBy(spec, grouping, grouping !== null && isTimeStep(grouping))),
  })
  return (
    <Menu
      trigger={
        <Button size="small" variant="ghost" icon={<Layers aria-hidden />}>
          {groupBy === null ? 'Group' : `By ${groupingWord(groupBy).toLowerCase()}`}
          <ChevronDown aria-hidden className={styles['chevron']} />
        </Button>
      }
      items={[
        item(null),
        'separator',
        ...groupings.map((grouping) => (grouping === 'separator' ? grouping : item(grouping))),
      ]}
    />
  )
}
