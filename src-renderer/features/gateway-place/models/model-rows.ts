import type { Deployment, ModelGroup, ModelPrices } from '#shared/deployment.ts'

import { providerName } from '../../models/model-format.ts'

/** How the list of models is narrowed down; `all` and an empty search for not at all. */
export interface ModelFilter {
  readonly search: string
  readonly provider: string
  readonly mode: string
  readonly capability: string
  readonly origin: 'all' | 'config' | 'database'
}

export const noFilter: ModelFilter = {
  search: '',
  provider: 'all',
  mode: 'all',
  capability: 'all',
  origin: 'all',
}

export type ModelSortKey =
  | 'name'
  | 'context'
  | 'output'
  | 'price-input'
  | 'price-output'
  | 'price-cache-read'
  | 'price-cache-write'

export interface ModelSort {
  readonly key: ModelSortKey
  readonly isDescending: boolean
}

/** The models a filter leaves, in order. What is not known stands last either way; names decide between equals. */
export function modelRows(
  groups: readonly ModelGroup[],
  filter: ModelFilter,
  sort: ModelSort,
): readonly ModelGroup[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean)
  return groups
    .filter((group) => matches(group, filter, words))
    .toSorted((left, right) => compare(left, right, sort) || left.name.localeCompare(right.name))
}

/** What can be filtered by, as the models have it. */
export interface FilterChoices {
  readonly providers: readonly string[]
  readonly modes: readonly string[]
  readonly capabilities: readonly string[]
}

export function filterChoices(groups: readonly ModelGroup[]): FilterChoices {
  return {
    providers: sorted(groups.flatMap((group) => group.providers)),
    modes: sorted(groups.flatMap(({ mode }) => mode ?? [])),
    capabilities: sorted(groups.flatMap((group) => group.capabilities)),
  }
}

/** Where a public name's deployments stand; null where the key is not told of any. */
export function originOf({
  deployments,
}: {
  readonly deployments: readonly Deployment[]
}): 'config' | 'database' | 'both' | null {
  const inDatabase = deployments.filter(({ isInDatabase }) => isInDatabase).length
  if (deployments.length === 0) return null
  if (inDatabase === 0) return 'config'
  return inDatabase === deployments.length ? 'database' : 'both'
}

function matches(group: ModelGroup, filter: ModelFilter, words: readonly string[]): boolean {
  const { provider, mode, capability, origin } = filter
  if (provider !== 'all' && !group.providers.includes(provider)) return false
  if (mode !== 'all' && group.mode !== mode) return false
  if (capability !== 'all' && !group.capabilities.includes(capability)) return false
  const from = originOf(group)
  if (origin !== 'all' && from !== origin && from !== 'both') return false
  if (words.length === 0) return true
  const text = [
    group.name,
    ...group.providers,
    ...group.providers.map(providerName),
    ...group.deployments.flatMap(({ id, providerModel }) => [id, providerModel ?? '']),
  ]
    .join(' ')
    .toLowerCase()
  return words.every((word) => text.includes(word))
}

function compare(left: ModelGroup, right: ModelGroup, { key, isDescending }: ModelSort): number {
  const direction = isDescending ? -1 : 1
  if (key === 'name') return direction * left.name.localeCompare(right.name)
  const one = figureOf(left, key)
  const other = figureOf(right, key)
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return direction * (one - other)
}

function figureOf(group: ModelGroup, key: Exclude<ModelSortKey, 'name'>): number | null {
  switch (key) {
    case 'context':
      return group.contextWindow
    case 'output':
      return group.maxOutputTokens
    case 'price-input':
      return priceOf(group.prices, 'input')
    case 'price-output':
      return priceOf(group.prices, 'output')
    case 'price-cache-read':
      return priceOf(group.prices, 'cacheRead')
    case 'price-cache-write':
      return priceOf(group.prices, 'cacheWrite')
  }
}

function priceOf(prices: ModelPrices, kind: keyof ModelPrices): number | null {
  const price = prices[kind]
  return price === null ? null : Number(price)
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted((left, right) => left.localeCompare(right))
}
