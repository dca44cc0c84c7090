import type { RouteStep } from '#shared/spend-log.ts'

import type { LogEntry } from '../log-entry.ts'

/**
 * The way a call took, as far as the gateway tells: newer ones count retries and fallbacks and name the model that was
 * asked for; older ones name the one that answered.
 */
export function routeOf(
  entry: LogEntry,
  metadata: Readonly<Record<string, unknown>>,
  apiBase: string | null,
): RouteStep[] {
  const asked = textOf(metadata['original_model_group']) ?? entry.model
  const retries = countOf(metadata['attempted_retries'])
  const fallbacks = countOf(metadata['attempted_fallbacks'])
  const steps: RouteStep[] = [{ kind: 'asked', model: asked, detail: null }]
  if (retries > 0) steps.push({ kind: 'retry', model: asked, detail: times(retries, 'tried again') })
  if (fallbacks > 0) {
    steps.push({ kind: 'fallback', model: entry.model, detail: times(fallbacks, 'handed to another model') })
  }
  if (entry.isCacheHit) {
    steps.push({ kind: 'cache', model: entry.model, detail: 'Answered from the gateway’s own cache.' })
  } else if (entry.hasFailed) {
    steps.push({ kind: 'failed', model: entry.model, detail: entry.errorMessage })
  } else {
    const place = [entry.providerModel, apiBase === null ? null : `at ${apiBase}`].filter(
      (part) => part !== null,
    )
    steps.push({ kind: 'answered', model: entry.model, detail: place.length === 0 ? null : place.join(' ') })
  }
  return steps
}

function times(count: number, what: string): string {
  return count === 1 ? `Once ${what}.` : `${count} times ${what}.`
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) ? Math.max(value, 0) : 0
}
