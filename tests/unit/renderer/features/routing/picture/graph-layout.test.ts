import fc from 'fast-check'
import { expect, test } from 'vitest'

import { fallbackGraph } from '#shared/routing-file/fallback-graph.ts'
import { readRoutingFile } from '#shared/routing-file/routing-file.ts'
import { layOut, nodeSize } from '../../../../../../src-renderer/features/routing/picture/graph-layout.ts'

function pictureOf(names: readonly string[], fallbacks: Record<string, string[]>) {
  return layOut(
    fallbackGraph(
      readRoutingFile({
        model_list: names.map((name) => ({ model_name: name, litellm_params: { model: `x/${name}` } })),
        litellm_settings: { fallbacks: Object.entries(fallbacks).map(([from, to]) => ({ [from]: to })) },
      }),
    ),
  )
}

test('who catches stands right of whom it catches, and who is alone stands below', () => {
  const { nodes } = pictureOf(['c', 'b', 'a', 'alone'], { a: ['b'], b: ['c'] })
  const at = (name: string) => nodes.find(({ node }) => node.name === name)
  expect([at('a'), at('b'), at('c')].map((place) => place?.x)).toEqual(
    [at('a'), at('b'), at('c')].map((place) => place?.x).toSorted((one = 0, other = 0) => one - other),
  )
  expect(new Set([at('a')?.x, at('b')?.x, at('c')?.x]).size).toBe(3)
  expect(at('alone')?.y).toBeGreaterThan(at('a')?.y ?? 0)
})

test('no boxes overlap, all lie inside, and every line is drawn, circles or not', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...names), fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 })),
      (fallbacks) => {
        const { nodes, edges, width, height } = pictureOf(names, fallbacks)
        expect(nodes).toHaveLength(names.length)
        expect(edges).toHaveLength(Object.values(fallbacks).flat().length)
        for (const { x, y } of nodes) {
          expect(x >= 0 && y >= 0 && x + nodeSize.width <= width && y + nodeSize.height <= height).toBe(true)
          const overlapping = nodes.filter(
            (other) => Math.abs(other.x - x) < nodeSize.width && Math.abs(other.y - y) < nodeSize.height,
          )
          expect(overlapping).toHaveLength(1)
        }
        for (const { path } of edges) expect(path).not.toMatch(/NaN|undefined|Infinity/)
      },
    ),
  )
})
