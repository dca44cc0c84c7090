import { Command } from 'cmdk'
import { Check, ChevronDown, Search } from 'lucide-react'
import { useMemo, useState } from 'react'

import { formatModelRef } from '#shared/engine-config/model-ref.ts'
import { providersIn } from '#shared/engine-config/providers-in-file.ts'

import { Popover } from '../../../ui/Popover.tsx'
import { useForm } from './form-context.ts'
import styles from './ModelRefField.module.css'

interface ModelRefFieldProps {
  /** The accessible name of the button. */
  readonly label: string
  /** The reference that is chosen; null when none is. */
  readonly value: string | null
  /** What the button says when none is chosen. */
  readonly placeholder: string
  /** Not offered, since they are there already. */
  readonly without?: readonly string[]
  /** The choice of none; left out, there is no such choice. */
  readonly noneLabel?: string
  readonly isQuiet?: boolean
  readonly onChoose: (ref: string | null) => void
}

/** Chooses a model among those of the file's providers; any other reference can be typed. */
export function ModelRefField({ label, value, placeholder, isQuiet = false, ...rest }: ModelRefFieldProps) {
  const { isDisabled } = useForm()
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover
      label={label}
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className={styles['trigger']}
          data-quiet={isQuiet}
          disabled={isDisabled}
          aria-label={`${label}: ${value ?? placeholder}`}
        >
          <span className={styles['ref']} data-empty={value === null} title={value ?? undefined}>
            {value ?? placeholder}
          </span>
          <ChevronDown aria-hidden="true" />
        </button>
      }
    >
      <RefList {...rest} label={label} value={value} onDone={() => setOpen(false)} />
    </Popover>
  )
}

interface RefListProps extends Omit<ModelRefFieldProps, 'placeholder' | 'isQuiet'> {
  readonly onDone: () => void
}

function RefList({ label, value, without = [], noneLabel, onChoose, onDone }: RefListProps) {
  const { document } = useForm()
  const [search, setSearch] = useState('')
  const groups = useMemo(() => refGroups(document.value, without, search), [document, without, search])
  const typed = search.trim()
  const isKnown = groups.some(({ refs }) => refs.includes(typed))
  const choose = (ref: string | null): void => {
    onDone()
    if (ref !== value) onChoose(ref)
  }
  return (
    <Command label={label} className={styles['list']} shouldFilter={false} defaultValue={value ?? ''} loop>
      <div className={styles['search']}>
        <Search aria-hidden="true" />
        <Command.Input
          className={styles['input']}
          placeholder="Search, or type provider/model"
          value={search}
          onValueChange={setSearch}
        />
      </div>
      <Command.List className={styles['rows']} label={label}>
        {groups.map(({ providerId, refs }) => (
          <Command.Group key={providerId} heading={providerId} className={styles['group']}>
            {refs.map((ref) => (
              <Command.Item key={ref} value={ref} className={styles['row']} onSelect={() => choose(ref)}>
                <span className={styles['id']}>{ref.slice(providerId.length + 1)}</span>
                {ref === value && <Check aria-label="Chosen" />}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
        {typed.includes('/') && !isKnown && (
          <Command.Item className={styles['row']} value={`typed ${typed}`} onSelect={() => choose(typed)}>
            <span>
              Use <code>{typed}</code>
            </span>
          </Command.Item>
        )}
        {noneLabel !== undefined && typed === '' && (
          <Command.Item className={styles['row']} value="none" onSelect={() => choose(null)}>
            <span className={styles['quiet']}>{noneLabel}</span>
            {value === null && <Check aria-label="Chosen" />}
          </Command.Item>
        )}
        <Command.Empty className={styles['empty']}>
          {typed === '' ? 'No provider has a model yet.' : `No model matches “${typed}”.`}
        </Command.Empty>
      </Command.List>
    </Command>
  )
}

/** More than this would take longer to draw than to type a letter of the name. */
const maxShown = 200

/** The models of the file's providers whose reference holds every word of the search. */
function refGroups(root: Parameters<typeof providersIn>[0], without: readonly string[], search: string) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  let left = maxShown
  return providersIn(root).flatMap(({ id, models }) => {
    const providerId = id.trim().toLowerCase()
    const refs = models
      .flatMap((model) => (model.id === null ? [] : [formatModelRef(providerId, model.id)]))
      .filter((ref) => !without.includes(ref) && words.every((word) => ref.toLowerCase().includes(word)))
      .slice(0, Math.max(0, left))
    left -= refs.length
    return refs.length === 0 ? [] : [{ providerId, refs }]
  })
}
