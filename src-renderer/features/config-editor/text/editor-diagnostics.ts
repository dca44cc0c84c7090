import type { Diagnostic } from '@codemirror/lint'

import type { ConfigEdit } from '#shared/config-document/config-edit.ts'
import type { EngineFacts } from '#shared/engine.ts'
import type { ConfigProblem } from '#shared/engine-config/config-problem.ts'

/** The problems that have a place in the text, as the editor underlines them. `at` turns an offset into a position. */
export function diagnosticsOf(
  problems: readonly ConfigProblem[],
  at: (offset: number) => number,
  edit: (edits: readonly ConfigEdit[]) => void,
): Diagnostic[] {
  return problems.flatMap(({ range, severity, message, fix }) => {
    if (range === null) return []
    const actions = fix !== null && 'edits' in fix ? [{ name: fix.label, apply: () => edit(fix.edits) }] : []
    return [{ from: at(range.start), to: at(range.end), severity, message, actions }]
  })
}

const sources = {
  'process-environment': 'Litedesk’s environment',
  'state-env-file': 'the engine’s .env file',
  'config-env': 'the env block of this file',
} as const

/** Where each variable that is set comes from, for reading, by name. */
export function variablesOf(facts: EngineFacts): ReadonlyMap<string, string> {
  return new Map(facts.variables.map(({ name, source }) => [name, sources[source]]))
}
