import type { ConfigEdit } from '../../config-document/config-edit.ts'
import { isConfigObject } from '../../config-document/config-value.ts'
import { textIn, valueIn } from '../config-lookup.ts'
import type { Finding } from '../config-problem.ts'
import { formatModelRef, isSameModel, parseModelRef } from '../model-ref.ts'
import { ALLOWLIST_PATH, DEFAULT_MODEL_PATH } from '../model-ref-sites.ts'
import type { ProviderInFile } from '../providers-in-file.ts'

import type { JudgeScope } from './judge-scope.ts'
import { listedBriefly, quoted } from './wording.ts'

/**
 * Models that cannot be chosen because there is an allowlist and they are not on it. An empty list allows every model.
 * Contract §4.
 */
export function judgeAllowlist(scope: JudgeScope): Finding[] {
  const { root, includes } = scope
  const allowlist = valueIn(root, ALLOWLIST_PATH)
  if (!isConfigObject(allowlist) || Object.keys(allowlist).length === 0) return []
  if (includes.around(ALLOWLIST_PATH).length > 0) return []
  const allowed = allowedModels(Object.keys(allowlist), scope)
  return [
    ...judgePrimary(allowed, scope),
    ...scope.providers.flatMap((provider) => judgeProvider(provider, allowed, scope)),
  ]
}

function judgePrimary(allowed: ReadonlySet<string>, scope: JudgeScope): Finding[] {
  const { root, definition } = scope
  const path =
    textIn(root, DEFAULT_MODEL_PATH) === null ? [...DEFAULT_MODEL_PATH, 'primary'] : DEFAULT_MODEL_PATH
  const primary = textIn(root, path)
  if (primary === null || !parseModelRef(primary, definition) || isAllowed(primary, allowed, scope)) return []
  // A model of this file is reported with the others of its provider.
  if (refsOf(scope.providers).some((ref) => isSameModel(ref, primary, definition))) return []
  return [
    {
      code: 'not-in-allowlist',
      severity: 'info',
      path,
      message: `The default model works, but is not in agents.defaults.models, so nobody can switch back to it with /model.`,
      fix: { label: 'Add it', edits: [allowEdit(primary)] },
    },
  ]
}

function judgeProvider(provider: ProviderInFile, allowed: ReadonlySet<string>, scope: JudgeScope): Finding[] {
  const refused = [...new Set(refsOf([provider]))].filter((ref) => !isAllowed(ref, allowed, scope))
  const [only] = refused
  if (only === undefined) return []
  const isSingle = refused.length === 1
  const single = provider.models.find(({ id }) => id !== null && formatModelRef(provider.id, id) === only)
  const names = listedBriefly(refused.map(quoted))
  return [
    {
      code: 'not-in-allowlist',
      severity: 'info',
      path: isSingle && single ? [...single.path, 'id'] : [...provider.path, 'models'],
      ...(isSingle ? {} : { mark: 'key' }),
      message:
        `${names} ${isSingle ? 'is' : 'are'} not in agents.defaults.models. As long as that has entries, ` +
        `${scope.definition.name} lets people and sub-agents switch to nothing else.`,
      fix: { label: isSingle ? 'Add it' : `Add all ${refused.length}`, edits: refused.map(allowEdit) },
    },
  ]
}

function refsOf(providers: readonly ProviderInFile[]): string[] {
  return providers.flatMap(({ id: providerId, models }) =>
    models.flatMap(({ id }) => (id === null ? [] : [formatModelRef(providerId, id)])),
  )
}

function allowedModels(keys: readonly string[], scope: JudgeScope): ReadonlySet<string> {
  return new Set(keys.map((key) => modelKey(key, scope)))
}

function isAllowed(ref: string, allowed: ReadonlySet<string>, scope: JudgeScope): boolean {
  return allowed.has(modelKey(ref, scope))
}

function modelKey(ref: string, { definition }: JudgeScope): string {
  const parsed = parseModelRef(ref, definition)
  return parsed ? `${parsed.providerId}/${parsed.modelId}` : ref.trim()
}

function allowEdit(ref: string): ConfigEdit {
  return { type: 'set', path: [...ALLOWLIST_PATH, ref], value: {} }
}
