import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { configEnvironment } from '#shared/engine-config/config-env.ts'
import type { EngineFacts } from '#shared/engine.ts'

import type { Environment } from './machine.ts'

type VariableSource = EngineFacts['variables'][number]['source']

/** A variable as the engine would get it. Holds a value that may be a key: stays in main. */
export interface EngineVariable {
  readonly name: string
  readonly value: string
  readonly source: VariableSource
}

/** What a config can refer to. Source: engine config contract §2.2. */
const NAME = /^[A-Z_][A-Z0-9_]*$/

/**
 * The variables an engine finds, by name: those of its process, then of its `.env` file, then of its config; the first that
 * is not empty counts. Litedesk's own environment stands for the engine's, which may differ. Source: engine config contract
 * §6.2.
 */
export function engineVariables(
  environment: Environment,
  dotenv: ReadonlyMap<string, string>,
  config: ConfigValue | null,
): ReadonlyMap<string, EngineVariable> {
  const found = new Map<string, EngineVariable>()
  const add = (entries: Iterable<readonly [string, string | undefined]>, source: VariableSource): void => {
    for (const [name, value] of entries) {
      if (value && NAME.test(name) && !found.has(name)) found.set(name, { name, value, source })
    }
  }
  add(Object.entries(environment), 'process-environment')
  add(dotenv, 'state-env-file')
  add(config === null ? [] : configEnvironment(config), 'config-env')
  return found
}
