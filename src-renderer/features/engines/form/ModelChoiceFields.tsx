import type { ConfigPath } from '#shared/config-document/config-edit.ts'
import { setFallbacks, setPrimary } from '#shared/engine-config/edits/choice-edits.ts'
import type { ModelChoiceView } from '#shared/engine-config/provider-view.ts'

import { FallbackList } from './FallbackList.tsx'
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
  const { definition, edit } = useForm()
  const { primary, fallbacks } = choice
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
        <div className={styles['line']}>
          <span className={styles['label']} aria-hidden="true">
            Fallbacks
          </span>
          <FallbackList
            name={name}
            path={[...path, 'fallbacks']}
            primary={primary}
            fallbacks={fallbacks}
            onChange={(next) => edit((document) => setFallbacks(document, next, path))}
          />
        </div>
      )}
    </div>
  )
}
