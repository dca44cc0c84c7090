import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import { arrayIn, textIn } from '#shared/engine-config/config-lookup.ts'

import { expandPath, type EnginePlace } from './engine-places.ts'
import type { Machine } from './machine.ts'

/** Where one agent of an engine keeps its auth profiles and its `models.json`. */
export interface AgentFolder {
  readonly agentId: string
  /** Absolute; need not exist. */
  readonly folder: string
}

/** The agent there is when the config lists none. */
export const MAIN_AGENT = 'main'

/**
 * The agents that have a folder, and the main one in any case, which comes first. `config` is the config file with its
 * includes, where agents may be told to keep their files elsewhere. Source: engine config contract §3.6, §6.4.
 */
export async function findAgentFolders(
  place: EnginePlace,
  machine: Machine,
  config: ConfigValue | null,
): Promise<AgentFolder[]> {
  const { paths } = machine
  const agents = paths.join(place.stateFolder, 'agents')
  const folders = new Map([[MAIN_AGENT, place.mainAgentFolder ?? paths.join(agents, MAIN_AGENT, 'agent')]])
  for (const agentId of (await machine.foldersIn(agents)).sort()) {
    if (agentId !== MAIN_AGENT) folders.set(agentId, paths.join(agents, agentId, 'agent'))
  }
  for (const agent of arrayIn(config ?? null, ['agents', 'list'])) {
    const agentId = textIn(agent, ['id'])?.toLowerCase()
    const folder = textIn(agent, ['agentDir'])
    if (agentId !== undefined && folder !== null) {
      folders.set(agentId, expandPath(folder, place.definition, machine))
    }
  }
  return [...folders].map(([agentId, folder]) => ({ agentId, folder }))
}
