import { CircleCheck, KeyRound, RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { GatewayFacts } from '#shared/gateway.ts'
import type { GatewayWatch } from '#shared/gateway-watch.ts'

import { useAppState } from '../../../app/app-store.ts'
import { requestOrToast } from '../../../app/bridge.ts'
import { useNavigation } from '../../../app/navigation-store.ts'
import { openGateways } from '../../../app/open-gateways.ts'
import { watchWord } from '../../../app/watch-word.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Spinner } from '../../../ui/Spinner.tsx'
import { tooltipAttributes } from '../../../ui/Tooltip.tsx'
import { useDriftReport } from '../drift-report.ts'
import { countDifferences, driftSentence } from '../drift/drift-summary.ts'
import { countOf, formatDistance, formatInstant } from '../gateway-format.ts'
import { newKeyAsked } from '../new-key-asked.ts'
import { SectionPage } from '../SectionPage.tsx'
import { useActiveGateway } from '../use-active-gateway.ts'
import { useMinute } from '../use-minute.ts'
import { databaseWord } from './database-word.ts'
import { KeyInUseCard } from './KeyInUseCard.tsx'
import styles from './Overview.module.css'

/** How the gateway in use is: reachable, how fast, its release, its database, models that are down, and the key in use. */
export function Overview() {
  const active = useActiveGateway()
  const connection = useAppState((state) => state.connection)
  const watch = useAppState((state) => state.gatewayWatch)
  const now = useMinute()
  if (active.phase === 'none') return null
  const { gateway } = active
  const facts = connection.state === 'connected' ? connection.facts : null
  const known = watch?.gatewayId === gateway.id ? watch : null
  const error = active.phase === 'failed' ? active.error : (known?.error ?? null)
  return (
    <SectionPage
      title={gateway.name}
      note={gateway.baseUrl}
      actions={
        <Button
          variant="primary"
          icon={<RotateCw aria-hidden="true" />}
          busy={active.phase === 'connecting'}
          onClick={() => void requestOrToast('gateway:reconnect', undefined)}
        >
          Check again
        </Button>
      }
    >
      <div className={styles['scroller']}>
        <div className={styles['page']}>
          {error !== null && <Trouble error={error} />}
          <StateLine watch={known} facts={facts} now={now} />
          {known !== null && known.modelsDown.length > 0 && <ModelsDown watch={known} now={now} />}
          <div className={styles['columns']}>
            <KeyBlock now={now} />
            <DriftBlock />
          </div>
        </div>
      </div>
    </SectionPage>
  )
}

function Trouble({ error }: { readonly error: AppError }) {
  return (
    <ErrorCard
      error={error}
      actions={
        <Button size="small" onClick={openGateways}>
          Gateways
        </Button>
      }
    />
  )
}

interface StateLineProps {
  readonly watch: GatewayWatch | null
  readonly facts: GatewayFacts | null
  readonly now: Date
}

/** The figures somebody looks for first, side by side. */
function StateLine({ watch, facts, now }: StateLineProps) {
  const connection = useAppState((state) => state.connection)
  const models = useAppState((state) => state.models.length)
  const state = watchWord(connection, watch)
  const database = databaseWord(watch?.database ?? databaseOf(facts))
  const version = watch?.version ?? facts?.version ?? null
  const down = watch?.modelsDown.length ?? 0
  return (
    <dl className={styles['figures']} aria-label="State">
      <Figure
        name="State"
        tone={state.tone}
        hint={watch === null ? null : `Since ${formatInstant(watch.since)}`}
      >
        {connection.state === 'connecting' ? <Spinner /> : <Dot tone={state.tone} />}
        {state.text}
      </Figure>
      <Figure
        name="Answers in"
        hint={watch?.checkedAt == null ? null : `Asked ${formatDistance(watch.checkedAt, now)}`}
      >
        {watch?.latencyMs == null ? (
          '–'
        ) : (
          <>
            {Math.round(watch.latencyMs)} <small>ms</small>
          </>
        )}
      </Figure>
      <Figure name="LiteLLM">{version ?? <small>not told</small>}</Figure>
      <Figure name="Database" tone={database.tone}>
        {database.text}
      </Figure>
      <Figure name="Models" tone={down > 0 ? 'warning' : 'neutral'}>
        {connection.state === 'connected' ? models : '–'}
        {down > 0 && <small>{down} down</small>}
      </Figure>
      <Figure name="Your key">{keyKindWord(facts)}</Figure>
    </dl>
  )
}

interface FigureProps {
  readonly name: string
  readonly tone?: 'positive' | 'neutral' | 'warning' | 'negative'
  readonly hint?: string | null
  readonly children: ReactNode
}

function Figure({ name, tone = 'neutral', hint = null, children }: FigureProps) {
  return (
    <div className={styles['figure']} data-tone={tone} {...(hint === null ? {} : tooltipAttributes(hint))}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A ring for what is wrong, so that the state does not hang on telling red from green. */
function Dot({ tone }: { readonly tone: string }) {
  return <span className={styles['dot']} data-tone={tone} aria-hidden="true" />
}

function databaseOf(facts: GatewayFacts | null): GatewayWatch['database'] {
  if (facts?.hasDatabase == null) return 'unknown'
  return facts.hasDatabase ? 'connected' : 'none'
}

function keyKindWord(facts: GatewayFacts | null): string {
  switch (facts?.keyKind) {
    case 'admin':
      return 'Admin'
    case 'plain':
      return 'Plain'
    default:
      return 'Unknown'
  }
}

function ModelsDown({ watch, now }: { readonly watch: GatewayWatch; readonly now: Date }) {
  return (
    <section className={styles['block']} aria-label="Models that are down">
      <h3 className={styles['heading']}>{countOf(watch.modelsDown.length, 'model')} down</h3>
      <ul className={styles['down']}>
        {watch.modelsDown.map(({ model, source, until }) => (
          <li key={model}>
            <TriangleAlert aria-hidden="true" />
            <span className={styles['model']}>{model}</span>
            <span className={styles['why']}>
              {source === 'cooldown' ? 'refused a call and rests' : 'failed the gateway’s own check'}
              {until !== null && new Date(until) > now && `, back ${formatDistance(until, now)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function KeyBlock({ now }: { readonly now: Date }) {
  const keyInUse = useAppState((state) => state.keyInUse)
  const gatewayId = useAppState((state) => state.activeGatewayId)
  const facts = useAppState(({ connection }) => (connection.state === 'connected' ? connection.facts : null))
  const isKnown = keyInUse !== null && keyInUse.gatewayId === gatewayId
  return (
    <section className={styles['block']} aria-label="Key in use">
      <h3 className={styles['heading']}>Key in use</h3>
      {isKnown ? (
        <KeyInUseCard keyInUse={keyInUse} now={now} />
      ) : (
        <>
          <p className={styles['text']}>{noKeySentence(facts)}</p>
          {facts?.keyKind === 'admin' && facts.hasDatabase !== false && (
            <div>
              <Button size="small" icon={<KeyRound aria-hidden="true" />} onClick={newKeyAsked}>
                New virtual key
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  )
}

function noKeySentence(facts: GatewayFacts | null): string {
  if (facts === null) return 'Known once the gateway is connected.'
  if (facts.hasDatabase === false)
    return 'This gateway has no database, so it counts no spend and keeps no budgets.'
  if (facts.keyKind === 'admin')
    return 'An admin’s key has no budget of its own. For daily use a virtual key is safer: it can be limited, and blocked when it gets lost.'
  return 'The gateway does not tell this key what it may spend.'
}

function DriftBlock() {
  const { value, error, isReading } = useDriftReport()
  const openGateway = useNavigation((navigation) => navigation.openGateway)
  const counts = value === null ? null : countDifferences(value)
  return (
    <section className={styles['block']} aria-label="Engines">
      <h3 className={styles['heading']}>Engines’ files</h3>
      {value !== null && counts !== null ? (
        <>
          <p className={styles['verdict']} data-tone={counts.wrong > 0 ? 'warning' : 'positive'}>
            {counts.wrong > 0 ? <TriangleAlert aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
            <span>{driftSentence(value)}</span>
          </p>
          <div>
            <Button size="small" onClick={() => openGateway('drift')}>
              Show drift
            </Button>
          </div>
        </>
      ) : error !== null ? (
        <p className={styles['text']}>{error.message}</p>
      ) : (
        <p className={styles['text']}>
          {isReading ? 'Comparing…' : 'Compared once the gateway is connected.'}
        </p>
      )}
    </section>
  )
}
