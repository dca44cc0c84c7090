import { DEFAULT_MODEL_PATH, IMAGE_MODEL_PATH } from '#shared/engine-config/model-ref-sites.ts'

import styles from './DefaultModel.module.css'
import { FieldProblems } from './FieldProblems.tsx'
import { FormSection } from './FormSection.tsx'
import { ModelChoiceFields } from './ModelChoiceFields.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'

/** The model the engine asks first, and those it goes on to when that one fails. */
export function DefaultModel() {
  const { view, definition } = useForm()
  return (
    <FormSection
      title="Default model"
      text={`${definition.name} asks the primary model; when it fails, the fallbacks in this order.`}
    >
      <div className={styles['card']}>
        <div className={styles['row']} {...formPlace(DEFAULT_MODEL_PATH)}>
          <ModelChoiceFields
            name="Primary model"
            path={DEFAULT_MODEL_PATH}
            choice={view.model}
            unset="Choose a model"
            none="No primary model"
          />
          <FieldProblems path={DEFAULT_MODEL_PATH} />
        </div>
        <div className={styles['row']} {...formPlace(IMAGE_MODEL_PATH)}>
          <ModelChoiceFields
            name="Image model"
            path={IMAGE_MODEL_PATH}
            choice={view.imageModel}
            unset="Same as the primary model"
            none="Same as the primary model"
          />
          <FieldProblems path={IMAGE_MODEL_PATH} />
        </div>
      </div>
    </FormSection>
  )
}
