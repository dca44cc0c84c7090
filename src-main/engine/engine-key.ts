import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { providerIn } from '#shared/engine-config/providers-in-file.ts'
import { substituteVariables } from '#shared/engine-config/variable-text.ts'
import type { EngineKeyLink, EngineKeySource } from '#shared/engine.ts'

import type { TextLook } from './engine-reading.ts'
import { engineVariables } from './engine-variables.ts'
import type { Machine } from './machine.ts'

/** The key an engine would send. Stays in main. */
export interface EngineKey {
  readonly key: string
  readonly source: EngineKeySource
}

/** The key the engine would use for a provider of its config; null where it finds none that Litedesk can read. */
export function engineKeyOf(
  providerId: string,
  { config, files, facts }: TextLook,
  machine: Machine,
): EngineKey | null {
  const chain = facts.keyChains.find((candidate) => candidate.providerId === providerId)
  const winner = chain?.links.find(({ state }) => state === 'wins')
  if (!winner || config === null) return null
  const variables = engineVariables(machine.environment, files.dotenv ?? new Map(), config.value)
  const key = keyFrom(winner, config.value)
  return key ? { key, source: winner.source } : null

  function keyFrom({ source, label }: EngineKeyLink, root: ConfigValue): string | null {
    if (source === 'auth-profile') {
      const stored = files.agents[0]?.stored?.profiles
      return stored?.find(({ profileId }) => profileId === label)?.key ?? null
    }
    if (source !== 'config-file') return variables.get(label)?.value ?? null
    const written = providerIn(root, providerId)?.block['apiKey']
    if (typeof written !== 'string' || written.trim().startsWith('!')) return null
    const { text, missing } = substituteVariables(written.trim(), (name) => variables.get(name)?.value)
    return missing.length === 0 ? text : null
  }
}
