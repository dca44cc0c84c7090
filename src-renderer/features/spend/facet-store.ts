/** Values of a dimension with counts, while a filter is open, and what values are called wherever they were seen. */
import { create } from 'zustand'

import type { SpendDimension, SpendFacets, SpendFilter } from '#shared/spend-query.ts'
import { errorOf, request } from '../../app/bridge.ts'
import { createAsker, type LiveAnswer, noAnswer } from './live-answer.ts'
import { useSpend } from './spend-store.ts'
import { stableText } from './spend-view.ts'

/** Values offered at once; more are found by typing. */
export const FACETS_SHOWN = 100

interface FacetState {
  readonly facets: LiveAnswer<SpendFacets>
  /** What main calls values, by dimension and value. */
  readonly labels: ReadonlyMap<string, string>
}

export const useFacets = create<FacetState>()(() => ({ facets: noAnswer, labels: new Map() }))

const facetAsker = createAsker({
  request: (input: Parameters<typeof request<'spend:facets'>>[1]) => request('spend:facets', input),
  errorOf,
  changed: (facets) => {
    useFacets.setState(({ labels }) => ({ facets, labels: withLabels(labels, facets.answer) }))
  },
})

/** Asks for the values of a dimension that pass the rest of the filter and contain `search`. */
export function facetsAsked(
  dimension: SpendDimension,
  search: string,
  filter: SpendFilter,
  revision: number | undefined,
): void {
  const { gatewayId } = useSpend.getState()
  if (gatewayId === null) return
  const input = { gatewayId, filter, dimensions: [dimension], search: search.trim(), limit: FACETS_SHOWN }
  facetAsker.ask(input, stableText([input, revision]), false)
}

/** What a value is called, as far as it was seen; the value itself otherwise. */
export function labelOf(labels: FacetState['labels'], dimension: SpendDimension, value: string): string {
  return labels.get(`${dimension} ${value}`) ?? value
}

/** A value was seen together with what it is called. */
export function labelSeen(dimension: SpendDimension, value: string, label: string): void {
  useFacets.setState(({ labels }) => ({ labels: new Map(labels).set(`${dimension} ${value}`, label) }))
}

function withLabels(labels: FacetState['labels'], answer: SpendFacets | null): FacetState['labels'] {
  if (answer === null) return labels
  const next = new Map(labels)
  for (const [dimension, { facets }] of Object.entries(answer.dimensions))
    for (const { value, label } of facets) next.set(`${dimension} ${value}`, label)
  return next
}
