import type { ModelGroup } from '#shared/deployment.ts'

import { formatPrice, providerName } from '../../models/model-format.ts'
import { formatTokens } from '../gateway-format.ts'
import { capabilityName, healthWord, modeName, originWord } from './model-words.ts'

/** One line of a comparison: the same thing of each model. */
export interface ComparedRow {
  readonly name: string
  /** In the models' order; a dash for what is not known. */
  readonly values: readonly string[]
  readonly isNumeric: boolean
  /** Whether the models are not alike in it. */
  readonly differs: boolean
  /** Places of the best figures, such as the lowest price; empty where that means nothing or all are alike. */
  readonly best: readonly number[]
}

export interface ComparedSection {
  readonly title: string
  readonly rows: readonly ComparedRow[]
}

/** Models side by side; capabilities only as far as one of them has it. */
export function compareModels(groups: readonly ModelGroup[]): readonly ComparedSection[] {
  const capabilities = [...new Set(groups.flatMap((group) => group.capabilities))].toSorted((left, right) =>
    capabilityName(left).localeCompare(capabilityName(right)),
  )
  return [
    {
      title: 'Served by',
      rows: [
        words(groups, 'Providers', ({ providers }) => providers.map(providerName).join(', ') || '–'),
        words(groups, 'Mode', ({ mode }) => modeName(mode)),
        words(groups, 'Deployments', ({ deployments }) => String(deployments.length || '–')),
        words(groups, 'From', originWord),
        words(groups, 'Health', ({ health }) => healthWord(health, false)),
      ],
    },
    {
      title: 'Limits, in tokens',
      rows: [
        figures(groups, 'Context', ({ contextWindow }) => contextWindow, formatTokens, 'most'),
        figures(groups, 'Longest answer', ({ maxOutputTokens }) => maxOutputTokens, formatTokens, 'most'),
      ],
    },
    {
      title: 'Prices per million tokens',
      rows: [
        price(groups, 'Input', 'input'),
        price(groups, 'Output', 'output'),
        price(groups, 'Cache read', 'cacheRead'),
        price(groups, 'Cache write', 'cacheWrite'),
      ],
    },
    {
      title: 'Can',
      rows: capabilities.map((capability) =>
        words(groups, capabilityName(capability), (group) =>
          group.capabilities.includes(capability) ? 'Yes' : 'No',
        ),
      ),
    },
  ].filter(({ rows }) => rows.length > 0)
}

function words(
  groups: readonly ModelGroup[],
  name: string,
  valueOf: (group: ModelGroup) => string,
): ComparedRow {
  const values = groups.map(valueOf)
  return { name, values, isNumeric: false, differs: new Set(values).size > 1, best: [] }
}

function price(groups: readonly ModelGroup[], name: string, kind: keyof ModelGroup['prices']): ComparedRow {
  const row = figures(
    groups,
    name,
    ({ prices }) => (prices[kind] === null ? null : Number(prices[kind])),
    () => '',
    'least',
  )
  return { ...row, values: groups.map(({ prices }) => formatPrice(prices[kind])) }
}

function figures(
  groups: readonly ModelGroup[],
  name: string,
  figureOf: (group: ModelGroup) => number | null,
  format: (figure: number | null) => string,
  better: 'most' | 'least',
): ComparedRow {
  const all = groups.map(figureOf)
  const known = all.filter((figure) => figure !== null)
  const differs = new Set(all).size > 1
  const best = better === 'most' ? Math.max(...known) : Math.min(...known)
  return {
    name,
    values: all.map(format),
    isNumeric: true,
    differs,
    best: differs && known.length > 1 ? all.flatMap((figure, index) => (figure === best ? [index] : [])) : [],
  }
}
