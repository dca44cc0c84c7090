/** LiteLLM is younger than this; ms since 1970. */
export const BEGINNING = Date.UTC(2023, 0, 1)

/** A stretch of time from `from` on and before `to`, in ms since 1970. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Stretches whose rows are all mirrored: apart from each other, oldest first. */
export type Coverage = readonly Span[]

/** Adds a stretch; those it overlaps or touches become one with it. */
export function cover(coverage: Coverage, span: Span): Coverage {
  if (span.from >= span.to) return coverage
  const apart = coverage.filter((other) => other.to < span.from || other.from > span.to)
  const joined = coverage.filter((other) => !apart.includes(other))
  const whole = {
    from: Math.min(span.from, ...joined.map(({ from }) => from)),
    to: Math.max(span.to, ...joined.map(({ to }) => to)),
  }
  return [...apart, whole].sort((left, right) => left.from - right.from)
}

/** The newest stretch within `span` that is not covered; null when all of it is. */
export function newestGap(coverage: Coverage, span: Span): Span | null {
  let to = span.to
  for (const covered of coverage.toReversed()) {
    if (to <= span.from) return null
    if (covered.from >= to) continue
    if (covered.to < to) return { from: Math.max(covered.to, span.from), to }
    to = covered.from
  }
  return to > span.from ? { from: span.from, to } : null
}

/** The newest stretch, which is what "complete from … to" tells; null when nothing is covered. */
export function newestSpan(coverage: Coverage): Span | null {
  return coverage.at(-1) ?? null
}

/** Whether all of a stretch is covered. */
export function covers(coverage: Coverage, span: Span): boolean {
  return span.from >= span.to || newestGap(coverage, span) === null
}
