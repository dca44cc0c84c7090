import { FlaskConical, Plus } from 'lucide-react'
import { useState } from 'react'

import type { Gateway } from '#shared/gateway.ts'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { Button } from '../../ui/Button.tsx'
import { GatewayDialog } from './GatewayDialog.tsx'
import styles from './GatewayList.module.css'
import { GatewayRow } from './GatewayRow.tsx'
import { RemoveGatewayDialog } from './RemoveGatewayDialog.tsx'

/** What is open over the list. */
type Overlay =
  | { readonly type: 'edit'; readonly gateway: Gateway | null }
  | { readonly type: 'remove'; readonly gateway: Gateway }

/** The gateways Litedesk knows, and all that can be done with them. */
export function GatewayList() {
  const gateways = useAppState((state) => state.gateways)
  const activeId = useAppState((state) => state.activeGatewayId)
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const close = (): void => setOverlay(null)
  const hasDemo = gateways.some(({ isDemo }) => isDemo)
  return (
    <>
      <div className={styles['head']}>
        <p className={styles['lead']}>One gateway is in use at a time.</p>
        <Button
          variant="primary"
          icon={<Plus aria-hidden="true" />}
          onClick={() => setOverlay({ type: 'edit', gateway: null })}
        >
          Add gateway
        </Button>
      </div>
      <ul className={styles['list']}>
        {gateways.map((gateway) => (
          <GatewayRow
            key={gateway.id}
            gateway={gateway}
            isActive={gateway.id === activeId}
            onEdit={() => setOverlay({ type: 'edit', gateway })}
            onRemove={() => setOverlay({ type: 'remove', gateway })}
          />
        ))}
      </ul>
      {!hasDemo && (
        <div className={styles['demo']}>
          <Button
            variant="ghost"
            icon={<FlaskConical aria-hidden="true" />}
            onClick={() => void requestOrToast('gateway:use-demo', undefined)}
          >
            Try the demo gateway
          </Button>
        </div>
      )}
      {overlay?.type === 'edit' && <GatewayDialog gateway={overlay.gateway} onClose={close} />}
      {overlay?.type === 'remove' && (
        <RemoveGatewayDialog gateway={overlay.gateway} isLast={gateways.length === 1} onClose={close} />
      )}
    </>
  )
}
