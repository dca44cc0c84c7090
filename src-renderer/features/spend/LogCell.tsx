import { CircleCheck, CircleX, Clock, MessageSquare, Zap } from 'lucide-react'

import type { SpendLog } from '#shared/spend-log.ts'
import type { SpendColumn } from '#shared/spend-query.ts'
import { countFigure, durationFigure, usdFigure, wholeFigure } from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import styles from './LogTable.module.css'
import { keyName, shortId } from './log-text.ts'
import { momentParts } from './time-steps.ts'

interface LogCellProps {
  readonly column: SpendColumn
  readonly log: SpendLog
  /** This year is left out of dates. */
  readonly now: Date
}

/** What a column shows of a row. */
export function LogCell({ column, log, now }: LogCellProps) {
  switch (column) {
    case 'time': {
      const { day, time } = momentParts(log.time, now)
      return (
        <>
          <span className={styles['quiet']}>{day}</span> {time}
        </>
      )
    }
    case 'status':
      return <StatusCell log={log} />
    case 'model':
      return <Text text={log.model} />
    case 'providerModel':
      return <Text text={log.providerModel} isQuiet={log.status === 'failure'} />
    case 'provider':
      return <Text text={log.provider} />
    case 'key':
      return log.keyAlias === null && log.keyHash !== null ? (
        <span className={styles['mono']}>{keyName(log)}</span>
      ) : (
        <Text text={log.keyAlias} />
      )
    case 'user':
      return <Text text={log.user} />
    case 'endUser':
      return <Text text={log.endUser} />
    case 'team':
      return <Text text={log.teamAlias ?? log.teamId} />
    case 'tags':
      return <Text text={log.tags.join(', ')} />
    case 'client':
      return <Text text={log.client} />
    case 'session':
      return <SessionCell log={log} />
    case 'callType':
      return <Text text={log.callType} />
    case 'error':
      return <ErrorCell log={log} />
    case 'cost':
      return log.status === 'failure' && Number(log.cost) === 0 ? (
        <Nothing />
      ) : (
        <FigureText figure={usdFigure(log.cost, log.isEstimate)} />
      )
    case 'inputTokens':
    case 'outputTokens':
      return log.status === 'failure' && log[column] === 0 ? <Nothing /> : <Count count={log[column]} />
    case 'cachedTokens':
    case 'reasoningTokens':
      return log[column] === 0 ? <Nothing /> : <Count count={log[column]} />
    case 'durationMs':
      return log.status === 'failure' && log.durationMs === 0 ? (
        <Nothing />
      ) : (
        <FigureText figure={durationFigure(log.durationMs)} />
      )
    case 'firstTokenMs':
      return log.firstTokenMs === null ? (
        <Nothing />
      ) : (
        <FigureText figure={durationFigure(log.firstTokenMs)} />
      )
  }
}

/** A million tokens in one call are rare enough to be told short. */
function Count({ count }: { readonly count: number }) {
  return <FigureText figure={count < 1_000_000 ? wholeFigure(count) : countFigure(count)} />
}

function Text({ text, isQuiet = false }: { readonly text: string | null; readonly isQuiet?: boolean }) {
  if (text === null || text === '') return <Nothing />
  return isQuiet ? <span className={styles['quiet']}>{text}</span> : text
}

function Nothing() {
  return <span className={styles['quiet']}>–</span>
}

function StatusCell({ log }: { readonly log: SpendLog }) {
  if (log.status === 'failure')
    return (
      <span className={styles['failed']}>
        <CircleX aria-hidden />
        {log.errorCode === null || log.errorCode === '' ? 'Failed' : `Failed ${log.errorCode}`}
      </span>
    )
  if (log.isEstimate)
    return (
      <span className={styles['status']}>
        <Clock aria-hidden />
        Estimate
      </span>
    )
  if (log.isCacheHit)
    return (
      <span className={styles['status']}>
        <Zap aria-hidden />
        Cached
      </span>
    )
  return (
    <span className={styles['status']}>
      <CircleCheck aria-hidden className={styles['good']} />
      OK
    </span>
  )
}

function SessionCell({ log }: { readonly log: SpendLog }) {
  if (log.sessionId === null) return <Nothing />
  return (
    <span className={styles['status']}>
      {log.message === null ? null : <MessageSquare aria-label="From Litedesk" />}
      <span className={styles['mono']}>{shortId(log.sessionId)}</span>
    </span>
  )
}

function ErrorCell({ log }: { readonly log: SpendLog }) {
  const { errorClass, errorMessage } = log
  if (errorClass === null && errorMessage === null) return <Nothing />
  return (
    <>
      {errorClass === null ? null : <span className={styles['failed']}>{errorClass} </span>}
      {errorMessage}
    </>
  )
}
