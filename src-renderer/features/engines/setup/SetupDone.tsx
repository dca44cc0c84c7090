import { CircleCheck, Copy } from 'lucide-react'

import type { EngineFile } from '#shared/engine.ts'

import { errorOf, request, showFailure } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { focusWhenShown } from '../../../ui/focus-when-shown.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { setupMoved, type SetupStage } from '../view-store.ts'
import styles from './SetupDone.module.css'

interface SetupDoneProps {
  readonly engine: EngineFile
  readonly stage: Extract<SetupStage, { type: 'done' }>
}

/** The end of setting an engine up: what was written, and what to run next. */
export function SetupDone({ engine, stage }: SetupDoneProps) {
  const { command, primary, keyWord } = stage
  const copy = async (): Promise<void> => {
    try {
      await request('clipboard:write', { text: command })
      showToast({ text: 'Command copied.', tone: 'positive' })
    } catch (cause) {
      showFailure(errorOf(cause))
    }
  }
  const facts = [
    ['Config file', engine.displayPath],
    ['Default model', primary ?? 'None'],
    ['Key', keyWord],
  ] as const
  return (
    <section className={styles['page']} aria-label={engine.name}>
      <div className={styles['card']}>
        <CircleCheck className={styles['mark']} aria-hidden="true" />
        <h2 ref={focusWhenShown} tabIndex={-1} className={styles['title']}>
          {engine.name} is set up
        </h2>
        <dl className={styles['facts']}>
          {facts.map(([name, value]) => (
            <div key={name} className={styles['fact']}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p>Start it in a terminal. If it runs already, start it again, so that it reads its key.</p>
        <div className={styles['command']}>
          <code>{command}</code>
          <IconButton label="Copy the command" size="small" onClick={() => void copy()}>
            <Copy aria-hidden="true" />
          </IconButton>
        </div>
        <Button variant="primary" onClick={() => setupMoved(engine.id, null)}>
          Open the file
        </Button>
      </div>
    </section>
  )
}
