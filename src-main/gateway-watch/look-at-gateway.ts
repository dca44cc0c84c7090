import { AppFailure, appError, type AppError } from '#shared/app-error.ts'
import type { GatewayWatch } from '#shared/gateway-watch.ts'

import { getFromGateway, type GatewayAddress } from '../gateway/gateway-client.ts'
import { readReadiness } from '../gateway/gateway-facts.ts'

/** Longer than a gateway takes that is well, in ms. */
const TIMEOUT_MS = 10_000

/** What one look tells. */
export type GatewayLook = Pick<GatewayWatch, 'state' | 'latencyMs' | 'version' | 'database' | 'error'>

/**
 * Asks the two public routes that cost nothing, without the key. `hadDatabase`: what was known when Litedesk connected,
 * which tells a lost database from none. Throws only when cancelled.
 */
export async function lookAtGateway(
  address: GatewayAddress,
  hadDatabase: boolean | null,
  signal: AbortSignal,
  timeoutMs = TIMEOUT_MS,
): Promise<GatewayLook> {
  const open: GatewayAddress = { baseUrl: address.baseUrl, key: null }
  const startedAt = performance.now()
  try {
    const alive = await getFromGateway(open, '/health/liveliness', { signal, timeoutMs })
    if (typeof alive.json !== 'string') throw new AppFailure(notLiteLlm())
  } catch (cause) {
    const error = errorOf(cause)
    // A gateway that is about to stop says so with 503.
    const state = error.status === 503 ? 'not-ready' : 'down'
    return { state, latencyMs: null, version: null, database: 'unknown', error }
  }
  const latencyMs = Math.round(performance.now() - startedAt)
  try {
    const { version, hasDatabase } = await readReadiness(open, signal)
    return { state: 'up', latencyMs, version, database: databaseOf(hasDatabase), error: null }
  } catch (cause) {
    const error = errorOf(cause)
    const isLost = error.status === 503 && hadDatabase !== false
    if (error.status === 503) {
      return {
        state: 'not-ready',
        latencyMs,
        version: null,
        database: isLost ? 'lost' : 'unknown',
        error: notReady(error),
      }
    }
    // It is alive; that this route is closed to the public is no fault.
    return { state: 'up', latencyMs, version: null, database: 'unknown', error: null }
  }
}

function databaseOf(hasDatabase: boolean | null): GatewayLook['database'] {
  if (hasDatabase === null) return 'unknown'
  return hasDatabase ? 'connected' : 'none'
}

function notReady(error: AppError): AppError {
  return {
    ...error,
    message: 'The gateway is up but not ready: it has lost its database.',
    nextStep: 'Look at the gateway’s log and its database. Chat may go on meanwhile.',
  }
}

function notLiteLlm(): AppError {
  return appError('not-litellm', 'What answers at this address is not a LiteLLM gateway.', {
    nextStep: 'Check the address and the port.',
  })
}

function errorOf(cause: unknown): AppError {
  if (cause instanceof AppFailure && cause.error.kind !== 'cancelled') return cause.error
  throw cause
}
