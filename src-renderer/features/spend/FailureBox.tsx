import { Copy } from 'lucide-react'
import { useEffect, useRef } from 'react'

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

/** Takes the focus from the button that is gone. */
function Traceback({ text }: { readonly text: string }) {
  const box = useRef<HTMLPreElement>(null)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  return (
    <pre ref={box} className={styles['traceback']} {...scrollRegion('Traceback')}>
      {text}
    </pre>
  )
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
          <Traceback text={traceback} />
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
