import { isChatModel } from '#shared/model-use.ts'
import type { Model } from '#shared/model.ts'
import { providerName } from './model-format.ts'

/** Models that stand under one head in the picker. */
export interface ModelGroup {
  /** Unique among the groups. */
  readonly label: string
  readonly models: readonly Model[]
}

/** How many of the models used last are offered on top. */
const RECENT_COUNT = 5

/**
 * What the picker offers: only models that can chat. Without a search: favourites, recent ones, then all by provider,
 * so a model may stand twice. With a search: those whose name or provider holds every word, best match first.
 */
export function modelGroups(
  models: readonly Model[],
  favourites: readonly string[],
  recent: readonly string[],
  search: string,
): ModelGroup[] {
  const offered = models.filter(isChatModel)
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length > 0) return filled([{ label: 'Models', models: bestMatches(offered, words) }])
  const byId = new Map(offered.map((model) => [model.id, model]))
  const known = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? [])
  const lately = recent.filter((id) => !favourites.includes(id))
  return filled([
    { label: 'Favourites', models: known(favourites) },
    { label: 'Recent', models: known(lately).slice(0, RECENT_COUNT) },
    ...groupsByProvider(offered),
  ])
}

/** The groups cut after `count` models in all. */
export function firstModels(groups: readonly ModelGroup[], count: number): readonly ModelGroup[] {
  let left = count
  const first: ModelGroup[] = []
  for (const group of groups) {
    if (left <= 0) break
    first.push(group.models.length <= left ? group : { ...group, models: group.models.slice(0, left) })
    left -= group.models.length
  }
  return first
}

function filled(groups: readonly ModelGroup[]): ModelGroup[] {
  return groups.filter((group) => group.models.length > 0)
}

function bestMatches(models: readonly Model[], words: readonly string[]): Model[] {
  const first = words[0] ?? ''
  return models
    .filter((model) => {
      const text =
        `${model.id} ${model.providers.map(providerName).join(' ')} ${model.providers.join(' ')}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .map((model) => ({ model, place: model.id.toLowerCase().indexOf(first) }))
    .toSorted(
      (left, right) => rank(left.place) - rank(right.place) || left.model.id.localeCompare(right.model.id),
    )
    .map(({ model }) => model)
}

/** A match at the start of the name beats one inside it, which beats one in the provider only. */
function rank(place: number): number {
  return place === 0 ? 0 : place > 0 ? 1 : 2
}

function groupsByProvider(models: readonly Model[]): ModelGroup[] {
  const groups = new Map<string, Model[]>()
  for (const model of models) {
    const [provider] = model.providers
    const label = provider === undefined ? 'Other' : providerName(provider)
    const group = groups.get(label)
    if (group) group.push(model)
    else groups.set(label, [model])
  }
  return [...groups]
    .toSorted(
      ([left], [right]) => Number(left === 'Other') - Number(right === 'Other') || left.localeCompare(right),
    )
    .map(([label, group]) => ({ label, models: group }))
}
