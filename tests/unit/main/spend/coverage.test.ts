import fc from 'fast-check'
import { expect, test } from 'vitest'

import { cover, covers, newestGap, type Coverage, type Span } from '#main/spend/coverage.ts'

const LENGTH = 60
const anySpan = fc
  .tuple(fc.nat(LENGTH), fc.nat(LENGTH))
  .map(([one, other]): Span => ({ from: Math.min(one, other), to: Math.max(one, other) }))
const anyCoverage = fc.array(anySpan).map((spans) => spans.reduce<Coverage>(cover, []))

/** The moments of some stretches, one by one. */
function moments(spans: readonly Span[]): Set<number> {
  return new Set(
    spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index)),
  )
}

test('stretches are apart from each other and in order', () => {
  fc.assert(
    fc.property(anyCoverage, (coverage) => {
      for (const [index, span] of coverage.entries()) {
        expect(span.from).toBeLessThan(span.to)
        const next = coverage[index + 1]
        if (next) expect(span.to).toBeLessThan(next.from)
      }
    }),
  )
})

test('a stretch that is added is covered, and nothing else changes', () => {
  fc.assert(
    fc.property(anyCoverage, anySpan, (coverage, span) => {
      expect(moments(cover(coverage, span))).toEqual(moments([...coverage, span]))
    }),
  )
})

test('the newest gap ends where coverage begins, and closing gaps covers everything once', () => {
  fc.assert(
    fc.property(anyCoverage, anySpan, (coverage, whole) => {
      const asked: number[] = []
      let covered = coverage
      for (let gap = newestGap(covered, whole); gap !== null; gap = newestGap(covered, whole)) {
        asked.push(...moments([gap]))
        covered = cover(covered, gap)
      }
      expect(covers(covered, whole)).toBe(true)
      const missing = [...moments([whole])].filter((moment) => !moments(coverage).has(moment))
      expect(asked.toSorted((left, right) => left - right)).toEqual(missing)
    }),
  )
})
