import { editConfigDocument } from '#shared/config-document/edit-config-text.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import type { EngineFacts } from '#shared/engine.ts'

import { type DraftReader, type DraftSnapshot, TextDraft } from '../../config-editor/text-draft.ts'
import { json5Config } from '../../config-editor/text/config-language.ts'
import { analyseDocument, analyseText, type DraftAnalysis } from './draft-analysis.ts'
import { variablesOf } from './variable-sources.ts'

/** What a view shows of an engine's draft beside its text. */
export type ConfigSnapshot = DraftSnapshot<DraftAnalysis>

/** An engine's config file while it is edited. */
export class ConfigDraft extends TextDraft<DraftAnalysis, EngineFacts> {
  readonly definition: EngineDefinition

  constructor(parts: {
    text: string
    /** How screen readers call the text. */
    name: string
    definition: EngineDefinition
    facts: EngineFacts
    /** Whether the file is made by something else and only looked at. */
    isReadOnly?: boolean
  }) {
    super({ ...parts, reader: engineReader(parts.definition) })
    this.definition = parts.definition
  }
}

function engineReader(definition: EngineDefinition): DraftReader<DraftAnalysis, EngineFacts> {
  return {
    language: json5Config,
    analyse: (text, facts, last) => analyseText(text, definition, facts, last),
    edited({ document }, edits, facts) {
      if (document === null) return null
      const next = editConfigDocument(document, edits)
      if (next.text === document.text) return null
      return { text: next.text, analyse: () => analyseDocument(next, definition, facts) }
    },
    rangeOf: ({ document }, path) => document?.rangeOf(path) ?? null,
    variables: variablesOf,
  }
}
