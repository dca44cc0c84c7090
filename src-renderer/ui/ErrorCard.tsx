import { ChevronRight, CircleAlert, Copy } from 'lucide-react'
import type { ReactNode } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { errorOf, request, showFailure } from '../app/bridge.ts'
import { Button } from './Button.tsx'
import { errorFacts, errorReport } from './error-report.ts'
import styles from './ErrorCard.module.css'
import { showToast } from './toast-store.ts'

interface ErrorCardProps {
  readonly error: AppError
  /** What can be done about it here, such as a Retry button. */
  readonly actions?: ReactNode
}

/** A failure, near what failed: what happened, what to do, and everything else one click away. */
export function ErrorCard({ error, actions }: ErrorCardProps) {
  const copy = async (): Promise<void> => {
    try {
      await request('clipboard:write', { text: errorReport(error) })
      showToast({ text: 'Details copied.', tone: 'positive' })
    } catch (cause) {
      showFailure(errorOf(cause))
    }
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
          <Button size="small" icon={<Copy aria-hidden="true" />} onClick={() => void copy()}>
            Copy details
          </Button>
        </details>
      </div>
    </div>
  )
}
