import { lateComponent } from '../../ui/late-component.tsx'
import type { ModelListProps } from './ModelList.tsx'
import styles from './ModelPicker.module.css'

/** The list of models, whose code is loaded when it is first wanted. */
export const { Component: LateModelList, load: loadModelList } = lateComponent<ModelListProps>(
  async () => (await import('./ModelList.tsx')).ModelList,
  <div className={styles['placeholder']} />,
)
