import type { TextRange } from '../config-document/config-document.ts'
import type { ConfigEdit, ConfigPath } from '../config-document/config-edit.ts'
import type { TextPlace } from '../engine.ts'

/** What can be wrong with a LiteLLM config file. */
export type RoutingProblemCode =
  // The text
  | 'syntax'
  | 'duplicate-key'
  | 'number-as-text'
  // Its shape
  | 'no-map'
  | 'no-list'
  | 'missing-field'
  | 'empty-section'
  // Models
  | 'load-balanced'
  // Fallbacks and aliases
  | 'fallback-shape'
  | 'unknown-model'
  | 'unused-rule'
  | 'repeated-target'
  | 'cycle'
  | 'alias-in-the-way'
  // Variables and secrets
  | 'missing-variable'
  | 'late-variable'
  | 'foreign-reference'
  | 'literal-secret'
  // The proxy
  | 'no-master-key'
  | 'no-database'

/** Something about a config file that the user should know. Never holds a secret. */
export interface RoutingProblem {
  readonly code: RoutingProblemCode
  /** `error`: LiteLLM would not start, or answer with a failure. `info`: nothing is wrong. */
  readonly severity: 'error' | 'warning' | 'info'
  /** Whether LiteLLM would not start with this file. */
  readonly stopsGateway: boolean
  readonly path: ConfigPath
  /** UTF-16 offsets; null for what stands nowhere in this file. */
  readonly range: TextRange | null
  readonly place: TextPlace | null
  readonly message: string
  readonly fix: { readonly label: string; readonly edits: readonly ConfigEdit[] } | null
}

/** A problem before its place in the text is looked up. */
export interface RoutingFinding {
  readonly code: RoutingProblemCode
  readonly severity: RoutingProblem['severity']
  /** Left out: it would start. */
  readonly stopsGateway?: boolean
  readonly path: ConfigPath
  /** What of the member is marked; left out: its value. */
  readonly mark?: 'key' | 'value'
  /** Marks this place instead of the member. */
  readonly range?: TextRange
  readonly message: string
  readonly fix?: RoutingProblem['fix']
}
