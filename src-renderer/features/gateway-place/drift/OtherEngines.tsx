import { CircleDashed, FileWarning, Unplug } from 'lucide-react'

import type { EngineDrift } from '#shared/drift.ts'

import { engineDriftWord } from './drift-summary.ts'
import styles from './OtherEngines.module.css'

/** Engines whose files could not be compared, each with why. */
export function OtherEngines({ engines }: { readonly engines: readonly EngineDrift[] }) {
  return (
    <ul className={styles['others']} aria-label="Other engines">
      {engines.map((engine) => (
        <li key={engine.engineId}>
          {engine.state === 'unreadable' ? (
            <FileWarning aria-hidden="true" />
          ) : engine.state === 'elsewhere' ? (
            <Unplug aria-hidden="true" />
          ) : (
            <CircleDashed aria-hidden="true" />
          )}
          {engine.engineName}
          <span className={styles['quiet']}>{engine.error?.message ?? engineDriftWord(engine)}</span>
        </li>
      ))}
    </ul>
  )
}
