import { Info } from 'lucide-react'
import { useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { EngineKeyInput, EngineKeyPlace } from '#shared/engine.ts'
import { EngineEditError } from '#shared/engine-config/edits/edit-guard.ts'
import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import type { Onboarding } from '#shared/engine-config/onboarding.ts'

import { errorOf, request } from '../../../app/bridge.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { documentCame, type ReadyEngine, textSaved } from '../engine-store.ts'
import { fileName } from '../../config-editor/words.ts'
import { changedLines, changedLinesWord } from '../../config-editor/review/changed-lines.ts'
import { DiffView } from '../../config-editor/review/DiffView.tsx'
import { json5Config } from '../../config-editor/text/config-language.ts'
import { TextView } from '../../config-editor/text/TextView.tsx'
import { setupMoved } from '../view-store.ts'
import styles from './SetupReview.module.css'

interface SetupReviewProps {
  readonly opened: ReadyEngine
  /** The text to be written, or why there can be none. */
  readonly onboarding: Onboarding | EngineEditError
  readonly primary: string | null
  /** The key to be stored; null when it is there, or none is asked for. */
  readonly keyInput: EngineKeyInput | null
  readonly keyPlace: EngineKeyPlace
  readonly keyWord: string
  /** What to run afterwards. */
  readonly command: string
  readonly onClose: () => void
}

/** The file as setting up would write it, and the writing itself. */
export function SetupReview(props: SetupReviewProps) {
  const { opened, onboarding, onClose } = props
  if (onboarding instanceof EngineEditError)
    return (
      <Dialog
        title="This file cannot be set up here"
        description={onboarding.message}
        size="small"
        open
        onClose={onClose}
        footer={<Button onClick={onClose}>Close</Button>}
      />
    )
  return <WriteDialog {...props} opened={opened} onboarding={onboarding} />
}

function WriteDialog({
  opened: { document, draft },
  onboarding: { text, notes },
  primary,
  keyInput,
  keyPlace,
  keyWord,
  command,
  onClose,
}: SetupReviewProps & { readonly onboarding: Onboarding }) {
  const { engine, hash } = document
  const [before] = useState(draft.savedText)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const name = fileName(engine.path)

  const write = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      // The key first, so that the file never refers to a variable that is not set.
      if (keyInput !== null) {
        const input = { id: engine.id, providerId: GATEWAY_PROVIDER_ID, place: keyPlace, key: keyInput }
        documentCame(await request('engine:store-key', input))
      }
      const outcome = await textSaved(engine.id, {
        text,
        baseHash: hash,
        mayBeInvalid: false,
        reason: 'Set up LiteLLM',
      })
      if (outcome.type === 'saved') setupMoved(engine.id, { type: 'done', command, primary, keyWord })
      else setupMoved(engine.id, null)
    } catch (cause) {
      setError(errorOf(cause))
      setBusy(false)
    }
  }
  return (
    <Dialog
      title={hash === null ? `Write ${name}` : `Save changes to ${name}`}
      description={changedLinesWord(changedLines(before, text))}
      open
      size={before.trim() === '' ? 'large' : 'wide'}
      staysOnOutsideClick
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button variant="primary" busy={isBusy} data-autofocus="" onClick={() => void write()}>
            {hash === null ? 'Write the file' : 'Save'}
          </Button>
        </>
      }
    >
      <div className={styles['body']}>
        {error !== null && <ErrorCard error={error} />}
        {notes.map((note) => (
          <p key={note} className={styles['note']}>
            <Info aria-hidden="true" />
            {note}
          </p>
        ))}
        <div className={styles['diff']}>
          {before.trim() === '' ? (
            <TextView text={text} label={`${name}, as it would be`} language={json5Config} />
          ) : (
            <DiffView before={before} after={text} label={`${name}, as it would be`} language={json5Config} />
          )}
        </div>
      </div>
    </Dialog>
  )
}
