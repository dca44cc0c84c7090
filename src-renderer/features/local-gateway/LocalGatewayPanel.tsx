import { useEffect, useState } from 'react'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { LogView } from './LogView.tsx'
import styles from './LocalGateway.module.css'
import { SetupView } from './SetupView.tsx'
import { StatusCard } from './StatusCard.tsx'

type Part = 'setup' | 'log'

const parts = [
  { value: 'setup', label: 'Setup' },
  { value: 'log', label: 'Log' },
] as const

/** LiteLLM on this computer: how it is, how it is run, and what it writes. */
export function LocalGatewayPanel() {
  const hasSearched = useAppState((state) => state.localGateway.hasSearched)
  const [part, setPart] = useState<Part>('setup')
  useEffect(() => {
    if (!hasSearched) void requestOrToast('local-gateway:find', undefined)
  }, [hasSearched])
  return (
    <div className={styles['panel']} data-part={part}>
      <div className={styles['content']}>
        <StatusCard />
        <div className={styles['parts']}>
          <SegmentedControl label="Part" options={parts} value={part} onChange={setPart} />
        </div>
        {part === 'setup' ? <SetupView /> : <LogView />}
      </div>
    </div>
  )
}
