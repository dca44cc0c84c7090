import type { DriftReport } from '#shared/drift.ts'

/** LiteLLM's words for every model. */
const ALL = new Set(['all-proxy-models', '*'])

/** What a key's list of models comes to. */
export interface KeyScope {
  readonly mayUse: DriftReport['keyMayUse']
  /** As the gateway lists them. */
  readonly models: readonly string[]
  /** Whether it may use this public name; true where only the gateway could tell. */
  allows(model: string): boolean
}

/**
 * Reads a key's list of models against the names the gateway serves. A name that is none of them may be an access group,
 * which only the gateway can resolve; so are a team's models and none by default.
 */
export function keyScope(models: readonly string[], served: readonly string[]): KeyScope {
  if (models.length === 0 || models.some((name) => ALL.has(name))) {
    return { mayUse: 'all', models, allows: () => true }
  }
  const known = new Set(served)
  const patterns = models.filter((name) => name.includes('*')).map(patternOf)
  const isUnclear = models.some((name) => !known.has(name) && !name.includes('*') && !looksLikeModel(name))
  if (isUnclear) return { mayUse: 'unclear', models, allows: () => true }
  const names = new Set(models)
  return {
    mayUse: 'some',
    models,
    allows: (model) => names.has(model) || patterns.some((pattern) => pattern.test(model)),
  }
}

/** `provider/model` is a model, served or not; a plain word may be an access group. */
function looksLikeModel(name: string): boolean {
  return name.includes('/')
}

function patternOf(name: string): RegExp {
  const literal = name.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${literal.replaceAll('*', '.*')}$`)
}
