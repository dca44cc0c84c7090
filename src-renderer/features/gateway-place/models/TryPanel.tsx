import { Play } from 'lucide-react'
import { useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import { estimateTry, type ModelGroup, type ModelTrial, TRY_QUESTION } from '#shared/deployment.ts'
import { formatUsd } from '#shared/usd-format.ts'

import { useAppState } from '../../../app/app-store.ts'
import { errorOf, request } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { formatDuration } from '../../chat/chat-format.ts'
import { formatWhole } from '../gateway-format.ts'
import styles from './TryPanel.module.css'

interface TryPanelProps {
  readonly group: ModelGroup
  readonly gatewayId: string
}

type Trial =
  | { readonly phase: 'none' | 'asking' }
  | { readonly phase: 'failed'; readonly error: AppError }
  | { readonly phase: 'done'; readonly trial: ModelTrial }

/** Asks a model one short question; what that costs at most stands beside the button. */
export function TryPanel({ group, gatewayId }: TryPanelProps) {
  const [state, setState] = useState<Trial>({ phase: 'none' })
  const isUsedUp = useAppState(
    ({ keyInUse }) => keyInUse?.gatewayId === gatewayId && keyInUse.state === 'exhausted',
  )
  const cost = estimateTry(group.prices)

  const ask = async (): Promise<void> => {
    setState({ phase: 'asking' })
    try {
      setState({
        phase: 'done',
        trial: await request('deployment:try', { gatewayId, model: group.name, id: null }),
      })
    } catch (cause) {
      const error = errorOf(cause)
      setState(error.kind === 'cancelled' ? { phase: 'none' } : { phase: 'failed', error })
    }
  }
  return (
    <div className={styles['panel']}>
      <div className={styles['ask']}>
        <Button
          icon={<Play aria-hidden="true" />}
          busy={state.phase === 'asking'}
          disabled={isUsedUp}
          onClick={() => void ask()}
        >
          {state.phase === 'done' ? 'Try again' : 'Try it'}
        </Button>
        <p className={styles['cost']}>
          {isUsedUp ? 'This key’s budget is used up, so the gateway would refuse it.' : costSentence(cost)}
        </p>
      </div>
      <div className={styles['outcome']} aria-live="polite">
        {state.phase === 'failed' && <ErrorCard error={state.error} />}
        {state.phase === 'done' && <Result trial={state.trial} />}
      </div>
    </div>
  )
}

function costSentence(cost: string | null): string {
  const question = `Asks “${TRY_QUESTION}”`
  if (cost === null) return `${question} What it costs is not known.`
  return Number(cost) === 0
    ? `${question} It costs nothing.`
    : `${question} It costs ${formatUsd(cost)} at most.`
}

function Result({ trial }: { readonly trial: ModelTrial }) {
  const { text, finishReason, latencyMs, inputTokens, outputTokens, cost, deploymentId } = trial
  const figures = [
    { name: 'Time', value: formatDuration(latencyMs) },
    { name: 'Tokens in', value: inputTokens === null ? '–' : formatWhole(inputTokens) },
    { name: 'Tokens out', value: outputTokens === null ? '–' : formatWhole(outputTokens) },
    { name: 'Cost', value: cost === null ? 'not known' : formatUsd(cost) },
  ]
  return (
    <div className={styles['result']}>
      <blockquote className={styles['answer']}>
        {text === '' ? 'It answered with nothing.' : text}
        {finishReason === 'length' && '…'}
      </blockquote>
      <dl className={styles['figures']} aria-label="Use and cost">
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {deploymentId !== null && (
        <p className={styles['by']}>
          Answered by <code>{deploymentId}</code>
        </p>
      )}
    </div>
  )
}
