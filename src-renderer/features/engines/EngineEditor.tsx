import { useCallback, useState } from 'react'

import type { EngineFile } from '#shared/engine.ts'
import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { providerIn } from '#shared/engine-config/providers-in-file.ts'

import { request } from '../../app/bridge.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { Resizer } from '../../ui/Resizer.tsx'
import { ConflictDialog } from '../config-editor/conflict/ConflictDialog.tsx'
import styles from './EngineEditor.module.css'
import { EngineHeader } from './EngineHeader.tsx'
import { backupRestored, conflictLeft, type ReadyEngine, textSaved, theirsTaken } from './engine-store.ts'
import { useDraft } from './use-engine.ts'
import { EngineNotices } from './EngineNotices.tsx'
import { ModelsForm } from './form/ModelsForm.tsx'
import { DiscardDialog } from '../config-editor/review/DiscardDialog.tsx'
import { HistoryDialog } from '../config-editor/history/HistoryDialog.tsx'
import { ProblemPanel } from './problems/ProblemPanel.tsx'
import { ReviewDialog } from './review/ReviewDialog.tsx'
import type { Conflict } from '../config-editor/file-desk.ts'
import { json5Config } from '../config-editor/text/config-language.ts'
import { fileName } from '../config-editor/words.ts'
import { TextPane } from '../config-editor/text/TextPane.tsx'
import { useDraftCommands } from '../config-editor/use-draft-commands.ts'
import { useIsWide } from '../config-editor/use-wide.ts'
import { formResized, formWidths, setupMoved, useEngineView } from './view-store.ts'

interface EngineEditorProps {
  readonly engine: EngineFile
  readonly opened: ReadyEngine
}

/** Both views fit side by side from here on; narrower, they share the room by tabs. */
const wideRem = 54

/** An open file: its form and its text, two views of one draft. */
export function EngineEditor({ engine, opened }: EngineEditorProps) {
  const { draft } = opened
  const { analysis, isDirty, canRedo } = useDraft(draft)
  const name = fileName(engine.path)
  const { id } = engine
  const readBackup = useCallback(
    async (backupId: string) => (await request('engine:backup', { id, backupId })).text,
    [id],
  )
  const tab = useEngineView((view) => view.tab)
  const width = useEngineView((view) => view.formWidth)
  const isProblemListOpen = useEngineView((view) => view.isProblemListOpen)
  const [pane, isWide] = useIsWide<HTMLElement>(wideRem)
  const [overlay, setOverlay] = useState<'review' | 'history' | 'discard' | null>(null)
  const close = (): void => setOverlay(null)
  const { document } = analysis
  const canAddLitellm = document !== null && providerIn(document.value, GATEWAY_PROVIDER_ID) === undefined
  const isManaged = engine.state.type === 'managed'

  const review = useDraftCommands('engine', draft, () => setOverlay('review'))
  useShortcut('engine.redo-key', 'Mod+Y', 'Redo', () => draft.redo(), canRedo)

  return (
    <section ref={pane} className={styles['editor']} aria-label={engine.name}>
      <EngineHeader
        engine={engine}
        opened={opened}
        hasTabs={!isWide}
        onReview={review}
        onHistory={() => setOverlay('history')}
        onDiscard={() => setOverlay('discard')}
        onAddLitellm={canAddLitellm && !isManaged ? () => setupMoved(engine.id, { type: 'form' }) : null}
      />
      <EngineNotices engine={engine} opened={opened} />
      <div className={styles['views']}>
        {(isWide || tab === 'models') && (
          <div
            className={styles['form']}
            data-beside={isWide}
            style={isWide ? { width: `${String(width / 16)}rem` } : undefined}
          >
            <ModelsForm engine={engine} opened={opened} isReadOnly={isManaged} />
          </div>
        )}
        {(isWide || tab === 'text') && (
          <div className={styles['text']} data-beside={isWide}>
            {isWide && (
              <Resizer
                label="Width of the form"
                value={width}
                min={formWidths.min}
                max={formWidths.max}
                initial={formWidths.initial}
                onChange={formResized}
              />
            )}
            <TextPane draft={draft} />
          </div>
        )}
      </div>
      {isProblemListOpen && (
        <ProblemPanel engineId={engine.id} draft={draft} isInText={!isWide && tab === 'text'} />
      )}
      {overlay === 'review' && <ReviewDialog opened={opened} onClose={close} />}
      {overlay === 'discard' && <DiscardDialog name={name} draft={draft} onClose={close} />}
      {overlay === 'history' && (
        <HistoryDialog
          name={name}
          backups={opened.document.backups}
          current={draft.savedText}
          isDirty={isDirty}
          language={json5Config}
          read={readBackup}
          restore={(backupId) => backupRestored({ id: engine.id, backupId, afterHash: null }, 'Restored')}
          onClose={close}
        />
      )}
      {opened.conflict !== null && (
        <ConflictDialog
          name={name}
          theirs={opened.conflict.theirs}
          mine={draft.text}
          language={json5Config}
          onSave={(text, reason) => keepOver(engine.id, opened.conflict, text, reason)}
          onTakeTheirs={() => theirsTaken(engine.id)}
          onLeave={() => conflictLeft(engine.id)}
        />
      )}
    </section>
  )
}

async function keepOver(id: string, conflict: Conflict | null, text: string, reason: string): Promise<void> {
  await textSaved(id, { text, baseHash: conflict?.theirsHash ?? null, mayBeInvalid: true, reason })
}
