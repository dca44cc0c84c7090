import { useState } from 'react'

import { removeModel } from '#shared/engine-config/edits/model-edits.ts'
import { referencesToModel } from '#shared/engine-config/edits/references.ts'
import type { ModelInFile } from '#shared/engine-config/providers-in-file.ts'

import { Checkbox } from '../../../ui/Checkbox.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { countOf } from '../../config-editor/words.ts'
import { useForm } from './form-context.ts'
import { ReferenceList } from './ReferenceList.tsx'

interface RemoveModelDialogProps {
  readonly providerId: string
  readonly model: ModelInFile
  readonly onClose: () => void
}

/** Asks before a model goes, naming what refers to it. */
export function RemoveModelDialog({ providerId, model, onClose }: RemoveModelDialogProps) {
  const { definition, document, edit } = useForm()
  const { id, index } = model
  const references = id === null ? [] : referencesToModel(document.value, definition, providerId, id)
  const [removesReferences, setRemovesReferences] = useState(true)
  const remove = (): void => {
    edit((now) =>
      removeModel(now, definition, {
        providerId,
        index,
        references: removesReferences ? 'remove' : 'keep',
      }),
    )
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Remove ${id ?? 'this model'}?`}
      description={
        references.length === 0
          ? 'Nothing in this file refers to it. Undo brings it back.'
          : `${countOf(references.length, 'place')} in this file refer to it. Undo brings it back.`
      }
      action="Remove model"
      onConfirm={remove}
      onClose={onClose}
    >
      {references.length > 0 && (
        <>
          <Checkbox checked={removesReferences} onChange={setRemovesReferences}>
            Remove the references too
          </Checkbox>
          <ReferenceList references={references} />
        </>
      )}
    </ConfirmDialog>
  )
}
