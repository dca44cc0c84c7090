import { createContext, useContext } from 'react'

import type { ConfigDocument } from '#shared/config-document/config-document.ts'
import type { ConfigEdit, ConfigPath } from '#shared/config-document/config-edit.ts'
import type { EngineFacts, EngineFile } from '#shared/engine.ts'
import type { ConfigProblem } from '#shared/engine-config/config-problem.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import type { ConfigView } from '#shared/engine-config/provider-view.ts'

import type { ConfigDraft } from '../draft/config-draft.ts'

/** What every part of the form needs to know and to do. */
export interface FormContext {
  readonly engine: EngineFile
  readonly definition: EngineDefinition
  readonly facts: EngineFacts
  readonly draft: ConfigDraft
  /** The last text that could be read. */
  readonly document: ConfigDocument
  /** The same as the form shows it. */
  readonly view: ConfigView
  /** Problems by their path, written by `pathKey`. */
  readonly problems: ReadonlyMap<string, readonly ConfigProblem[]>
  /** Whether nothing can be changed: the file is made by something else, or its text is not JSON5 at the moment. */
  readonly isDisabled: boolean
  /** Changes the text by what is made of its newest document. A failure is shown as a toast. Answers whether it was done. */
  readonly edit: (make: (document: ConfigDocument) => readonly ConfigEdit[]) => boolean
}

export const Form = createContext<FormContext | null>(null)

/** The form around a component. Throws outside of one. */
export function useForm(): FormContext {
  const form = useContext(Form)
  if (form === null) throw new Error('A part of the form is used outside of it')
  return form
}

/** A path as a key of maps and attributes. */
export function pathKey(path: ConfigPath): string {
  return JSON.stringify(path)
}

/** Problems by their path, written by `pathKey`. */
export function problemsByPath(
  problems: readonly ConfigProblem[],
): ReadonlyMap<string, readonly ConfigProblem[]> {
  return Map.groupBy(problems, ({ path }) => pathKey(path))
}
