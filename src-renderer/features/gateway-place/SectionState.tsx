import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { requestOrToast } from '../../app/bridge.ts'
import { openGateways } from '../../app/open-gateways.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import styles from './SectionState.module.css'

interface SectionFailureProps {
  readonly error: AppError
  readonly onRetry: () => void
}

/** Why a section has nothing to show, and what can be done. */
export function SectionFailure({ error, onRetry }: SectionFailureProps) {
  return (
    <div className={styles['middle']}>
      <div className={styles['card']}>
        <ErrorCard
          error={error}
          actions={
            <Button size="small" icon={<RotateCw aria-hidden="true" />} onClick={onRetry}>
              Try again
            </Button>
          }
        />
      </div>
    </div>
  )
}

/** The gateway cannot be reached at all. */
export function Disconnected({ error }: { readonly error: AppError }) {
  return (
    <div className={styles['middle']}>
      <div className={styles['card']}>
        <ErrorCard
          error={error}
          actions={
            <>
              <Button
                variant="primary"
                size="small"
                onClick={() => void requestOrToast('gateway:reconnect', undefined)}
              >
                Retry
              </Button>
              <Button size="small" onClick={openGateways}>
                Gateways
              </Button>
            </>
          }
        />
      </div>
    </div>
  )
}

/** The shape of rows that are on their way; its style keeps it invisible for the first 150 ms. */
export function RowsSkeleton() {
  return (
    <div className={styles['skeleton']} aria-hidden="true">
      {Array.from({ length: 8 }, (_, row) => (
        <span key={row} className={styles['row']} />
      ))}
    </div>
  )
}

/** Something in the middle of a section. */
export function Middle({ children }: { readonly children: ReactNode }) {
  return <div className={styles['middle']}>{children}</div>
}
