import { isChatModel } from '#shared/model-use.ts'
import { AppFailure, appError, type AppError } from '#shared/app-error.ts'
import type { CheckStep, CheckStepName } from '#shared/gateway.ts'

import { getFromGateway, type GatewayAddress } from './gateway-client.ts'
import { judgeKey, readReadiness } from './gateway-facts.ts'
import { listModels } from './model-list.ts'

/**
 * The steps of *Connect*, one after the other; the first failure ends them. None of these routes costs money.
 * `address` is asked for only when the gateway itself answered, so an unreadable key is a failed step of its own.
 */
export async function* checkGateway(
  baseUrl: string,
  keyOf: () => Promise<string | null>,
  signal: AbortSignal,
): AsyncGenerator<CheckStep> {
  const open: GatewayAddress = { baseUrl, key: null }
  try {
    const alive = await getFromGateway(open, '/health/liveliness', { signal })
    yield passed('reachable', baseUrl)
    if (typeof alive.json !== 'string' || !/alive/i.test(alive.json)) throw new AppFailure(notLiteLlm())
  } catch (cause) {
    const error = errorOf(cause)
    if (isAnswer(error)) {
      yield passed('reachable', baseUrl)
      yield failed('litellm', asForeign(error))
    } else {
      yield failed(error.kind === 'not-litellm' ? 'litellm' : 'reachable', error)
    }
    return
  }

  let hasDatabase: boolean | null = null
  try {
    const readiness = await readReadiness(open, signal)
    hasDatabase = readiness.hasDatabase
    yield passed('litellm', readiness.version === null ? 'LiteLLM' : `LiteLLM ${readiness.version}`)
  } catch (cause) {
    const error = errorOf(cause)
    // 503 from a gateway that has lost its database: it may still chat.
    if (error.status !== 503) {
      yield failed('litellm', error)
      return
    }
    yield { name: 'litellm', outcome: 'warned', finding: 'LiteLLM, not ready', error }
  }

  let address: GatewayAddress
  try {
    address = { baseUrl, key: await keyOf() }
    const verdict = await judgeKey(address, signal)
    if (verdict.state === 'refused') {
      yield failed('key-accepted', verdict.error)
      return
    }
    if (verdict.lacksDatabase) hasDatabase = false
    yield passed('key-accepted', address.key === null ? 'No key needed' : 'Key accepted')
    yield passed('key-kind', verdict.kind === 'admin' ? 'Admin key' : 'Plain key: chat and its own budget')
  } catch (cause) {
    yield failed('key-accepted', errorOf(cause))
    return
  }

  yield databaseStep(hasDatabase)
  try {
    const models = (await listModels(address, signal)).filter(isChatModel)
    yield models.length > 0
      ? passed('models', models.length === 1 ? '1 chat model' : `${models.length} chat models`)
      : failed('models', noModels())
  } catch (cause) {
    yield failed('models', errorOf(cause))
  }
}

function databaseStep(hasDatabase: boolean | null): CheckStep {
  if (hasDatabase === null) {
    return { name: 'database', outcome: 'unknown', finding: 'The gateway does not say', error: null }
  }
  if (hasDatabase) return passed('database', 'Connected')
  return {
    name: 'database',
    outcome: 'warned',
    finding: 'None: chat works; virtual keys, budgets and spend logs need one',
    error: null,
  }
}

function passed(name: CheckStepName, finding: string): CheckStep {
  return { name, outcome: 'passed', finding, error: null }
}

function failed(name: CheckStepName, error: AppError): CheckStep {
  return { name, outcome: 'failed', finding: error.message, error }
}

/** Whether something answered over HTTP, though not as a gateway should. */
function isAnswer(error: AppError): boolean {
  return error.status !== null
}

/** A refusal of LiteLLM's public route means that something else answers, unless that something is merely failing. */
function asForeign(error: AppError): AppError {
  if (error.kind === 'gateway-failed' || error.kind === 'not-found' || error.kind === 'timed-out')
    return error
  return { ...notLiteLlm(), status: error.status, details: error.details }
}

function notLiteLlm(): AppError {
  return appError('not-litellm', 'What answers at this address is not a LiteLLM gateway.', {
    nextStep: 'Check the address and the port.',
    status: 200,
  })
}

function noModels(): AppError {
  return appError('model-unknown', 'The gateway offers this key no chat model.', {
    nextStep: 'Add a model to the gateway, or ask its admin to allow this key one.',
  })
}

function errorOf(cause: unknown): AppError {
  if (cause instanceof AppFailure) return cause.error
  throw cause
}
