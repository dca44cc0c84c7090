import type { DriftDifference, EngineDrift } from '#shared/drift.ts'

import { errorOf, request, requestOrToast, showFailure } from '../../../app/bridge.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { driftReread, useDriftReport } from '../drift-report.ts'
import styles from './Difference.module.css'
import { differenceFigures, mendWord } from './drift-words.ts'
import type { Mender } from './use-mender.ts'

interface DifferenceProps {
  readonly engine: EngineDrift
  readonly difference: DriftDifference
  readonly mender: Mender
}

/** One difference, with what mends it. */
export function Difference({ engine, difference, mender }: DifferenceProps) {
  const { ref, isInUse, message, mend } = difference
  const figures = differenceFigures(difference)
  return (
    <li className={styles['difference']}>
      <div className={styles['what']}>
        <p className={styles['ref']}>
          <code>{ref}</code>
          {isInUse && <Badge tone="accent">In use</Badge>}
        </p>
        <p className={styles['message']}>{message}</p>
      </div>
      {figures !== null && (
        <p className={styles['figures']}>
          {figures.inEngine} <span aria-hidden="true">→</span> {figures.onGateway}
        </p>
      )}
      {mend.type === 'allow-key' ? (
        <Button size="small" onClick={() => void allowKey(difference)}>
          {mendWord(mend)}
        </Button>
      ) : mend.type === 'ask-admin' ? (
        <Button size="small" onClick={() => void copyRequest(mend.text)}>
          {mendWord(mend)}
        </Button>
      ) : (
        engine.isEditable && (
          <Button
            size="small"
            variant={mend.type === 'remove-from-engine' ? 'danger' : 'secondary'}
            aria-label={`${mendWord(mend)}: ${ref}`}
            busy={mender.isBusy}
            onClick={() => void mender.mend([{ engine, differences: [difference] }])}
          >
            {mendWord(mend)}
          </Button>
        )
      )}
    </li>
  )
}

async function allowKey({ mend, modelId }: DriftDifference): Promise<void> {
  if (mend.type !== 'allow-key') return
  const gatewayId = useDriftReport.getState().gatewayId
  if (gatewayId === null) return
  const saved = await requestOrToast('virtual-key:update', {
    gatewayId,
    hash: mend.keyHash,
    changes: { models: mend.models },
  })
  if (saved === undefined) return
  showToast({ text: `The key may use ${modelId} now.`, tone: 'positive' })
  await driftReread()
}

async function copyRequest(text: string): Promise<void> {
  try {
    await request('clipboard:write', { text })
    showToast({ text: 'Copied. Send it to the gateway’s admin.', tone: 'positive' })
  } catch (cause) {
    showFailure(errorOf(cause))
  }
}
