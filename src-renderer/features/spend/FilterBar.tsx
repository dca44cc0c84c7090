import { ListFilter, X } from 'lucide-react'
import { useState } from 'react'

import type { SpendDimension, SpendQuantity } from '#shared/spend-query.ts'
import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { labelOf, useFacets } from './facet-store.ts'
import { type FilterChip, filterChips } from './filter-chips.ts'
import { FilterPanel } from './FilterPanel.tsx'
import { specChanged, useSpend } from './spend-store.ts'
import { bounded, chosen, emptyFilter } from './spend-view.ts'
import styles from './Toolbar.module.css'

/** Opens everything rows can be filtered by. */
export function FilterButton() {
  return (
    <FilterPopover
      at="model"
      trigger={
        <Button variant="ghost" icon={<ListFilter aria-hidden />}>
          Filter
        </Button>
      }
    />
  )
}

/** What keeps rows out, as chips; nothing while nothing does. */
export function FilterChips() {
  const filter = useSpend((state) => state.spec.filter)
  const labels = useFacets((state) => state.labels)
  const chips = filterChips(filter, (dimension, value) => labelOf(labels, dimension, value))
  if (chips.length === 0) return null
  return (
    <fieldset className={styles['filters']} aria-label="Filters">
      {chips.map((chip) => (
        <Chip key={chip.name} chip={chip} />
      ))}
      <Button
        size="small"
        variant="ghost"
        onClick={() => specChanged((spec) => ({ ...spec, filter: emptyFilter }))}
      >
        Clear
      </Button>
    </fieldset>
  )
}

function Chip({ chip }: { readonly chip: FilterChip }) {
  const name = `${chip.name}: ${chip.text}`
  return (
    <span className={styles['chip']}>
      <FilterPopover
        at={chip.type === 'choice' ? chip.dimension : chip.quantity}
        trigger={
          <button type="button" className={styles['chipText']} title={name}>
            <span className={styles['chipName']}>{chip.name}</span> {chip.text}
          </button>
        }
      />
      <IconButton label={`Remove ${name}`} size="small" onClick={() => remove(chip)}>
        <X aria-hidden />
      </IconButton>
    </span>
  )
}

function remove(chip: FilterChip): void {
  specChanged((spec) => ({
    ...spec,
    filter:
      chip.type === 'choice'
        ? chosen(spec.filter, chip.dimension, [], false)
        : bounded(spec.filter, chip.quantity, { min: null, max: null }),
  }))
}

interface FilterPopoverProps {
  /** What it opens at. */
  readonly at: SpendDimension | SpendQuantity
  readonly trigger: Parameters<typeof Popover>[0]['trigger']
}

function FilterPopover({ at, trigger }: FilterPopoverProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover label="Filter" trigger={trigger} open={isOpen} onOpenChange={setOpen}>
      <FilterPanel at={at} />
    </Popover>
  )
}
