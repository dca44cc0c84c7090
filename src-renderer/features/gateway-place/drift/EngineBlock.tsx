import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'

import type { DriftDifference, EngineDrift } from '#shared/drift.ts'

import { useNavigation } from '../../../app/navigation-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Note } from '../../../ui/Note.tsx'
import { Difference } from './Difference.tsx'
import { engineDriftWord, isWrong, mendableOf } from './drift-summary.ts'
import styles from './EngineBlock.module.css'
import type { Mender } from './use-mender.ts'

interface EngineBlockProps {
  readonly engine: EngineDrift
  readonly mender: Mender
}

/** How one engine's file differs from the gateway. */
export function EngineBlock({ engine, mender }: EngineBlockProps) {
  const openEngine = useNavigation((navigation) => navigation.openEngine)
  const { engineName, differences, isEditable } = engine
  const wrong = differences.filter(isWrong)
  const missing = differences.filter((difference) => !isWrong(difference))
  const addable = mendableOf(engine, (difference) => !isWrong(difference))
  return (
    <section className={styles['engine']} aria-label={engineName}>
      <header className={styles['head']}>
        <h3 className={styles['name']}>{engineName}</h3>
        <span className={styles['word']} data-fine={differences.length === 0}>
          {differences.length === 0 && <CircleCheck aria-hidden="true" />}
          {engineDriftWord(engine)}
        </span>
        <Button size="small" variant="ghost" onClick={() => openEngine(engine.engineId)}>
          Open the file
        </Button>
      </header>
      {!isEditable && differences.length > 0 && (
        <Note>This file is made by another program, such as Nix, so it is mended there.</Note>
      )}
      {wrong.length > 0 && (
        <Differences title="To mend" engine={engine} differences={wrong} mender={mender} />
      )}
      {missing.length > 0 && (
        <Differences
          title="On the gateway, not in the file"
          engine={engine}
          differences={missing}
          mender={mender}
          all={
            addable.length > 1 && (
              <Button
                size="small"
                busy={mender.isBusy}
                onClick={() => void mender.mend([{ engine, differences: addable }])}
              >
                Add all {addable.length}
              </Button>
            )
          }
        />
      )}
    </section>
  )
}

interface DifferencesProps extends EngineBlockProps {
  readonly title: string
  readonly differences: readonly DriftDifference[]
  readonly all?: ReactNode
}

function Differences({ title, engine, differences, mender, all }: DifferencesProps) {
  return (
    <div>
      <div className={styles['groupHead']}>
        <h4 className={styles['group']}>{title}</h4>
        {all}
      </div>
      <ul className={styles['differences']}>
        {differences.map((difference) => (
          <Difference key={difference.id} engine={engine} difference={difference} mender={mender} />
        ))}
      </ul>
    </div>
  )
}
