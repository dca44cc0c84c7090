import type { ExitStatus } from './exit-status.ts'

/** What a command came to. */
export interface Answer {
  readonly status: ExitStatus
  /** For people; empty for nothing to say. */
  readonly text: string
  /** For scripts, printed as one object. */
  readonly json: Readonly<Record<string, unknown>>
}
