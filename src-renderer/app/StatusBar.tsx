import { RotateCw, TriangleAlert } from 'lucide-react'

import type { Connection, Gateway } from '#shared/gateway.ts'
import { localGatewayWord } from '#shared/local-gateway-word.ts'
import type { GatewayWatch } from '#shared/gateway-watch.ts'
import { formatUsd } from '#shared/usd-format.ts'

import { openSpend } from '../features/spend/open-spend.ts'
import { todayWords } from '../features/spend/spend-today.ts'
import { classNames } from '../ui/class-names.ts'
import { Spinner } from '../ui/Spinner.tsx'
import { tooltipAttributes } from '../ui/Tooltip.tsx'
import { useAppState } from './app-store.ts'
import { requestOrToast } from './bridge.ts'
import { watchWord } from './watch-word.ts'
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
      <LocalGatewayStatus />
      <div className={styles['gap']} />
      <BudgetStatus />
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

/** What is left of the budget of the key in use, and a warning from 80 % on. */
function BudgetStatus() {
  const key = useAppState(({ keyInUse, activeGatewayId }) =>
    keyInUse?.gatewayId === activeGatewayId ? keyInUse : null,
  )
  const openGateway = useNavigation((navigation) => navigation.openGateway)
  if (key === null || key.remaining === null || key.maxBudget === null) return null
  const { state, remaining, spend, maxBudget } = key
  return (
    <button
      type="button"
      className={classNames(styles['entry'], styles['budget'], styles[state])}
      {...tooltipAttributes(`${formatUsd(spend)} of this key’s ${formatUsd(maxBudget)} are spent`)}
      onClick={() => openGateway('overview')}
    >
      {state !== 'ok' && <TriangleAlert aria-hidden="true" />}
      {state === 'exhausted' ? 'Budget used up' : `${formatUsd(remaining)} left`}
    </button>
  )
}

interface GatewayStatusProps {
  readonly gateway: Gateway | undefined
  readonly connection: Connection
}

function GatewayStatus({ gateway, connection }: GatewayStatusProps) {
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  const watch = useAppState(({ gatewayWatch }) =>
    gatewayWatch?.gatewayId === gateway?.id ? gatewayWatch : null,
  )
  const { text: word, tone } = watchWord(connection, watch ?? null)
  return (
    <button
      type="button"
      className={classNames(styles['entry'], styles['gateway'])}
      {...tooltipAttributes(gatewayHint(connection, watch ?? null))}
      onClick={() => openPlace('settings', 'gateways')}
    >
      {connection.state === 'connecting' ? (
        <Spinner />
      ) : (
        <span className={classNames(styles['dot'], styles[tone])} aria-hidden="true" />
      )}
      <span className={styles['name']}>{gateway?.name ?? 'No gateway'}</span>
      <span className={styles['word']} aria-live="polite">
        {word}
      </span>
    </button>
  )
}

function gatewayHint(connection: Connection, watch: GatewayWatch | null): string {
  if (connection.state === 'failed') return connection.error.message
  if (watch?.error != null && watch.state !== 'up') return watch.error.message
  if (watch?.latencyMs != null) return `Answers in ${String(Math.round(watch.latencyMs))} ms`
  return 'Show gateways'
}

/** LiteLLM on this computer, while it does something. */
function LocalGatewayStatus() {
  const word = useAppState((state) => localGatewayWord(state.localGateway.status))
  const openGateway = useNavigation((navigation) => navigation.openGateway)
  if (word === null) return null
  return (
    <button
      type="button"
      className={styles['entry']}
      {...tooltipAttributes('LiteLLM on this computer')}
      onClick={() => openGateway('computer')}
    >
      <span>LiteLLM here</span>
      <span className={styles['word']} aria-live="polite">
        {word}
      </span>
    </button>
  )
}
