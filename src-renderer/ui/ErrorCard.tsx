import { ChevronRight, CircleAlert, Copy } from 'lucide-react'
import type { ReactNode } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { requestOrToast } from '../app/bridge.ts'
import { Button } from './Button.tsx'
import styles from './ErrorCard.module.css'

interface ErrorCardProps {
  readonly error: AppError
  /** What can be done about it here, such as a Retry button. */
  readonly actions?: ReactNode
}

/** A failure, near what failed: what happened, what to do, and everything else one click away. */
export function ErrorCard({ error, actions }: ErrorCardProps) {
  const copy = (): void => {
    void requestOrToast('clipboard:write', { text: errorReport(error) })
  }
  return (
    <div className={styles['card']} role="alert">
      <CircleAlert className={styles['icon']} aria-hidden="true" />
      <div className={styles['content']}>
        <p className={styles['message']}>{error.message}</p>
        {error.nextStep !== null && <p className={styles['next']}>{error.nextStep}</p>}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
        <details className={styles['details']}>
          <summary className={styles['summary']}>
            <ChevronRight aria-hidden="true" />
            Details
          </summary>
          <dl className={styles['facts']}>
            {errorFacts(error).map(([name, value]) => (
              <div key={name} className={styles['fact']}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {error.details !== null && (
            <textarea
              className={styles['body']}
              readOnly
              aria-label="What was answered"
              value={error.details}
            />
          )}
          <Button size="small" icon={<Copy aria-hidden="true" />} onClick={copy}>
            Copy details
          </Button>
        </details>
      </div>
    </div>
  )
}

/** Name and value of every technical fact an error carries, in the order they are shown. */
export function errorFacts(error: AppError): [string, string][] {
  const facts: [string, string | null][] = [
    ['Kind', error.kind],
    ['Status', error.status === null ? null : String(error.status)],
    ['Request id', error.requestId],
    ['Retry after', error.retryAfterMs === null ? null : `${String(Math.ceil(error.retryAfterMs / 1000))} s`],
  ]
  return facts.filter((fact): fact is [string, string] => fact[1] !== null)
}

/** The whole error as text for a bug report or a colleague. */
export function errorReport(error: AppError): string {
  const facts = errorFacts(error).map(([name, value]) => `${name}: ${value}`)
  return [error.message, error.nextStep, ...facts, error.details].filter((line) => line !== null).join('\n')
}
