import type { ConfigValue } from '../config-document/config-edit.ts'
import type { EngineModel } from '../engine.ts'

import { arrayIn, textIn } from './config-lookup.ts'
import { formatModelRef } from './model-ref.ts'
import { DEFAULT_MODEL_PATH } from './model-ref-sites.ts'
import { providersIn } from './providers-in-file.ts'

/** What a list shows of a config file. */
export interface EngineSummary {
  /** As the file writes it; null when no default model is chosen. */
  readonly primary: string | null
  readonly fallbacks: readonly string[]
  /** Models of the configured providers, each once, in the file's order. */
  readonly models: readonly EngineModel[]
}

/** Sums up a config's value, with includes resolved. Broken parts are left out. */
export function summariseEngine(root: ConfigValue): EngineSummary {
  const fallbacks = arrayIn(root, [...DEFAULT_MODEL_PATH, 'fallbacks'])
  const models = new Map<string, EngineModel>()
  for (const { id: providerId, models: entries } of providersIn(root)) {
    for (const { id, entry } of entries) {
      if (id === null) continue
      const ref = formatModelRef(providerId, id)
      if (!models.has(ref)) models.set(ref, { ref, name: textIn(entry, ['name']) ?? id })
    }
  }
  return {
    primary: textIn(root, DEFAULT_MODEL_PATH) ?? textIn(root, [...DEFAULT_MODEL_PATH, 'primary']),
    fallbacks: fallbacks.filter((fallback) => typeof fallback === 'string'),
    models: [...models.values()],
  }
}
