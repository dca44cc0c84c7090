import { Plus, X } from 'lucide-react'

import type { ConfigPath } from '#shared/config-document/config-edit.ts'
import { setFallbacks, setPrimary } from '#shared/engine-config/edits/choice-edits.ts'
import type { ModelChoiceView } from '#shared/engine-config/provider-view.ts'

import { IconButton } from '../../../ui/IconButton.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import styles from './ModelChoiceFields.module.css'
import { ModelRefField } from './ModelRefField.tsx'

interface ModelChoiceFieldsProps {
  /** What the chosen model is, such as "Primary model". */
  readonly name: string
  readonly path: ConfigPath
  readonly choice: ModelChoiceView
  /** What holds while nothing is chosen. */
  readonly unset: string
  /** The choice of nothing. */
  readonly none: string
}

/** A model and its fallbacks in order. */
export function ModelChoiceFields({ name, path, choice, unset, none }: ModelChoiceFieldsProps) {
  const { definition, edit, isDisabled } = useForm()
  const { primary, fallbacks } = choice
  const writeFallbacks = (next: readonly string[]): void => {
    edit((document) => setFallbacks(document, next, path))
  }
  return (
    <div className={styles['fields']}>
      <div className={styles['line']} {...formPlace([...path, 'primary'])}>
        <span className={styles['label']} aria-hidden="true">
          {name}
        </span>
        <ModelRefField
          label={name}
          value={primary}
          placeholder={unset}
          noneLabel={none}
          onChoose={(ref) => edit((document) => setPrimary(document, definition, ref, path))}
        />
      </div>
      <FieldProblems path={[...path, 'primary']} />
      {(primary !== null || fallbacks.length > 0) && (
        <div className={styles['line']} {...formPlace([...path, 'fallbacks'])}>
          <span className={styles['label']} aria-hidden="true">
            Fallbacks
          </span>
          <div className={styles['fallbacks']}>
            <SortableList
              label={`Fallbacks of the ${name.toLowerCase()}`}
              items={fallbacks}
              idOf={(ref, index) =>
                `${ref} ${fallbacks.slice(0, index).filter((other) => other === ref).length}`
              }
              nameOf={(ref) => ref}
              disabled={isDisabled}
              className={styles['list']}
              itemClassName={styles['item']}
              onMove={(from, to) => writeFallbacks(moved(fallbacks, from, to))}
            >
              {(ref, index) => (
                <div className={styles['fallback']} {...formPlace([...path, 'fallbacks', index])}>
                  <span className={styles['place']}>{index + 1}</span>
                  <span className={styles['ref']} title={ref}>
                    {ref}
                  </span>
                  <IconButton
                    label={`Remove ${ref} from the fallbacks`}
                    size="small"
                    disabled={isDisabled}
                    onClick={() => writeFallbacks(fallbacks.toSpliced(index, 1))}
                  >
                    <X aria-hidden="true" />
                  </IconButton>
                  <FieldProblems path={[...path, 'fallbacks', index]} />
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
                  if (ref !== null) writeFallbacks([...fallbacks, ref])
                }}
              />
            </div>
          </div>
        </div>
      )}
    </div>
  )
}

/** A list with one item at another place. */
function moved(list: readonly string[], from: number, to: number): readonly string[] {
  const item = list[from]
  return item === undefined ? list : list.toSpliced(from, 1).toSpliced(to, 0, item)
}
