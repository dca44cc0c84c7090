import { median } from './statistics.ts'

/** What a figure should come to: at most or at least `limit`, of the value itself or of its ratio to the baseline. */
export interface Goal {
  readonly of: 'value' | 'ratio'
  readonly is: 'at most' | 'at least'
  readonly limit: number
}

/** One measured figure. Values that are no multiples of a baseline have a null baseline. */
export interface Figure {
  readonly name: string
  readonly unit: string
  /** One value per repetition. */
  readonly samples: readonly number[]
  /** The same measured on the baseline in the same run, and what that is. */
  readonly baseline: { readonly name: string; readonly samples: readonly number[] } | null
  readonly goal: Goal | null
  /** How repetitions become one value; the median when left out. */
  readonly summary?: (samples: readonly number[]) => number
}

/** A figure worked out. */
export interface FigureResult {
  readonly name: string
  readonly unit: string
  readonly value: number
  readonly baselineName: string | null
  readonly baseline: number | null
  readonly ratio: number | null
  readonly goal: string
  /** null without a goal. */
  readonly isReached: boolean | null
  readonly samples: readonly number[]
  readonly baselineSamples: readonly number[]
}

/** Sums a figure up. */
export function resultOf(figure: Figure): FigureResult {
  const summary = figure.summary ?? median
  const value = summary(figure.samples)
  const baseline = figure.baseline ? summary(figure.baseline.samples) : null
  const ratio = baseline === null ? null : value / baseline
  const { goal } = figure
  return {
    name: figure.name,
    unit: figure.unit,
    value,
    baselineName: figure.baseline?.name ?? null,
    baseline,
    ratio,
    goal:
      goal === null
        ? ''
        : `${goal.is === 'at most' ? '≤' : '≥'} ${goal.limit}${goal.of === 'ratio' ? '×' : ''}`,
    isReached: goal === null ? null : isWithin(goal, goal.of === 'ratio' ? ratio : value),
    samples: figure.samples,
    baselineSamples: figure.baseline?.samples ?? [],
  }
}

function isWithin(goal: Goal, value: number | null): boolean {
  if (value === null) return false
  return goal.is === 'at most' ? value <= goal.limit : value >= goal.limit
}
