import { useId, useMemo, useState } from 'react'

import { Checkbox } from '../../../ui/Checkbox.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { SegmentedControl } from '../../../ui/SegmentedControl.tsx'
import fields from '../fields.module.css'
import { countOf } from '../gateway-format.ts'
import styles from './ModelTicks.module.css'

interface ModelTicksProps {
  /** The gateway's public names. */
  readonly names: readonly string[]
  readonly isConfined: boolean
  readonly ticked: readonly string[]
  readonly error: string | null
  readonly onChange: (changes: { readonly isConfined?: boolean; readonly models?: readonly string[] }) => void
}

/** How many models are listed at once; the search finds the others. */
const MOST_SHOWN = 200

/** Which models a key may use: all, or those that are ticked. */
export function ModelTicks({ names, isConfined, ticked, error, onChange }: ModelTicksProps) {
  const id = useId()
  const [search, setSearch] = useState('')
  // What a key has already may be a wildcard or an access group, which the gateway does not list.
  const [own] = useState(ticked)
  const all = useMemo(() => [...new Set([...own, ...names])], [own, names])
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = all.filter((name) => words.every((word) => name.toLowerCase().includes(word)))
  const shown = found.slice(0, MOST_SHOWN)
  return (
    <div className={styles['field']}>
      <span className={styles['label']}>Models</span>
      <SegmentedControl
        label="Models"
        options={[
          { value: 'all', label: 'All' },
          { value: 'some', label: 'Only some' },
        ]}
        value={isConfined ? 'some' : 'all'}
        onChange={(value) => onChange({ isConfined: value === 'some' })}
      />
      {isConfined && (
        <>
          <SearchField label="Find a model" value={search} onChange={setSearch} />
          <ul className={styles['list']} aria-label="Models it may use" aria-describedby={`${id}-note`}>
            {shown.map((name) => (
              <li key={name}>
                <Checkbox
                  checked={ticked.includes(name)}
                  onChange={(isTicked) =>
                    onChange({
                      models: isTicked ? [...ticked, name] : ticked.filter((other) => other !== name),
                    })
                  }
                >
                  <span className={styles['name']} title={name}>
                    {name}
                  </span>
                </Checkbox>
              </li>
            ))}
            {shown.length === 0 && <li className={styles['none']}>No model is called so.</li>}
          </ul>
          <p id={`${id}-note`} className={error === null ? fields['hint'] : fields['error']}>
            {error ??
              `${countOf(ticked.length, 'model')} ticked${found.length > shown.length ? `; ${countOf(found.length - shown.length, 'more model')}, search to find them` : ''}`}
          </p>
        </>
      )}
    </div>
  )
}
