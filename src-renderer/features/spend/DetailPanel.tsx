import { ChevronDown, ChevronUp, MessageSquare, MessageSquarePlus, X } from 'lucide-react'

import type { SpendLog, SpendLogDetail } from '#shared/spend-log.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { durationFigure, usdFigure, wholeFigure } from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { scrollRegion } from '../../ui/scroll-region.ts'
import { useNow } from '../../ui/use-now.ts'
import { messageAsked, promptTried } from '../chat/chat-entry.ts'
import styles from './DetailPanel.module.css'
import { DetailFacts } from './DetailFacts.tsx'
import {
  type DetailPart,
  detailRetried,
  panelClosed,
  partChosen,
  rowOpened,
  useDetail,
} from './detail-store.ts'
import { FailureBox } from './FailureBox.tsx'
import { JsonView } from './JsonView.tsx'
import { LoggedConversation } from './LoggedConversation.tsx'
import { PriceLines } from './PriceLines.tsx'
import { RouteSteps } from './RouteSteps.tsx'
import { placeOf, rowAt } from './row-loader.ts'
import { useSpend } from './spend-store.ts'
import { momentInFull, momentParts } from './time-steps.ts'
import { TimingBar } from './TimingBar.tsx'
import { trialOf } from './trial.ts'

const parts: readonly { readonly value: DetailPart; readonly label: string }[] = [
  { value: 'overview', label: 'Overview' },
  { value: 'conversation', label: 'Conversation' },
  { value: 'json', label: 'JSON' },
]

/** Everything about the chosen row. What the table knows of it is there at once. */
export function DetailPanel() {
  const id = useDetail((state) => state.id)
  const part = useDetail((state) => state.part)
  const { answer, error, isAwaited } = useDetail((state) => state.detail)
  const known = useSpend(({ rows }) => {
    const place = id === null ? null : placeOf(rows, id)
    return place === null ? undefined : rowAt(rows, place)
  })
  const detail = answer?.log.id === id ? answer : null
  const log = detail?.log ?? known
  return (
    <div className={styles['panel']}>
      <Head log={log} />
      {log === undefined ? null : <Summary log={log} detail={detail} />}
      <div className={styles['parts']}>
        <SegmentedControl label="What to show" options={parts} value={part} onChange={partChosen} />
      </div>
      <section className={styles['body']} {...scrollRegion('Details')} aria-busy={isAwaited}>
        {error !== null ? (
          <ErrorCard
            error={error}
            actions={
              <Button size="small" onClick={detailRetried}>
                Try again
              </Button>
            }
          />
        ) : null}
        {log?.status === 'failure' && part === 'overview' ? <FailureBox log={log} detail={detail} /> : null}
        {detail === null ? error === null && <Waiting /> : <Part part={part} detail={detail} />}
      </section>
    </div>
  )
}

function Part({ part, detail }: { readonly part: DetailPart; readonly detail: SpendLogDetail }) {
  switch (part) {
    case 'overview':
      return (
        <>
          <Section title="Cost">
            <PriceLines price={detail.price} isEstimate={detail.log.isEstimate} />
          </Section>
          {detail.timing.totalMs > 0 ? (
            <Section title="Timing">
              <TimingBar timing={detail.timing} />
            </Section>
          ) : null}
          {detail.route.length > 0 ? (
            <Section title="Route">
              <RouteSteps steps={detail.route} />
            </Section>
          ) : null}
          <Section title="Facts">
            <DetailFacts detail={detail} />
          </Section>
        </>
      )
    case 'conversation':
      return <LoggedConversation detail={detail} />
    case 'json':
      return <JsonView detail={detail} />
  }
}

function Section({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section className={styles['section']}>
      <h3 className={styles['heading']}>{title}</h3>
      {children}
    </section>
  )
}

function Head({ log }: { readonly log: SpendLog | undefined }) {
  const now = useNow()
  const moment = log === undefined ? null : momentParts(log.time, now)
  return (
    <header className={styles['head']}>
      <div className={styles['who']}>
        <h2 className={styles['model']} title={log?.model ?? undefined}>
          {log?.model ?? (log === undefined ? '' : 'Unknown model')}
        </h2>
        {log === undefined ? null : <StatusBadge log={log} />}
        {log === undefined || moment === null ? null : (
          <p className={styles['when']} title={momentInFull(log.time)}>
            {moment.day}, {moment.time}
          </p>
        )}
      </div>
      <IconButton label="Previous row" size="small" onClick={() => step(-1)}>
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton label="Next row" size="small" onClick={() => step(1)}>
        <ChevronDown aria-hidden />
      </IconButton>
      <IconButton label="Close" size="small" onClick={panelClosed}>
        <X aria-hidden />
      </IconButton>
    </header>
  )
}

function StatusBadge({ log }: { readonly log: SpendLog }) {
  if (log.status === 'failure') return <Badge tone="negative">Failed</Badge>
  if (log.isEstimate) return <Badge tone="warning">Estimate</Badge>
  return log.isCacheHit ? <Badge tone="accent">From the cache</Badge> : <Badge tone="positive">Success</Badge>
}

/** To the row before or after, as far as it is loaded. */
function step(distance: number): void {
  const { id } = useDetail.getState()
  const { rows } = useSpend.getState()
  const place = id === null ? null : placeOf(rows, id)
  const log = place === null ? undefined : rowAt(rows, place + distance)
  if (log !== undefined) rowOpened(log.id)
}

interface SummaryProps {
  readonly log: SpendLog
  readonly detail: SpendLogDetail | null
}

/** The figures everybody asks for, and what can be done with the row. */
function Summary({ log, detail }: SummaryProps) {
  const { message } = log
  const trial = detail === null ? null : trialOf(detail)
  return (
    <>
      <dl className={styles['figures']}>
        <div>
          <dt>Cost</dt>
          <dd>
            <FigureText figure={usdFigure(log.cost, log.isEstimate)} />
          </dd>
        </div>
        <div>
          <dt>In</dt>
          <dd>
            <FigureText figure={wholeFigure(log.inputTokens)} />
          </dd>
        </div>
        <div>
          <dt>Out</dt>
          <dd>
            <FigureText figure={wholeFigure(log.outputTokens)} />
          </dd>
        </div>
        <div>
          <dt>Duration</dt>
          <dd>
            <FigureText figure={durationFigure(log.durationMs)} />
          </dd>
        </div>
      </dl>
      {message === null && trial === null ? null : (
        <div className={styles['actions']}>
          {message === null ? null : (
            <Button
              size="small"
              icon={<MessageSquare aria-hidden />}
              onClick={() => messageAsked(message.conversationId, message.messageId)}
            >
              Open conversation
            </Button>
          )}
          {trial === null ? null : (
            <Button size="small" icon={<MessageSquarePlus aria-hidden />} onClick={() => promptTried(trial)}>
              Try again in chat
            </Button>
          )}
        </div>
      )}
    </>
  )
}

/** The shape of details on their way. */
function Waiting() {
  return (
    <div className={styles['waiting']} aria-hidden>
      <span />
      <span />
      <span />
      <span />
    </div>
  )
}
