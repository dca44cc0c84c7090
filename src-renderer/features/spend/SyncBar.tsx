import { CircleAlert, Database, Info } from 'lucide-react'

import { useNavigation } from '../../app/navigation-store.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Popover } from '../../ui/Popover.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { useNow } from '../../ui/use-now.ts'
import { syncCommanded, useSpend } from './spend-store.ts'
import styles from './SyncBar.module.css'
import { copyFacts, syncNote, type SyncNote, syncWord } from './sync-words.ts'
import { utcDayBegin } from './time-steps.ts'

/** What there is to say about the copy of the log; nothing when all is well. */
export function SyncBar() {
  const status = useSpend((state) => state.status)
  const range = useSpend((state) => state.spec.range)
  const now = useNow()
  const note = status === null ? null : syncNote(status, range, now)
  if (note === null) return null
  const { action } = note
  return (
    <aside className={classNames(styles['bar'], styles[note.tone])} aria-label="State of the log">
      {note.tone === 'warning' ? <CircleAlert aria-hidden /> : <Info aria-hidden />}
      <p className={styles['text']}>{note.text}</p>
      {action === null ? null : (
        <Button size="small" onClick={() => act(action)}>
          {action.label}
        </Button>
      )}
      {note.progress === null ? null : (
        <progress className={styles['progress']} aria-label="Copying the log" value={note.progress} />
      )}
    </aside>
  )
}

function act({ command }: NonNullable<SyncNote['action']>): void {
  if (command === null) useNavigation.getState().openPlace('settings', 'gateways')
  else void syncCommanded(command)
}

/** How the copy of the log is, in a word, and all about it behind. */
export function SyncButton() {
  const status = useSpend((state) => state.status)
  if (status === null) return null
  const { text, tone } = syncWord(status)
  return (
    <Popover
      label="About the copy of the log"
      align="end"
      trigger={
        <button type="button" className={styles['button']} aria-label={`Copy of the log: ${text}`}>
          {tone === 'busy' ? <Spinner /> : <Database aria-hidden />}
          <span className={classNames(styles['word'], tone === 'wrong' && styles['wrong'])}>{text}</span>
        </button>
      }
    >
      <CopyFacts />
    </Popover>
  )
}

function CopyFacts() {
  const status = useSpend((state) => state.status)
  const utcDay = utcDayBegin(useNow())
  if (status === null) return null
  const { sync, reachesBeginning } = status
  const isStopped = sync.state === 'paused'
  return (
    <div className={styles['about']}>
      <p className={styles['lead']}>
        {status.hindrance === null
          ? 'Litedesk keeps a copy of the gateway’s log on this computer, so that a million rows are as quick as ten.'
          : 'Litedesk keeps what it sent itself, with tokens, times and costs.'}
      </p>
      <dl className={styles['facts']}>
        {copyFacts(status).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {utcDay === null ? null : (
        <p className={styles['hint']}>
          Days here begin at midnight by this computer’s clock; the gateway counts its days and resets budgets
          by UTC, whose day begins at {utcDay} here.
        </p>
      )}
      {sync.state === 'off' ? null : (
        <div className={styles['actions']}>
          <Button size="small" onClick={() => void syncCommanded({ type: isStopped ? 'resume' : 'pause' })}>
            {isStopped ? 'Resume copying' : 'Pause copying'}
          </Button>
          {reachesBeginning ? null : (
            <Button size="small" onClick={() => void syncCommanded({ type: 'reach', since: null })}>
              Copy everything
            </Button>
          )}
          <Button size="small" variant="ghost" onClick={() => void syncCommanded({ type: 'reset' })}>
            Copy anew
          </Button>
        </div>
      )}
    </div>
  )
}
