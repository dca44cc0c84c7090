import type { Reference } from '#shared/engine-config/edits/references.ts'

import styles from './ReferenceList.module.css'
import { referenceLines } from './reference-words.ts'

/** Places of the file that refer to something. */
export function ReferenceList({ references }: { readonly references: readonly Reference[] }) {
  return (
    <ul className={styles['list']}>
      {referenceLines(references).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
