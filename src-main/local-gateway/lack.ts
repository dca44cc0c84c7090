import { AppFailure } from '#shared/app-error.ts'
import type { LocalGatewayStatus } from '#shared/local-gateway.ts'

import { judgeKey, readReadiness } from '../gateway/gateway-facts.ts'
import type { PreparedRun } from './run-preparation.ts'

type Lack = Extract<LocalGatewayStatus, { state: 'running' }>['lack']

/** What a LiteLLM lacks though it serves. Throws AppFailure when it does not take its own key. */
export async function readLack(
  baseUrl: string,
  { adminKey, missing, hasDatabase: wasToHaveDatabase }: PreparedRun,
): Promise<Lack> {
  const address = { baseUrl, key: adminKey }
  const verdict = await judgeKey(address)
  if (verdict.state === 'refused') {
    throw new AppFailure({
      ...verdict.error,
      message: 'LiteLLM does not take the admin key it was given.',
      nextStep: 'See whether the config file or its own settings state another master key.',
    })
  }
  if (missing.length > 0) return 'key'
  const { hasDatabase } = await readReadiness(address).catch(() => ({ hasDatabase: null }))
  if (hasDatabase !== false) return null
  return wasToHaveDatabase ? 'database-lost' : 'database'
}
