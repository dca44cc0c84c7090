import { useCallback, useRef, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { errorOf } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import {
  type Conflict,
  conflictLeft,
  type ReadyEngine,
  textSaved,
  theirsTaken,
} from '../../engines/engine-store.ts'
import { fileName } from '../words.ts'
import styles from './ConflictDialog.module.css'
import { MergeEditor, type MergedText } from './MergeEditor.tsx'

interface ConflictDialogProps {
  readonly opened: ReadyEngine
  readonly conflict: Conflict
}

/** Both versions of a file that two changed at the same place, to keep one or to put them together by hand. */
export function ConflictDialog({ opened: { document, draft }, conflict }: ConflictDialogProps) {
  const { engine } = document
  const name = fileName(engine.path)
  const [mine] = useState(draft.text)
  const resultRef = useRef<MergedText>({ read: () => mine })
  const [isEdited, setEdited] = useState(false)
  const [busy, setBusy] = useState<'save' | 'theirs' | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const edited = useCallback(() => setEdited(true), [])
  const leave = (): void => conflictLeft(engine.id)

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
    textSaved(engine.id, {
      text: resultRef.current.read(),
      baseHash: conflict.theirsHash,
      mayBeInvalid: true,
      reason: isEdited ? 'Put two changes together' : 'Kept the draft over a change by others',
    })
  return (
    <Dialog
      title={`${name} was changed by others too`}
      description="Nothing was saved. Keep one version, or put them together: what will be saved can be edited."
      open
      size="wide"
      staysOnOutsideClick
      onClose={leave}
      footer={
        <>
          <Button onClick={leave}>Back to the draft</Button>
          <Button busy={busy === 'theirs'} onClick={() => void run('theirs', () => theirsTaken(engine.id))}>
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
            key={conflict.theirs}
            theirs={conflict.theirs}
            mine={mine}
            resultRef={resultRef}
            onEdit={edited}
          />
        </div>
      </div>
    </Dialog>
  )
}
