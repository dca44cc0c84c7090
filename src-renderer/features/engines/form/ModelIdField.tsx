import { setModelField } from '#shared/engine-config/edits/model-edits.ts'
import { EngineEditError } from '#shared/engine-config/edits/edit-guard.ts'
import { referencesToModel } from '#shared/engine-config/edits/references.ts'
import type { ModelInFile } from '#shared/engine-config/providers-in-file.ts'

import { countOf } from '../../config-editor/words.ts'
import { DraftTextField } from './DraftTextField.tsx'
import { useForm } from './form-context.ts'

interface ModelIdFieldProps {
  readonly providerId: string
  readonly model: ModelInFile
}

/** The name a model is called by at its provider; what refers to it in the file goes along with a new one. */
export function ModelIdField({ providerId, model }: ModelIdFieldProps) {
  const { definition, document, draft, edit } = useForm()
  const { id, index, path, entry } = model
  const count = id === null ? 0 : referencesToModel(document.value, definition, providerId, id).length
  const rename = (text: string): string | null => {
    const value = text.trim()
    if (value === '') return 'A model needs an id.'
    const { document: now } = draft.analyseNow()
    if (now === null) return null
    try {
      const edits = setModelField(now, definition, { providerId, index, field: ['id'], value })
      edit(() => edits)
      return null
    } catch (cause) {
      if (cause instanceof EngineEditError) return cause.message
      throw cause
    }
  }
  return (
    <DraftTextField
      label="Id"
      path={[...path, 'id']}
      value={entry['id']}
      isRequired
      isCode
      hint={count === 0 ? undefined : `${countOf(count, 'reference')} in this file go along.`}
      onCommit={rename}
    />
  )
}
