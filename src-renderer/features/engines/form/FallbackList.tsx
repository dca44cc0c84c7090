import { Plus, X } from 'lucide-react'

import type { ConfigPath } from '#shared/config-document/config-edit.ts'

import { IconButton } from '../../../ui/IconButton.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import styles from './FallbackList.module.css'
import { FieldProblems } from './FieldProblems.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { ModelRefField } from './ModelRefField.tsx'

interface FallbackListProps {
  /** What the model is whose fallbacks they are, such as "Primary model". */
  readonly name: string
  /** Where the list stands. */
  readonly path: ConfigPath
  readonly primary: string | null
  readonly fallbacks: readonly string[]
  readonly onChange: (fallbacks: readonly string[]) => void
}

/** The models tried after the primary one, in order. */
export function FallbackList({ name, path, primary, fallbacks, onChange }: FallbackListProps) {
  const { isDisabled } = useForm()
  return (
    <div className={styles['fallbacks']} {...formPlace(path)}>
      <SortableList
        label={`Fallbacks of the ${name.toLowerCase()}`}
        items={fallbacks}
        idOf={(ref, index) => `${ref} ${fallbacks.slice(0, index).filter((other) => other === ref).length}`}
        nameOf={(ref) => ref}
        disabled={isDisabled}
        itemClassName={styles['item']}
        onMove={(from, to) => onChange(moved(fallbacks, from, to))}
      >
        {(ref, index) => (
          <div className={styles['fallback']} {...formPlace([...path, index])}>
            <span className={styles['place']}>{index + 1}</span>
            <span className={styles['ref']} title={ref}>
              {ref}
            </span>
            <IconButton
              label={`Remove ${ref} from the fallbacks`}
              size="small"
              disabled={isDisabled}
              onClick={() => onChange(fallbacks.toSpliced(index, 1))}
            >
              <X aria-hidden="true" />
            </IconButton>
            <FieldProblems path={[...path, index]} />
          </div>
        )}
      </SortableList>
      <div className={styles['add']}>
        <Plus aria-hidden="true" />
        <ModelRefField
          label={`Add a fallback of the ${name.toLowerCase()}`}
          value={null}
          placeholder="Add a fallback"
          isQuiet
          without={[...fallbacks, ...(primary === null ? [] : [primary])]}
          onChoose={(ref) => {
            if (ref !== null) onChange([...fallbacks, ref])
          }}
        />
      </div>
    </div>
  )
}

/** A list with one item at another place. */
function moved(list: readonly string[], from: number, to: number): readonly string[] {
  const item = list[from]
  return item === undefined ? list : list.toSpliced(from, 1).toSpliced(to, 0, item)
}
