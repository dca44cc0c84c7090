import { useState } from 'react'

import { EngineEditError } from '#shared/engine-config/edits/edit-guard.ts'
import { renameProvider } from '#shared/engine-config/edits/provider-edits.ts'
import { referencesToProvider } from '#shared/engine-config/edits/references.ts'

import { FormDialog } from '../../../ui/FormDialog.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { countOf } from '../../config-editor/words.ts'
import { useForm } from './form-context.ts'
import { ReferenceList } from './ReferenceList.tsx'

interface RenameProviderDialogProps {
  readonly providerId: string
  readonly onClose: () => void
}

/** Gives a provider another id. What refers to its models goes along; what belongs to stored keys does not. */
export function RenameProviderDialog({ providerId, onClose }: RenameProviderDialogProps) {
  const { definition, document, draft, edit } = useForm()
  const [newId, setNewId] = useState(providerId)
  const [error, setError] = useState<string | null>(null)
  const references = referencesToProvider(document.value, definition, providerId)
  const following = references.filter(({ follows }) => follows)
  const staying = references.filter(({ follows }) => !follows)
  const submit = (): void => {
    const { document: now } = draft.analyseNow()
    if (now === null) return
    try {
      const edits = renameProvider(now, definition, { id: providerId, newId: newId.trim() })
      edit(() => edits)
      onClose()
    } catch (cause) {
      if (!(cause instanceof EngineEditError)) throw cause
      setError(cause.message)
    }
  }
  return (
    <FormDialog
      title={`Rename ${providerId}`}
      size="small"
      action="Rename"
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Id"
        value={newId}
        error={error}
        hint={
          following.length === 0
            ? 'Lower case, without a slash.'
            : `${countOf(following.length, 'reference')} in this file go along.`
        }
        data-code=""
        onChange={(event) => setNewId(event.currentTarget.value)}
      />
      {staying.length > 0 && (
        <div>
          <p>These belong to stored keys and stay with the old id:</p>
          <ReferenceList references={staying} />
        </div>
      )}
    </FormDialog>
  )
}
