import { valueIn } from '../config-lookup.ts'
import type { Finding } from '../config-problem.ts'
import type { EngineFacts, EngineKeyLink, ModelsFileProvider } from '../../engine.ts'
import { normaliseProviderId } from '../model-ref.ts'
import { PROVIDERS_PATH, type ProviderInFile } from '../providers-in-file.ts'
import { hasVariables } from '../variable-text.ts'

import type { JudgeScope } from './judge-scope.ts'
import { listed, quoted } from './wording.ts'

type ModelsFile = EngineFacts['modelsFiles'][number]

/** What the engine remembers in other files and would use instead of what stands here. */
export function judgeStored(scope: JudgeScope): Finding[] {
  return [
    ...judgeModelsFiles(scope),
    ...scope.providers.flatMap((provider) => judgeProfiles(provider, scope)),
  ]
}

/** Contract §3.6: in merge mode old providers stay in `models.json`, and in some engines old values too. */
function judgeModelsFiles(scope: JudgeScope): Finding[] {
  if (valueIn(scope.root, ['models', 'mode']) === 'replace') return []
  return scope.facts.modelsFiles.flatMap((file) =>
    file.providers.flatMap((remembered) => {
      const provider = scope.providers.find(({ id }) => isSame(id, remembered.providerId, scope))
      return provider ? judgeStale(provider, remembered, file, scope) : judgeLeftover(remembered, file, scope)
    }),
  )
}

function judgeStale(
  provider: ProviderInFile,
  remembered: ModelsFileProvider,
  file: ModelsFile,
  { definition }: JudgeScope,
): Finding[] {
  if (!definition.modelsFileKeepsOldKeys) return []
  const baseUrl = provider.block['baseUrl']
  const isKnown = typeof baseUrl === 'string' && baseUrl !== '' && !hasVariables(baseUrl)
  const hasOtherUrl = isKnown && remembered.baseUrl !== null && remembered.baseUrl !== baseUrl
  const stale = [...(hasOtherUrl ? ['address'] : []), ...(remembered.hasOtherKey === true ? ['key'] : [])]
  if (stale.length === 0) return []
  return [
    {
      code: 'stale-models-file',
      severity: 'warning',
      path: [...provider.path, hasOtherUrl ? 'baseUrl' : 'apiKey'],
      message:
        `The agent ${quoted(file.agentId)} goes on with the old ${listed(stale)} of ${quoted(provider.id)}: ` +
        `${definition.name} keeps what it once wrote into ${file.displayPath}.`,
      fix: forgetFix(file, remembered),
    },
  ]
}

function judgeLeftover(remembered: ModelsFileProvider, file: ModelsFile, scope: JudgeScope): Finding[] {
  if (scope.includes.around(PROVIDERS_PATH).length > 0 || scope.isBuiltIn(remembered.providerId)) return []
  return [
    {
      code: 'leftover-models-file',
      severity: 'info',
      path: PROVIDERS_PATH,
      mark: 'key',
      message:
        `${quoted(remembered.providerId)} is not in this file, but the agent ${quoted(file.agentId)} still has it in ` +
        `${file.displayPath}.`,
      fix: forgetFix(file, remembered),
    },
  ]
}

function forgetFix({ agentId }: ModelsFile, { providerId }: ModelsFileProvider): NonNullable<Finding['fix']> {
  return {
    label: `Forget it for "${agentId}"`,
    mend: { type: 'forget-models-file-provider', agentId, providerId },
  }
}

/** A stored profile wins over the environment and the file. Contract §6.1. */
function judgeProfiles(provider: ProviderInFile, scope: JudgeScope): Finding[] {
  const { facts, definition } = scope
  const chain = facts.keyChains.find(({ providerId }) => isSame(providerId, provider.id, scope))
  const winner = chain?.links.find(({ state }) => state === 'wins')
  const other = chain?.links.find(({ source, state }) => source !== 'auth-profile' && state === 'shadowed')
  if (winner?.source !== 'auth-profile' || !other || !isOtherKey(winner, other)) return []
  const path = [...provider.path, ...(other.source === 'config-file' ? ['apiKey'] : [])]
  const stored = facts.authProfiles.filter(
    (profile) => isSame(profile.providerId, provider.id, scope) && isOtherKey(profile, other),
  )
  const finding = { code: 'winning-auth-profile', severity: 'warning', path, mark: 'key' } as const
  const instead =
    other.source === 'config-file' ? 'the key in this file' : `the key in ${quoted(other.label)}`
  if (stored.length === 0) {
    const message = `${definition.name} uses the stored profile ${quoted(winner.label)} instead of ${instead}.`
    return [{ ...finding, message }]
  }
  return stored.map(({ agentId, profileId, displayPath }) => ({
    ...finding,
    message:
      `For the agent ${quoted(agentId)}, ${definition.name} uses the stored profile ${quoted(profileId)} of ` +
      `${displayPath} instead of ${instead}.`,
    fix: {
      label: `Remove the profile of "${agentId}"`,
      mend: { type: 'remove-auth-profile', agentId, profileId },
    },
  }))
}

/** Whether two keys differ, as far as their ends tell. */
function isOtherKey(one: Pick<EngineKeyLink, 'lastFour'>, other: Pick<EngineKeyLink, 'lastFour'>): boolean {
  return one.lastFour !== other.lastFour
}

function isSame(first: string, second: string, { definition }: JudgeScope): boolean {
  return normaliseProviderId(first, definition) === normaliseProviderId(second, definition)
}
