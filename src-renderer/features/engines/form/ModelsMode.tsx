import { useForm } from './form-context.ts'
import { DraftSelect } from './DraftSelect.tsx'
import styles from './ModelsMode.module.css'

const path = ['models', 'mode']

/** How the providers of this file go together with those the engine brings along and remembers. */
export function ModelsMode() {
  const { document, definition } = useForm()
  return (
    <div className={styles['mode']}>
      <DraftSelect
        label="Built-in providers"
        path={path}
        value={document.valueAt(path)}
        options={[
          { value: 'merge', label: 'Merge: keep them beside these' },
          { value: 'replace', label: 'Replace: only the providers above' },
        ]}
        unset="Merge (as when nothing is set)"
        hint={`${definition.name} writes both into each agent’s models.json.`}
      />
    </div>
  )
}
