import { useCallback, useRef, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { errorOf } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import type { ConfigLanguage } from '../text/config-language.ts'
import styles from './ConflictDialog.module.css'
import { MergeEditor, type MergedText } from './MergeEditor.tsx'

interface ConflictDialogProps {
  /** The file's. */
  readonly name: string
  /** What is in the file now. */
  readonly theirs: string
  /** The draft, as it was when the dialog opened. */
  readonly mine: string
  readonly language: ConfigLanguage
  /** Writes the text over what is in the file; the reason is for the history. Throws RequestFailure. */
  readonly onSave: (text: string, reason: string) => Promise<unknown>
  /** Throws RequestFailure. */
  readonly onTakeTheirs: () => Promise<unknown>
  readonly onLeave: () => void
}

/** Both versions of a file that two changed at the same place, to keep one or to put them together by hand. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { name, theirs, language, onSave, onTakeTheirs, onLeave } = props
  const [mine] = useState(props.mine)
  const resultRef = useRef<MergedText>({ read: () => mine })
  const [isEdited, setEdited] = useState(false)
  const [busy, setBusy] = useState<'save' | 'theirs' | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const edited = useCallback(() => setEdited(true), [])

  const run = async (what: 'save' | 'theirs', work: () => Promise<unknown>): Promise<void> => {
    setBusy(what)
    setError(null)
    try {
      await work()
    } catch (cause) {
      setError(errorOf(cause))
    }
    setBusy(null)
  }
  const save = () =>
    onSave(
      resultRef.current.read(),
      isEdited ? 'Put two changes together' : 'Kept the draft over a change by others',
    )
  return (
    <Dialog
      title={`${name} was changed by others too`}
      description="Nothing was saved. Keep one version, or put them together: what will be saved can be edited."
      open
      size="wide"
      staysOnOutsideClick
      onClose={onLeave}
      footer={
        <>
          <Button onClick={onLeave}>Back to the draft</Button>
          <Button busy={busy === 'theirs'} onClick={() => void run('theirs', onTakeTheirs)}>
            Take theirs
          </Button>
          <Button variant="primary" busy={busy === 'save'} onClick={() => void run('save', save)}>
            {isEdited ? 'Save the result' : 'Keep mine'}
          </Button>
        </>
      }
    >
      <div className={styles['body']}>
        {error !== null && <ErrorCard error={error} />}
        <div className={styles['merge']}>
          <MergeEditor
            key={theirs}
            theirs={theirs}
            language={language}
            mine={mine}
            resultRef={resultRef}
            onEdit={edited}
          />
        </div>
      </div>
    </Dialog>
  )
}
