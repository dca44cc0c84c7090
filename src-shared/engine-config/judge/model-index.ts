import { formatModelRef, modelPart, normaliseProviderId, parseModelRef } from '../model-ref.ts'
import { nearestOf } from '../nearest.ts'

import type { JudgeScope } from './judge-scope.ts'

/** Comparing a misspelt reference with every model takes its time: some 10 µs each. */
const MAX_COMPARISONS = 20_000
/** As many misspelt references get a suggestion by likeness whatever that takes. */
const MIN_SEARCHES = 2

/** What the file says of one provider's models. */
export interface IndexedProvider {
  /** The key as written. */
  readonly id: string
  /** An include may bring in more than is listed. */
  readonly mayHaveMore: boolean
  readonly modelIds: ReadonlySet<string>
}

/** The configured models, made ready once for all the references of a file. */
export interface ModelIndex {
  /** By the id as the engine compares it. */
  readonly providers: ReadonlyMap<string, IndexedProvider>
  /** The configured model that is most likely meant: one with just this id, else one that is written much like it. */
  nearest(text: string): string | null
}

export function modelIndex(scope: JudgeScope): ModelIndex {
  const { definition } = scope
  const refs = scope.providers.flatMap(({ id: providerId, models }) =>
    models.flatMap(({ id }) => (id === null ? [] : [formatModelRef(providerId, id)])),
  )
  const byModelId = new Map(refs.toReversed().map((ref) => [modelPart(ref), ref]))
  let searchesLeft = Math.max(MIN_SEARCHES, Math.floor(MAX_COMPARISONS / Math.max(1, refs.length)))
  return {
    providers: indexProviders(scope),
    nearest: (text) => {
      const modelId = parseModelRef(text, definition)?.modelId ?? modelPart(text)
      const twin = byModelId.get(modelId)
      if (twin !== undefined) return twin
      searchesLeft -= 1
      if (searchesLeft < 0) return null
      if (text.includes('/')) return nearestOf(text, refs)
      const nearestId = nearestOf(modelId, byModelId.keys())
      return nearestId === null ? null : (byModelId.get(nearestId) ?? null)
    },
  }
}

/** Providers whose ids the engine takes for the same one count as one. */
function indexProviders({ providers, definition, includes }: JudgeScope): Map<string, IndexedProvider> {
  const index = new Map<string, { id: string; mayHaveMore: boolean; modelIds: Set<string> }>()
  for (const { id, path, models } of providers) {
    const key = normaliseProviderId(id, definition)
    const known = index.get(key) ?? { id, mayHaveMore: false, modelIds: new Set<string>() }
    known.mayHaveMore ||=
      includes.around([...path, 'models']).length > 0 || models.some((model) => includes.at(model.path))
    for (const model of models) if (model.id !== null) known.modelIds.add(model.id)
    index.set(key, known)
  }
  return index
}
