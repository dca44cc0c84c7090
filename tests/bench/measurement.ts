import type { Figure } from './figure.ts'

/** What every measurement is given. */
export interface BenchContext {
  /** How often everything is repeated; figures are medians of these. */
  readonly runs: number
  /** Also measures what takes minutes. */
  readonly isLarge: boolean
  /** Says what is going on. */
  readonly say: (text: string) => void
}

/** One measurement: the figures it came to. */
export type Measurement = (context: BenchContext) => Promise<readonly Figure[]>
