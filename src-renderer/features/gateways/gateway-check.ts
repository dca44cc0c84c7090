import type { AppError } from '#shared/app-error.ts'
import type { CheckStep, CheckStepName } from '#shared/gateway.ts'

/** A run of *Connect*: what has come of it so far. */
export interface GatewayCheck {
  readonly id: string
  readonly isRunning: boolean
  readonly steps: readonly CheckStep[]
  /** Why the check could not be run at all, or the gateway not saved after it; null otherwise. */
  readonly error: AppError | null
}

/** A line of the list of steps. `running` is the one being waited for; `skipped` was not reached. */
export interface CheckLine {
  readonly name: CheckStepName
  readonly state: CheckStep['outcome'] | 'running' | 'waiting' | 'skipped'
  readonly finding: string
  readonly error: AppError | null
}

/** The order main runs the steps in. Source: CheckStepName. */
const stepOrder: readonly CheckStepName[] = [
  'reachable',
  'litellm',
  'key-accepted',
  'key-kind',
  'database',
  'models',
]

/** Begins a check. */
export function startedCheck(id: string): GatewayCheck {
  return { id, isRunning: true, steps: [], error: null }
}

/** Takes in one step; those of another check are ignored, and a step told twice counts once. */
export function applyStep(check: GatewayCheck, checkId: string, step: CheckStep): GatewayCheck {
  if (check.id !== checkId) return check
  const others = check.steps.filter(({ name }) => name !== step.name)
  return { ...check, steps: [...others, step] }
}

/** Ends a check with all its steps, which may hold some whose events are still under way. */
export function finishedCheck(check: GatewayCheck, steps: readonly CheckStep[]): GatewayCheck {
  return { ...check, isRunning: false, steps }
}

/** Ends a check that broke, with what had come until then. */
export function brokenCheck(check: GatewayCheck, error: AppError): GatewayCheck {
  return { ...check, isRunning: false, error }
}

/** Whether the gateway can be used as it was checked: everything has run and nothing failed. */
export function hasPassed(check: GatewayCheck): boolean {
  return (
    !check.isRunning &&
    check.error === null &&
    check.steps.length > 0 &&
    check.steps.every(({ outcome }) => outcome !== 'failed')
  )
}

/** All steps as lines in their order: those that have ended, the one that runs, those that wait or were not reached. */
export function checkLines(check: GatewayCheck): CheckLine[] {
  const next = stepOrder.find((name) => !check.steps.some((step) => step.name === name))
  return stepOrder.map((name) => {
    const step = check.steps.find((ended) => ended.name === name)
    if (step !== undefined) return { name, state: step.outcome, finding: step.finding, error: step.error }
    const state = check.isRunning ? (name === next ? 'running' : 'waiting') : 'skipped'
    return { name, state, finding: '', error: null }
  })
}
