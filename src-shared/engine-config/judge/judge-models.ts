import type { Finding } from '../config-problem.ts'
import { losesItsEnd } from '../model-ref.ts'
import type { ModelInFile, ProviderInFile } from '../providers-in-file.ts'

import type { JudgeScope } from './judge-scope.ts'
import { quoted } from './wording.ts'

/** Context windows the engines refuse and warn about, and the one they assume, in tokens. Contract §3.3. */
const LEAST_CONTEXT = 16_000
const SMALL_CONTEXT = 32_000
const DEFAULT_CONTEXT = 200_000

const tokenFormat = new Intl.NumberFormat('en-US')

/** What the engine makes of models it accepts. */
export function judgeModels(scope: JudgeScope): Finding[] {
  return scope.providers.flatMap((provider) => [
    ...judgeDuplicateIds(provider, scope),
    ...provider.models.flatMap((model) => [
      ...judgeContext(model, scope),
      ...judgeMaxTokens(model, scope),
      ...judgeId(model, scope),
    ]),
  ])
}

function judgeContext({ path: owner, entry }: ModelInFile, { definition }: JudgeScope): Finding[] {
  const context = entry['contextWindow']
  if (typeof context !== 'number' || context <= 0 || context >= SMALL_CONTEXT) return []
  const isRefused = context < LEAST_CONTEXT
  const finding = { code: 'small-context', path: [...owner, 'contextWindow'] } as const
  return [
    isRefused
      ? {
          ...finding,
          severity: 'error',
          message: `${definition.name} refuses models with a context window under 16,000 tokens.`,
        }
      : {
          ...finding,
          severity: 'warning',
          message: `${definition.name} warns about context windows under 32,000 tokens: they fill up quickly.`,
        },
  ]
}

function judgeMaxTokens({ path: owner, entry }: ModelInFile, scope: JudgeScope): Finding[] {
  const { contextWindow, maxTokens } = entry
  const isOpen = contextWindow === undefined && !scope.isMissing([...owner, 'contextWindow'])
  const context = contextWindow === undefined ? DEFAULT_CONTEXT : contextWindow
  if (isOpen || typeof context !== 'number' || typeof maxTokens !== 'number') return []
  if (context <= 0 || maxTokens <= context) return []
  const path = [...owner, 'maxTokens']
  const window = tokenFormat.format(context)
  const assumed = contextWindow === undefined ? ' it assumes' : ''
  return [
    {
      code: 'max-tokens-above-window',
      severity: 'info',
      path,
      message: `More than the context window of ${window} tokens${assumed}. ${scope.definition.name} lowers it to that.`,
      fix: { label: `Write ${window}`, edits: [{ type: 'set', path, value: context }] },
    },
  ]
}

function judgeId({ path, id }: ModelInFile, { definition }: JudgeScope): Finding[] {
  if (id === null || !losesItsEnd(id, definition)) return []
  const at = id.lastIndexOf('@')
  return [
    {
      code: 'model-id',
      severity: 'warning',
      path: [...path, 'id'],
      message:
        `${definition.name} takes ${quoted(id.slice(at))} for the name of an auth profile and would ask for ` +
        `${quoted(id.slice(0, at))}. Give the model a name without "@" in the gateway.`,
    },
  ]
}

function judgeDuplicateIds({ models }: ProviderInFile, { definition }: JudgeScope): Finding[] {
  const seen = new Set<string>()
  return models.flatMap((model): Finding[] => {
    if (model.id === null || !seen.has(model.id)) {
      seen.add(model.id ?? '')
      return []
    }
    return [
      {
        code: 'duplicate-model',
        severity: 'warning',
        path: [...model.path, 'id'],
        message: `${quoted(model.id)} is listed before already. ${definition.name} uses only one of them.`,
        fix: { label: 'Remove this one', edits: [{ type: 'delete', path: model.path }] },
      },
    ]
  })
}
