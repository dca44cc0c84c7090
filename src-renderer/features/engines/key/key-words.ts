import type { EngineKeyChain, EngineKeyLink, EngineKeySource } from '#shared/engine.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'

/** What kind of place a key stands in. */
export const sourceWords: Readonly<Record<EngineKeySource, string>> = {
  'auth-profile': 'Stored profile',
  'process-environment': 'Environment',
  'state-env-file': 'The engine’s .env',
  'config-env': 'env in the config file',
  'config-file': 'Config file',
}

/** How a place stands in the order. */
export function keyStateWord(state: EngineKeyLink['state']): string {
  return { wins: 'Used', shadowed: 'Set, but not used', missing: 'Not set', ignored: 'Not taken' }[state]
}

/** Where a provider's key comes from, in a sentence. */
export interface KeySummary {
  readonly text: string
  readonly tone: 'positive' | 'warning' | 'neutral'
}

/** The place that wins; null for the chain of a provider that is not in the file yet. */
export function keySummary(chain: EngineKeyChain | null, { name }: EngineDefinition): KeySummary {
  if (chain === null)
    return { text: 'Where its key comes from is known once the file is saved.', tone: 'neutral' }
  const winner = chain.links.find(({ state }) => state === 'wins')
  if (winner !== undefined) {
    const key = winner.lastFour === null ? 'A key' : `…${winner.lastFour}`
    return { text: `${key} from ${placeOf(winner)}`, tone: 'positive' }
  }
  const ignored = chain.links.find(({ state, note }) => state === 'ignored' && note !== null)
  return { text: ignored?.note ?? `${name} finds no key for it.`, tone: 'warning' }
}

function placeOf({ source, label, displayPath }: EngineKeyLink): string {
  switch (source) {
    case 'auth-profile':
      return `the stored profile ${label}`
    case 'process-environment':
      return `${label} in the environment`
    case 'state-env-file':
    case 'config-env':
      return `${label} in ${displayPath ?? 'the config file'}`
    case 'config-file':
      return 'the config file itself'
  }
}
