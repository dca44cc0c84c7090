import { useMemo } from 'react'

import type { RoutingFile } from '#shared/routing-file/routing-file.ts'

import { editFailed } from '../../config-editor/edit-failure.ts'
import type { RoutingDraft } from '../routing-draft.ts'
import { Aliases } from './Aliases.tsx'
import { Deployments } from './Deployments.tsx'
import { Fallbacks } from './Fallbacks.tsx'
import { ProxySettings } from './ProxySettings.tsx'
import { RoutingFormContext, type RoutingForm as Form } from './routing-context.ts'
import styles from './RoutingForm.module.css'

interface RoutingFormProps {
  readonly file: RoutingFile
  readonly draft: RoutingDraft
  /** Whether the text can be read now; the form stays in sight while it cannot. */
  readonly isReadable: boolean
}

/** A LiteLLM config as a form. */
export function RoutingForm({ file, draft, isReadable }: RoutingFormProps) {
  const form = useMemo<Form>(
    () => ({ file, edit: (edits) => !editFailed(() => draft.edit(edits)) }),
    [file, draft],
  )
  return (
    <RoutingFormContext value={form}>
      <div className={styles['form']} inert={!isReadable}>
        <Deployments />
        <Fallbacks />
        <Aliases />
        <ProxySettings />
      </div>
    </RoutingFormContext>
  )
}
