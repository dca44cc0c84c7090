import { objectIn, textIn } from '../config-lookup.ts'
import type { Finding, ProblemFix } from '../config-problem.ts'
import { formatModelRef, modelPart, normaliseProviderId, parseModelRef, type ModelRef } from '../model-ref.ts'
import {
  AGENTS_PATH,
  ALLOWLIST_PATH,
  DEFAULT_MODEL_PATH,
  modelRefSites,
  refEdit,
  type ModelRefSite,
} from '../model-ref-sites.ts'
import { PROVIDERS_PATH } from '../providers-in-file.ts'
import { hasVariables } from '../variable-text.ts'

import type { JudgeScope } from './judge-scope.ts'
import { modelIndex, type ModelIndex } from './model-index.ts'
import { quoted } from './wording.ts'

/** References to models that lead to none, and a default model that nobody chose. */
export function judgeRefs(scope: JudgeScope): Finding[] {
  const aliases = aliasesIn(scope)
  const index = modelIndex(scope)
  return [
    ...modelRefSites(scope.root).flatMap((site) => judgeRef(site, { scope, aliases, index })),
    ...judgeMissingPrimary(scope),
  ]
}

interface RefScope {
  readonly scope: JudgeScope
  readonly aliases: ReadonlySet<string>
  readonly index: ModelIndex
}

function judgeRef(site: ModelRefSite, { scope, aliases, index }: RefScope): Finding[] {
  const text = site.text.trim()
  if (text === '' || hasVariables(text)) return []
  const ref = parseModelRef(text, scope.definition)
  const fault = ref ? faultOf(ref, text, site, scope, index) : faultOfAlias(text, aliases, scope)
  if (fault === null) return []
  const meant = index.nearest(text)
  return [
    {
      code: 'unknown-model-ref',
      severity: site.isKey ? 'info' : 'warning',
      path: site.path,
      ...(site.isKey ? { mark: 'key' } : {}),
      message: fault,
      fix: meant === null ? null : useFix(meant, site, scope),
    },
  ]
}

/** Why a reference with a provider leads to no model, in words; null when it does, or may. */
function faultOf(
  ref: ModelRef,
  text: string,
  site: ModelRefSite,
  { definition, facts, includes, isBuiltIn }: JudgeScope,
  { providers }: ModelIndex,
): string | null {
  const provider = providers.get(ref.providerId)
  if (isBuiltIn(ref.providerId) || includes.around(PROVIDERS_PATH).length > 0) return null
  if (!provider) {
    const isRemembered = facts.modelsFiles
      .flatMap((file) => file.providers)
      .some(({ providerId }) => normaliseProviderId(providerId, definition) === ref.providerId)
    if (isRemembered) return null
    const ignored = site.isKey && definition.ignoresAllowlistStrangers
    return `No provider ${quoted(ref.providerId)} is configured, so ${definition.name} ${
      ignored ? 'ignores this entry' : 'cannot use this model'
    }.`
  }
  const { modelIds, mayHaveMore } = provider
  if (mayHaveMore || modelIds.has(ref.modelId) || modelIds.has(modelPart(text))) return null
  return (
    `${quoted(provider.id)} lists no model ${quoted(ref.modelId)}. ${definition.name} would ask for it all the same, ` +
    "as a model for text only and with another model's context window."
  )
}

function faultOfAlias(text: string, aliases: ReadonlySet<string>, { definition }: JudgeScope): string | null {
  if (text.includes('/')) return `${quoted(text)} is no model: it takes the form "provider/model".`
  if (aliases.has(text.toLowerCase())) return null
  return `${quoted(text)} names no provider and is no alias, so ${definition.name} takes it for a model of "anthropic".`
}

function useFix(ref: string, site: ModelRefSite, { root }: JudgeScope): ProblemFix {
  return { label: `Use ${quoted(ref)}`, edits: [refEdit(root, site, ref)] }
}

/** A file that configures models and chooses none leaves the engine with a model of its own. */
function judgeMissingPrimary(scope: JudgeScope): Finding[] {
  const { definition, providers, root } = scope
  const first = providers.flatMap(({ id, models }) =>
    models.flatMap((model) => (model.id ? [[id, model.id]] : [])),
  )[0]
  const path = [...DEFAULT_MODEL_PATH, 'primary']
  const isChosen = textIn(root, DEFAULT_MODEL_PATH) !== null || !scope.isMissing(path)
  if (!first || isChosen || !scope.isMissing(AGENTS_PATH)) return []
  const [providerId = '', modelId = ''] = first
  const ref = formatModelRef(providerId, modelId)
  return [
    {
      code: 'no-primary',
      severity: 'info',
      path,
      message: `No default model is chosen, so ${definition.name} uses one of its own instead of those configured here.`,
      fix: { label: `Use ${quoted(ref)}`, edits: [{ type: 'set', path, value: ref }] },
    },
  ]
}

/** Lower-case, as they are compared. */
function aliasesIn({ root }: JudgeScope): ReadonlySet<string> {
  const keys = Object.keys(objectIn(root, ALLOWLIST_PATH))
  const aliases = keys.map((key) => textIn(root, [...ALLOWLIST_PATH, key, 'alias'])?.toLowerCase())
  return new Set(aliases.filter((alias) => alias !== undefined))
}
