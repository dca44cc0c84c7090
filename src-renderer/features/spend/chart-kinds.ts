import type { SpendMeasure } from '#shared/spend-query.ts'

/** What the chart shows. */
export type ChartKind = 'spend' | 'tokens' | 'errors' | 'latency' | 'budget'

/** The measures each chart over time is drawn from; the budget has points of its own. */
export const chartMeasures: Readonly<Record<Exclude<ChartKind, 'budget'>, readonly SpendMeasure[]>> = {
  spend: ['cost'],
  tokens: ['inputTokens', 'cachedTokens', 'outputTokens', 'reasoningTokens'],
  errors: ['errorRate', 'failures', 'calls'],
  latency: ['durationP50', 'durationP95', 'durationP99', 'firstTokenP50'],
}

/** Series a stacked chart tells apart; more colours could not be. */
export const TOP_SERIES = 6
