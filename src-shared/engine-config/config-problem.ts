import type { ConfigEdit, ConfigPath } from '../config-document/config-edit.ts'
import type { TextRange } from '../config-document/config-document.ts'
import type { EngineMend, TextPlace } from '../engine.ts'

/** What can be wrong with a config file. */
export type ProblemCode =
  // The text
  | 'syntax'
  | 'duplicate-key'
  | 'redaction-marker'
  // Its shape
  | 'unknown-key'
  | 'unfamiliar-key'
  | 'missing-field'
  | 'wrong-type'
  | 'wrong-value'
  | 'legacy-key'
  | 'missing-gateway-mode'
  // Other files it names
  | 'broken-include'
  | 'include-in-the-way'
  // Variables and keys
  | 'unresolved-variable'
  | 'literal-variable'
  | 'unknown-secret-provider'
  | 'no-key'
  | 'bare-variable-name'
  | 'command-key'
  // Providers and models
  | 'provider-id'
  | 'base-url'
  | 'missing-api'
  | 'model-id'
  | 'duplicate-model'
  | 'small-context'
  | 'max-tokens-above-window'
  // What refers to models
  | 'no-primary'
  | 'unknown-model-ref'
  | 'not-in-allowlist'
  // What the engine has stored elsewhere
  | 'stale-models-file'
  | 'leftover-models-file'
  | 'winning-auth-profile'

/** `error`: the engine would not start, or not reach this provider. */
export type ProblemSeverity = 'error' | 'warning' | 'info'

/** How a problem can be mended with one click: by edits of this file, or by something outside it. */
export type ProblemFix =
  | { readonly label: string; readonly edits: readonly ConfigEdit[] }
  | { readonly label: string; readonly mend: EngineMend }

/** Something about a config file that the user should know. Never holds a secret. */
export interface ConfigProblem {
  readonly code: ProblemCode
  readonly severity: ProblemSeverity
  /**
   * Whether the engine would not start with this file. False for a variable that is not set as far as Litedesk can see: it
   * may well be set in the shell the engine is started from.
   */
  readonly stopsEngine: boolean
  /** Where it is; for something that is missing, where it would stand. */
  readonly path: ConfigPath
  /** UTF-16 offsets; null for what stands nowhere in this file. */
  readonly range: TextRange | null
  readonly place: TextPlace | null
  /** What is wrong and what follows from it, in plain words. */
  readonly message: string
  readonly fix: ProblemFix | null
}

/** A problem before its place in the text is looked up. */
export interface Finding {
  readonly code: ProblemCode
  readonly severity: ProblemSeverity
  /** Left out: it does not. */
  readonly stopsEngine?: boolean
  readonly path: ConfigPath
  /** What of the member is marked; left out: its value. */
  readonly mark?: 'key' | 'value'
  /** Marks this place instead of the member; null for nothing in this file. */
  readonly range?: TextRange | null
  readonly message: string
  readonly fix?: ProblemFix | null
}

const SEVERITIES: readonly ProblemSeverity[] = ['error', 'warning', 'info']

/** Errors first, then by place; what stands nowhere comes first among its kind. */
export function compareProblems(first: ConfigProblem, second: ConfigProblem): number {
  const bySeverity = SEVERITIES.indexOf(first.severity) - SEVERITIES.indexOf(second.severity)
  return bySeverity || (first.range?.start ?? -1) - (second.range?.start ?? -1)
}
