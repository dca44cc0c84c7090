import { RotateCw } from 'lucide-react'

import type { Connection, Gateway } from '#shared/gateway.ts'

import { openSpend } from '../features/spend/open-spend.ts'
import { todayWords } from '../features/spend/spend-today.ts'
import { classNames } from '../ui/class-names.ts'
import { Spinner } from '../ui/Spinner.tsx'
import { tooltipAttributes } from '../ui/Tooltip.tsx'
import { useAppState } from './app-store.ts'
import { requestOrToast } from './bridge.ts'
import { connectionWord } from './connection-word.ts'
import { useNavigation } from './navigation-store.ts'
import { runShortcut } from './shortcuts.ts'
import styles from './StatusBar.module.css'

/** The gateway and how it is, and the model every new message asks. */
export function StatusBar() {
  const gateways = useAppState((state) => state.gateways)
  const activeId = useAppState((state) => state.activeGatewayId)
  const connection = useAppState((state) => state.connection)
  const model = useAppState((state) => state.chosenModel)
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  const chooseModel = (): void => {
    openPlace('chat')
    runShortcut('chat.choose-model')
  }
  const gateway = gateways.find(({ id }) => id === activeId)
  return (
    <footer className={styles['bar']} aria-label="Status">
      <GatewayStatus gateway={gateway} connection={connection} />
      {connection.state === 'failed' && (
        <button
          type="button"
          className={styles['entry']}
          onClick={() => void requestOrToast('gateway:reconnect', undefined)}
        >
          <RotateCw aria-hidden="true" />
          Retry
        </button>
      )}
      <div className={styles['gap']} />
      <SpentToday />
      {model !== null && (
        <button
          type="button"
          className={classNames(styles['entry'], styles['model'])}
          {...tooltipAttributes('Model for new messages', 'Mod+Shift+M')}
          aria-label={`Model: ${model}`}
          onClick={chooseModel}
        >
          <span className={styles['name']}>{model}</span>
        </button>
      )}
    </footer>
  )
}

function SpentToday() {
  const today = useAppState((state) => state.spend)
  const words = todayWords(today)
  if (words === null) return null
  return (
    <button
      type="button"
      className={classNames(styles['entry'], styles['spent'])}
      {...tooltipAttributes(words.hint)}
      onClick={() => openSpend({ type: 'today' })}
    >
      {words.text}
    </button>
  )
}

interface GatewayStatusProps {
  readonly gateway: Gateway | undefined
  readonly connection: Connection
}

function GatewayStatus({ gateway, connection }: GatewayStatusProps) {
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  const word = connectionWord(connection)
  return (
    <button
      type="button"
      className={classNames(styles['entry'], styles['gateway'])}
      {...tooltipAttributes(connection.state === 'failed' ? connection.error.message : 'Show gateways')}
      onClick={() => openPlace('settings', 'gateways')}
    >
      {connection.state === 'connecting' ? (
        <Spinner />
      ) : (
        <span className={classNames(styles['dot'], styles[connection.state])} aria-hidden="true" />
      )}
      <span className={styles['name']}>{gateway?.name ?? 'No gateway'}</span>
      <span className={styles['word']} aria-live="polite">
        {word}
      </span>
    </button>
  )
}
