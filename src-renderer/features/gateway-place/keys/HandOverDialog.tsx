import { Check, Copy, Cpu, Eye, MessageSquare } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { Gateway } from '#shared/gateway.ts'
import type { CreatedKey, KeyHandOver } from '#shared/virtual-key.ts'
import { formatUsd } from '#shared/usd-format.ts'

import { errorOf, request } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Note } from '../../../ui/Note.tsx'
import { durationWords, formatInstant } from '../gateway-format.ts'
import { Disagreements } from './Disagreements.tsx'
import { ForChat } from './ForChat.tsx'
import { ForEngine } from './ForEngine.tsx'
import styles from './HandOverDialog.module.css'
import { keyName } from './key-state.ts'

interface HandOverDialogProps {
  readonly created: CreatedKey
  readonly gateway: Gateway
  readonly onClose: () => void
}

export type HandOverTo = KeyHandOver['to']

/** Where a new key goes. Its text is not in the window: main hands it over, and forgets it when this is closed. */
export function HandOverDialog({ created, gateway, onClose }: HandOverDialogProps) {
  const { ticket, key, disagreements } = created
  const [done, setDone] = useState<ReadonlySet<HandOverTo>>(new Set())
  const [busy, setBusy] = useState<HandOverTo | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [isWarned, setWarned] = useState(false)
  const [unfolded, setUnfolded] = useState<HandOverTo | null>(null)
  useDropAtEnd(ticket)

  const handOver = async (wish: KeyHandOver): Promise<boolean> => {
    setBusy(wish.to)
    setError(null)
    try {
      await request('virtual-key:hand-over', { ticket, handOver: wish })
      setDone((known) => new Set([...known, wish.to]))
      setWarned(false)
      setUnfolded(null)
      return true
    } catch (cause) {
      setError(errorOf(cause))
      return false
    } finally {
      setBusy(null)
    }
  }
  const close = (): void => {
    if (done.size > 0 || isWarned) onClose()
    else setWarned(true)
  }
  return (
    <Dialog
      title={`${keyName(key)} is made`}
      description={`Ends in ${key.lastFour ?? 'characters the gateway does not tell'}. The gateway tells a key only now: use it in at least one way.`}
      size="large"
      open
      staysOnOutsideClick
      onClose={close}
      footer={
        isWarned ? (
          <>
            <Button onClick={() => setWarned(false)}>Back</Button>
            <Button variant="danger" onClick={onClose}>
              Close without it
            </Button>
          </>
        ) : (
          <Button variant={done.size > 0 ? 'primary' : 'secondary'} onClick={close}>
            {done.size > 0 ? 'Done' : 'Close'}
          </Button>
        )
      }
    >
      <div className={styles['body']}>
        {isWarned && (
          <div role="alert">
            <Note tone="warning">
              Nobody has this key yet. Closed now, it cannot be told again; it stays on the gateway, of use to
              nobody, until it is deleted.
            </Note>
          </div>
        )}
        <Disagreements disagreements={disagreements} />
        <Summary created={created} />
        <ul className={styles['ways']}>
          <Way
            icon={<Copy aria-hidden="true" />}
            title="Copy"
            text="To the clipboard, which is cleared after 60 seconds unless something else was copied."
            isDone={done.has('clipboard')}
            doneWord="Copied; cleared 60 seconds later"
            isRepeatable
            action={
              <Button
                busy={busy === 'clipboard'}
                data-autofocus=""
                onClick={() => void handOver({ to: 'clipboard' })}
              >
                Copy
              </Button>
            }
          />
          <Way
            icon={<MessageSquare aria-hidden="true" />}
            title="Use in chat"
            text="As another gateway of Litedesk with this key."
            isDone={done.has('chat')}
            doneWord="Kept as a gateway"
            action={
              <Button
                aria-expanded={unfolded === 'chat'}
                onClick={() => setUnfolded(unfolded === 'chat' ? null : 'chat')}
              >
                Use in chat…
              </Button>
            }
          >
            {unfolded === 'chat' && (
              <ForChat
                name={`${gateway.name} (${keyName(key)})`}
                isBusy={busy === 'chat'}
                onHandOver={(wish) => void handOver(wish)}
              />
            )}
          </Way>
          <Way
            icon={<Cpu aria-hidden="true" />}
            title="Store for an engine"
            text="Where Nova Engine or IdleHands finds it, without passing through your hands."
            isDone={done.has('engine')}
            doneWord="Stored"
            isRepeatable
            action={
              <Button
                aria-expanded={unfolded === 'engine'}
                onClick={() => setUnfolded(unfolded === 'engine' ? null : 'engine')}
              >
                Store…
              </Button>
            }
          >
            {unfolded === 'engine' && (
              <ForEngine
                baseUrl={gateway.baseUrl}
                isBusy={busy === 'engine'}
                onHandOver={(wish) => void handOver(wish)}
              />
            )}
          </Way>
          <Way
            icon={<Eye aria-hidden="true" />}
            title="Show once"
            text="In a message box of the system. It is never part of this window."
            isDone={done.has('show')}
            doneWord="Shown"
            action={
              <Button busy={busy === 'show'} onClick={() => void handOver({ to: 'show' })}>
                Show once
              </Button>
            }
          />
        </ul>
        {error !== null && <ErrorCard error={error} />}
      </div>
    </Dialog>
  )
}

/** Main forgets the key when the dialog goes, however it goes. */
function useDropAtEnd(ticket: string): void {
  // Under a strict double mount the first end is none.
  const isMounted = useRef(false)
  useEffect(() => {
    isMounted.current = true
    return () => {
      isMounted.current = false
      queueMicrotask(() => {
        if (!isMounted.current) void window.bridge.request('virtual-key:drop', { ticket })
      })
    }
  }, [ticket])
}

/** What the gateway made of it. */
function Summary({ created: { key } }: { readonly created: CreatedKey }) {
  const facts = [
    key.maxBudget === null
      ? 'No budget'
      : `${formatUsd(key.maxBudget)}${key.budgetDuration === null ? ' in all' : ` every ${durationWords(key.budgetDuration).replace(/^1 /, '')}`}`,
    ...(key.budgetResetAt === null ? [] : [`begins anew ${formatInstant(key.budgetResetAt)}`]),
    key.models.length === 0 ? 'all models' : key.models.join(', '),
    key.expiresAt === null ? 'for ever' : `until ${formatInstant(key.expiresAt)}`,
  ]
  return <p className={styles['summary']}>{facts.join(' · ')}</p>
}

interface WayProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly isDone: boolean
  readonly doneWord: string
  /** Whether it can be done once more. */
  readonly isRepeatable?: boolean
  readonly action: ReactNode
  readonly children?: ReactNode
}

function Way({ icon, title, text, isDone, doneWord, isRepeatable = false, action, children }: WayProps) {
  return (
    <li className={styles['way']}>
      <div className={styles['head']}>
        <span className={styles['icon']}>{icon}</span>
        <div className={styles['words']}>
          <p className={styles['title']}>{title}</p>
          <p className={styles['text']} data-done={isDone} aria-live="polite">
            {isDone && <Check aria-hidden="true" />}
            {isDone ? doneWord : text}
          </p>
        </div>
        {(!isDone || isRepeatable) && action}
      </div>
      {children}
    </li>
  )
}
