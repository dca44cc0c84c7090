import { CircleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { errorOf } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import type { ConfigLanguage } from '../text/config-language.ts'
import { changedLines, changedLinesWord } from './changed-lines.ts'
import { DiffView } from './DiffView.tsx'
import styles from './SaveDialog.module.css'

/** What is wrong with the text that is about to be saved. */
export interface SaveWarning {
  /** What follows from it. */
  readonly lead: string
  readonly problems: readonly { readonly key: string; readonly message: string; readonly place: string }[]
  /** Whether saving is possible at all. */
  readonly canSave: boolean
  /** Whether whoever reads the file would not start with it. */
  readonly wouldStop: boolean
}

interface SaveDialogProps {
  /** The file's. */
  readonly name: string
  readonly before: string
  readonly after: string
  readonly language: ConfigLanguage
  /** null when nothing is wrong. */
  readonly warning: SaveWarning | null
  /** Gets how much changed, in words. Throws RequestFailure. */
  readonly onSave: (lines: string) => Promise<unknown>
  readonly onClose: () => void
}

/** What saving would change, and the last word about it. */
export function SaveDialog({ name, before, after, language, warning, onSave, onClose }: SaveDialogProps) {
  const lines = useMemo(() => changedLinesWord(changedLines(before, after)), [before, after])
  const [error, setError] = useState<AppError | null>(null)
  const [isSaving, setSaving] = useState(false)
  const wouldStop = warning?.wouldStop === true

  const save = async (): Promise<void> => {
    setSaving(true)
    try {
      await onSave(lines)
      onClose()
    } catch (cause) {
      setError(errorOf(cause))
      setSaving(false)
    }
  }
  return (
    <Dialog
      title={`Save changes to ${name}`}
      description={lines}
      open
      size="wide"
      staysOnOutsideClick
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {warning?.canSave !== false && (
            <Button
              variant={wouldStop ? 'danger' : 'primary'}
              busy={isSaving}
              data-autofocus=""
              onClick={() => void save()}
            >
              {wouldStop ? 'Save anyway' : 'Save'}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['body']}>
        {error !== null && <ErrorCard error={error} />}
        {warning !== null && (
          <div className={styles['warning']}>
            <CircleAlert aria-hidden="true" />
            <div>
              <p className={styles['lead']}>{warning.lead}</p>
              <ul>
                {warning.problems.slice(0, maxListed).map(({ key, message, place }) => (
                  <li key={key}>
                    {message} <span className={styles['place']}>{place}</span>
                  </li>
                ))}
              </ul>
              {warning.problems.length > maxListed && <p>and {warning.problems.length - maxListed} more</p>}
            </div>
          </div>
        )}
        <div className={styles['diff']}>
          <DiffView before={before} after={after} label={`${name}, as it would be`} language={language} />
        </div>
      </div>
    </Dialog>
  )
}

/** More problems than this would push the change itself out of sight. */
const maxListed = 4
