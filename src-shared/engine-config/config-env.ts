import type { ConfigValue } from '../config-document/config-edit.ts'

import { objectIn } from './config-lookup.ts'

/**
 * Variables a config file's own `env` block gives the engine, with their values as written: `env.vars`, and the keys beside
 * it, which win. Empty ones are not set. Source: engine config contract §6.2.
 */
export function configEnvironment(root: ConfigValue): ReadonlyMap<string, string> {
  const { vars: _vars, shellEnv: _shellEnv, ...direct } = objectIn(root, ['env'])
  const variables = new Map<string, string>()
  for (const [name, value] of [
    ...Object.entries(objectIn(root, ['env', 'vars'])),
    ...Object.entries(direct),
  ]) {
    if (typeof value === 'string' && value.trim() !== '') variables.set(name.trim(), value)
  }
  return variables
}
