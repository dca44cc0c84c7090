import type { ConfigDocument } from '#shared/config-document/config-document.ts'
import type { EngineFacts } from '#shared/engine.ts'
import type { ConfigProblem } from '#shared/engine-config/config-problem.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import { judgeConfig, judgeConfigText } from '#shared/engine-config/judge-config.ts'

/** What a draft's text means. It may be some keystrokes behind the text. */
export interface DraftAnalysis {
  /** null when the text is not JSON5; the first problem says where. */
  readonly document: ConfigDocument | null
  /** The last document that could be read, for a form that stays in sight meanwhile; null when none could. */
  readonly shown: ConfigDocument | null
  /** Errors first, then by place. */
  readonly problems: readonly ConfigProblem[]
  /** How long it took, in ms. */
  readonly durationMs: number
}

/** Reads and judges a text. `last` gives what the form goes on showing while the text is not JSON5. */
export function analyseText(
  text: string,
  definition: EngineDefinition,
  facts: EngineFacts,
  last: DraftAnalysis | null,
): DraftAnalysis {
  const start = performance.now()
  const { document, problems } = judgeConfigText(text, definition, facts)
  const shown = document ?? last?.shown ?? null
  return { document, shown, problems, durationMs: performance.now() - start }
}

/** Judges a document that was read already. */
export function analyseDocument(
  document: ConfigDocument,
  definition: EngineDefinition,
  facts: EngineFacts,
): DraftAnalysis {
  const start = performance.now()
  const problems = judgeConfig(document, definition, facts)
  return { document, shown: document, problems, durationMs: performance.now() - start }
}
