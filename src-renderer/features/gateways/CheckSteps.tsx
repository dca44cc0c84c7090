import { Check, CircleDashed, CircleQuestionMark, Minus, TriangleAlert, X } from 'lucide-react'

import type { CheckStepName } from '#shared/gateway.ts'

import { classNames } from '../../ui/class-names.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './CheckSteps.module.css'
import { checkLines } from './gateway-check.ts'
import type { CheckLine, GatewayCheck } from './gateway-check.ts'

/** The steps of *Connect* as they come in, with what each found and the failure where it happened. */
export function CheckSteps({ check }: { readonly check: GatewayCheck }) {
  return (
    <div>
      <ol className={styles['steps']} aria-live="polite" aria-label="Steps of the check">
        {checkLines(check).map((line) => (
          <li key={line.name} className={styles['step']}>
            <span className={classNames(styles['icon'], styles[line.state])}>
              <StateIcon state={line.state} />
            </span>
            <span className={classNames(styles['name'], isQuiet(line) && styles['quiet'])}>
              {stepNames[line.name]}
              <span className={styles['spoken']}>: {stateWords[line.state]}</span>
            </span>
            {/* A failure's finding is its error, told below. */}
            <span className={styles['finding']}>{line.state === 'failed' ? null : line.finding}</span>
            {line.error !== null && (
              <div ref={bringIntoView} className={styles['error']}>
                {line.state === 'failed' ? <ErrorCard error={line.error} /> : <Warning line={line} />}
              </div>
            )}
          </li>
        ))}
      </ol>
      {check.error !== null && (
        <div ref={bringIntoView} className={styles['error']}>
          <ErrorCard error={check.error} />
        </div>
      )}
    </div>
  )
}

/** A warning does not stop anything, so it is a sentence and not a card. */
function Warning({ line }: { readonly line: CheckLine }) {
  if (line.error === null) return null
  return (
    <p className={styles['warning']}>
      {line.error.message} {line.error.nextStep}
    </p>
  )
}

function StateIcon({ state }: { readonly state: CheckLine['state'] }) {
  switch (state) {
    case 'passed':
      return <Check aria-hidden="true" />
    case 'warned':
      return <TriangleAlert aria-hidden="true" />
    case 'failed':
      return <X aria-hidden="true" />
    case 'unknown':
      return <CircleQuestionMark aria-hidden="true" />
    case 'running':
      return <Spinner />
    case 'skipped':
      return <Minus aria-hidden="true" />
    case 'waiting':
    default:
      return <CircleDashed aria-hidden="true" />
  }
}

/** In a small window the steps lie below the fold. */
function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

function isQuiet({ state }: CheckLine): boolean {
  return state === 'waiting' || state === 'skipped'
}

const stepNames: Record<CheckStepName, string> = {
  reachable: 'Gateway answers',
  litellm: 'It is LiteLLM',
  'key-accepted': 'Key is accepted',
  'key-kind': 'Kind of key',
  database: 'Database',
  models: 'Models',
}

const stateWords: Record<CheckLine['state'], string> = {
  passed: 'passed',
  warned: 'passed with a warning',
  failed: 'failed',
  unknown: 'not known',
  running: 'running',
  waiting: 'waiting',
  skipped: 'not reached',
}
