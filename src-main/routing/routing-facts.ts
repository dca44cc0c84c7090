import type { LocalGateway } from '#shared/local-gateway.ts'
import type { RoutingFacts } from '#shared/routing-file/judge-routing.ts'

import { processEnvironment } from '../local-gateway/process-environment.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Whether LiteLLM on this computer is run with this file. */
export function isLocalConfig({ setup }: LocalGateway, path: string): boolean {
  return setup.config.type === 'file' && setup.config.path === path
}

/**
 * What LiteLLM would find set: with the file of the local gateway what that process gets, with any other file what a program
 * started beside Litedesk would have.
 */
export function routingFacts(path: string, local: LocalGateway, environment: Environment): RoutingFacts {
  if (!isLocalConfig(local, path)) return { variables: setNames(environment) }
  const given = local.variables.filter(({ key }) => key.isSet).map(({ name }) => name)
  const database = local.database.isSet ? ['DATABASE_URL'] : []
  const needed = setNames(processEnvironment(environment))
  return { variables: [...needed, 'LITELLM_MASTER_KEY', 'LITELLM_SALT_KEY', ...given, ...database] }
}

function setNames(environment: Environment): string[] {
  return Object.entries(environment).flatMap(([name, value]) => (value ? [name] : []))
}
