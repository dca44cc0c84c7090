import { CircleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'

import { errorOf } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { type ReadyEngine, textSaved } from '../engine-store.ts'
import { fileName } from '../../config-editor/words.ts'
import { placeWord } from '../problems/problem-actions.ts'
import { changedLines, changedLinesWord } from '../../config-editor/review/changed-lines.ts'
import { DiffView } from '../../config-editor/review/DiffView.tsx'
import styles from './ReviewDialog.module.css'

interface ReviewDialogProps {
  readonly opened: ReadyEngine
  readonly onClose: () => void
}

/** What saving would change, and the last word about it. */
export function ReviewDialog({ opened: { draft, document }, onClose }: ReviewDialogProps) {
  const { engine, hash } = document
  const [{ text, savedText, problems }] = useState(() => ({
    problems: draft.analyseNow().problems.filter(({ severity }) => severity === 'error'),
    text: draft.text,
    savedText: draft.savedText,
  }))
  const lines = useMemo(() => changedLinesWord(changedLines(savedText, text)), [savedText, text])
  const [error, setError] = useState<AppError | null>(null)
  const [isSaving, setSaving] = useState(false)
  const name = fileName(engine.path)
  const isText = problems[0]?.code !== 'syntax'
  const wouldStop = problems.some(({ stopsEngine }) => stopsEngine)

  const save = async (): Promise<void> => {
    setSaving(true)
    try {
      await textSaved(engine.id, {
        text,
        baseHash: hash,
        mayBeInvalid: wouldStop,
        reason: `Edited, ${lines}`,
      })
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
          {isText && (
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
        {problems.length > 0 && (
          <div className={styles['warning']}>
            <CircleAlert aria-hidden="true" />
            <div>
              <p className={styles['lead']}>{leadOf(draft.definition.name, isText, wouldStop)}</p>
              <ul>
                {problems.slice(0, maxListed).map((problem) => (
                  <li key={`${problem.code} ${problem.path.join('/')}`}>
                    {problem.message} <span className={styles['place']}>{placeWord(problem)}</span>
                  </li>
                ))}
              </ul>
              {problems.length > maxListed && <p>and {problems.length - maxListed} more</p>}
            </div>
          </div>
        )}
        <div className={styles['diff']}>
          <DiffView before={savedText} after={text} label={`${name}, as it would be`} />
        </div>
      </div>
    </Dialog>
  )
}

function leadOf(engine: string, isText: boolean, wouldStop: boolean): string {
  if (!isText) return 'This is not JSON5, so it cannot be saved.'
  return wouldStop
    ? `${engine} would not start with this file.`
    : `${engine} would not reach every provider with this file.`
}

/** More problems than this would push the change itself out of sight. */
const maxListed = 4
