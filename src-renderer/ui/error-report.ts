import type { AppError } from '#shared/app-error.ts'

/** Name and value of every technical fact an error carries, in the order they are shown. */
export function errorFacts(error: AppError): [string, string][] {
  const facts: [string, string | null][] = [
    ['Kind', error.kind],
    ['Status', error.status === null ? null : String(error.status)],
    ['Request id', error.requestId],
    ['Retry after', error.retryAfterMs === null ? null : `${String(Math.ceil(error.retryAfterMs / 1000))} s`],
  ]
  return facts.filter((fact): fact is [string, string] => fact[1] !== null)
}

/** The whole error as text for a bug report or a colleague. */
export function errorReport(error: AppError): string {
  const facts = errorFacts(error).map(([name, value]) => `${name}: ${value}`)
  return [error.message, error.nextStep, ...facts, error.details].filter((line) => line !== null).join('\n')
}
