import { Copy } from 'lucide-react'

import type { SpendLog, SpendLogDetail } from '#shared/spend-log.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { scrollRegion } from '../../ui/scroll-region.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './DetailPanel.module.css'
import { tracebackAsked, useDetail } from './detail-store.ts'

interface FailureBoxProps {
  readonly log: SpendLog
  readonly detail: SpendLogDetail | null
}

/** What went wrong. Where in the gateway's code comes only when asked for, since it tells the server's paths. */
export function FailureBox({ log, detail }: FailureBoxProps) {
  const withTraceback = useDetail((state) => state.withTraceback)
  const isAwaited = useDetail((state) => state.detail.isAwaited)
  const { errorClass, errorCode, errorMessage } = log
  const traceback = withTraceback ? (detail?.traceback ?? null) : null
  return (
    <div className={styles['failure']}>
      <p className={styles['failureTitle']}>
        {[errorCode, errorClass].filter(Boolean).join(' ') || 'The gateway does not say why'}
      </p>
      {errorMessage === null ? null : <p className={styles['failureText']}>{errorMessage}</p>}
      {detail?.hasTraceback === true && traceback === null ? (
        <Button size="small" busy={withTraceback && isAwaited} onClick={tracebackAsked}>
          Show the traceback
        </Button>
      ) : null}
      {traceback === null ? null : (
        <>
          <pre className={styles['traceback']} {...scrollRegion('Traceback')}>
            {traceback}
          </pre>
          <Button
            size="small"
            icon={<Copy aria-hidden />}
            onClick={() => void requestOrToast('clipboard:write', { text: traceback })}
          >
            Copy
          </Button>
        </>
      )}
    </div>
  )
}
