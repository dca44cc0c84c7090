import fc from 'fast-check'
import { expect, test } from 'vitest'

import { fallbackGraph } from '#shared/routing-file/fallback-graph.ts'
import { readRoutingFile } from '#shared/routing-file/routing-file.ts'

function graphOf(names: readonly string[], fallbacks: Record<string, string[]>) {
  return fallbackGraph(
    readRoutingFile({
      model_list: names.map((name) => ({ model_name: name, litellm_params: { model: `openai/${name}` } })),
      router_settings: { fallbacks: Object.entries(fallbacks).map(([from, to]) => ({ [from]: to })) },
    }),
  )
}

test('marks who catches whom, circles, and where it ends', () => {
  const { nodes, edges, cycles } = graphOf(['a', 'b', 'c', 'c'], { a: ['b', 'gone'], b: ['a'] })
  expect(nodes).toEqual([
    { name: 'a', type: 'model', deployments: 1, isInCycle: true, end: null },
    { name: 'b', type: 'model', deployments: 1, isInCycle: true, end: null },
    { name: 'c', type: 'model', deployments: 2, isInCycle: false, end: 'uncaught' },
    { name: 'gone', type: 'unknown', deployments: 0, isInCycle: false, end: 'unknown' },
  ])
  expect(edges).toEqual([
    { from: 'a', to: 'b', kind: 'general', order: 1, isInCycle: true },
    { from: 'a', to: 'gone', kind: 'general', order: 2, isInCycle: false },
    { from: 'b', to: 'a', kind: 'general', order: 1, isInCycle: true },
  ])
  expect(cycles).toEqual([['a', 'b']])
})

test('default fallbacks catch every model', () => {
  const { nodes, edges } = fallbackGraph(
    readRoutingFile({
      model_list: [{ model_name: 'a', litellm_params: { model: 'x/a' } }],
      litellm_settings: { default_fallbacks: ['a'] },
    }),
  )
  expect(nodes.map(({ name, type, end }) => [name, type, end])).toEqual([
    ['a', 'model', null],
    ['*', 'every', null],
  ])
  expect(edges).toMatchObject([{ from: '*', to: 'a', isInCycle: false }])
})

test('an edge is in a circle exactly when its end leads back to its start', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...names), fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 })),
      (rules) => {
        const { edges, cycles } = graphOf(names, rules)
        const leads = (from: string, to: string, seen: readonly string[] = []): boolean =>
          from === to ||
          (!seen.includes(from) && (rules[from] ?? []).some((next) => leads(next, to, [...seen, from])))
        for (const edge of edges) expect(edge.isInCycle).toBe(leads(edge.to, edge.from))
        for (const cycle of cycles) {
          for (const [index, name] of cycle.entries())
            expect(rules[name]).toContain(cycle[(index + 1) % cycle.length])
        }
        expect(cycles.length > 0).toBe(edges.some(({ isInCycle }) => isInCycle))
      },
    ),
  )
})
