import { useState } from 'react'

import { removeProvider } from '#shared/engine-config/edits/provider-edits.ts'
import { referencesToProvider } from '#shared/engine-config/edits/references.ts'
import type { ProviderInFile } from '#shared/engine-config/providers-in-file.ts'

import { Checkbox } from '../../../ui/Checkbox.tsx'
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx'
import { countOf } from '../../config-editor/words.ts'
import { useForm } from './form-context.ts'
import { ReferenceList } from './ReferenceList.tsx'

interface RemoveProviderDialogProps {
  readonly provider: ProviderInFile
  readonly onClose: () => void
}

/** Asks before a provider goes, naming what goes with it. */
export function RemoveProviderDialog({ provider, onClose }: RemoveProviderDialogProps) {
  const { definition, document, edit } = useForm()
  const { id, models } = provider
  const references = referencesToProvider(document.value, definition, id).filter(({ follows }) => follows)
  const [removesReferences, setRemovesReferences] = useState(true)
  const remove = (): void => {
    edit((now) => removeProvider(now, definition, { id, references: removesReferences ? 'remove' : 'keep' }))
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Remove ${id}?`}
      description={`Its address and ${countOf(models.length, 'model')} go from the draft. Undo brings them back.`}
      size="medium"
      action="Remove provider"
      onConfirm={remove}
      onClose={onClose}
    >
      {references.length > 0 && (
        <>
          <Checkbox checked={removesReferences} onChange={setRemovesReferences}>
            Remove {countOf(references.length, 'reference')} to its models too
          </Checkbox>
          <ReferenceList references={references} />
        </>
      )}
    </ConfirmDialog>
  )
}
