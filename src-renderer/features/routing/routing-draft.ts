import {
  judgeRouting,
  judgeRoutingText,
  type JudgedRouting,
  type RoutingFacts,
} from '#shared/routing-file/judge-routing.ts'
import type { RoutingFile } from '#shared/routing-file/routing-file.ts'
import type { RoutingProblem } from '#shared/routing-file/routing-problem.ts'
import type { YamlDocument } from '#shared/yaml-document/yaml-document.ts'
import { editYamlDocument } from '#shared/yaml-document/edit-yaml-text.ts'

import { type DraftReader, TextDraft } from '../config-editor/text-draft.ts'
import { yamlConfig } from '../config-editor/text/config-language.ts'

/** What the text of a LiteLLM config means. It may be some keystrokes behind the text. */
export interface RoutingAnalysis {
  /** null when the text is no YAML. */
  readonly document: YamlDocument | null
  /** The last routing that could be read, for a form that stays in sight meanwhile; null when none could. */
  readonly shown: RoutingFile | null
  readonly problems: readonly RoutingProblem[]
  readonly durationMs: number
}

/** A LiteLLM config file while it is edited. */
export class RoutingDraft extends TextDraft<RoutingAnalysis, RoutingFacts> {
  constructor(parts: { text: string; name: string; facts: RoutingFacts }) {
    super({ ...parts, reader })
  }
}

const reader: DraftReader<RoutingAnalysis, RoutingFacts> = {
  language: yamlConfig,
  analyse: (text, facts, last) => timed(() => judgeRoutingText(text, facts), last),
  edited({ document, ...last }, edits, facts) {
    if (document === null) return null
    const next = editYamlDocument(document, edits)
    if (next.text === document.text) return null
    return { text: next.text, analyse: () => timed(() => judgeRouting(next, facts), { document, ...last }) }
  },
  variables: ({ variables }) =>
    variables === null
      ? null
      : new Map(variables.map((name) => [name, 'the environment LiteLLM would run in'])),
}

function timed(judge: () => JudgedRouting, last: RoutingAnalysis | null): RoutingAnalysis {
  const start = performance.now()
  const { document, file, problems } = judge()
  return { document, shown: file ?? last?.shown ?? null, problems, durationMs: performance.now() - start }
}
