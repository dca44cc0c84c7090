import { lateComponent } from './late-component.ts'
import type { ModelListProps } from './ModelList.tsx'
import styles from './ModelPicker.module.css'

const lateModelList = lateComponent<ModelListProps>(async () => (await import('./ModelList.tsx')).ModelList)

/** Begins to load the list's code before it is needed. */
export const loadModelList = lateModelList.load

/** The list of models, whose code is loaded when it is first wanted. */
export function LateModelList(props: ModelListProps) {
  const ModelList = lateModelList.useComponent()
  return ModelList ? <ModelList {...props} /> : <div className={styles['placeholder']} />
}
