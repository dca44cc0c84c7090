import { History } from 'lucide-react'
import { useEffect, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { EngineBackup } from '#shared/engine.ts'

import { errorOf } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { Spinner } from '../../../ui/Spinner.tsx'
import { changedLines, changedLinesWord } from '../review/changed-lines.ts'
import { DiffView } from '../review/DiffView.tsx'
import type { ConfigLanguage } from '../text/config-language.ts'
import { formatMoment, formatSize } from './history-format.ts'
import styles from './HistoryDialog.module.css'

interface HistoryDialogProps {
  /** The file's. */
  readonly name: string
  /** Newest first. */
  readonly backups: readonly EngineBackup[]
  /** The file as it is. */
  readonly current: string
  /** Whether the draft differs from the file. */
  readonly isDirty: boolean
  readonly language: ConfigLanguage
  /** Throws RequestFailure. */
  readonly read: (backupId: string) => Promise<string>
  readonly restore: (backupId: string) => Promise<unknown>
  readonly onClose: () => void
}

/** Copies of the file from before Litedesk's writes, what each would change, and the way back to it. */
export function HistoryDialog(props: HistoryDialogProps) {
  const { name, backups, current, isDirty, language, read, onClose } = props
  const [chosenId, setChosenId] = useState(backups[0]?.id ?? null)
  const [isRestoring, setRestoring] = useState(false)
  const chosen = backups.find(({ id }) => id === chosenId)
  const restore = async (): Promise<void> => {
    if (chosen === undefined) return
    setRestoring(true)
    await props.restore(chosen.id)
    onClose()
  }
  return (
    <Dialog
      title={`History of ${name}`}
      description="Copies from before each change Litedesk made."
      open
      size="wide"
      onClose={onClose}
      footer={
        <>
          {isDirty && <p className={styles['hint']}>Your unsaved changes stay in the draft.</p>}
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            disabled={chosen === undefined}
            busy={isRestoring}
            onClick={() => void restore()}
          >
            Restore this version
          </Button>
        </>
      }
    >
      {backups.length === 0 ? (
        <EmptyState
          icon={<History />}
          title="No copies yet"
          text="Litedesk keeps one before each of its changes to this file."
        />
      ) : (
        <div className={styles['body']}>
          <ul className={styles['list']} aria-label="Copies">
            {backups.map((backup) => (
              <li key={backup.id}>
                <button
                  type="button"
                  className={styles['backup']}
                  aria-current={backup.id === chosenId ? 'true' : undefined}
                  onClick={() => setChosenId(backup.id)}
                >
                  <span className={styles['reason']}>{backup.reason}</span>
                  <span className={styles['figures']}>
                    {formatMoment(backup.at)} · {formatSize(backup.size)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {chosen !== undefined && (
            <BackupPreview
              key={chosen.id}
              backup={chosen}
              current={current}
              language={language}
              read={read}
            />
          )}
        </div>
      )}
    </Dialog>
  )
}

interface BackupPreviewProps extends Pick<HistoryDialogProps, 'read' | 'language'> {
  readonly backup: EngineBackup
  /** The file as it is. */
  readonly current: string
}

function BackupPreview({ backup, current, language, read }: BackupPreviewProps) {
  const [text, setText] = useState<string | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  useEffect(() => {
    let isShown = true
    const load = async (): Promise<void> => {
      try {
        const loaded = await read(backup.id)
        if (isShown) setText(loaded)
      } catch (cause) {
        if (isShown) setError(errorOf(cause))
      }
    }
    void load()
    return () => {
      isShown = false
    }
  }, [read, backup.id])
  if (error !== null) return <ErrorCard error={error} />
  if (text === null)
    return (
      <div className={styles['loading']}>
        <Spinner label="Loading the copy" />
      </div>
    )
  return (
    <div className={styles['preview']}>
      <p className={styles['lines']}>
        {text === current
          ? 'The file is just as this copy.'
          : `${changedLinesWord(changedLines(current, text))} by restoring`}
      </p>
      <div className={styles['diff']}>
        <DiffView before={current} after={text} label="The file, restored" language={language} />
      </div>
    </div>
  )
}
