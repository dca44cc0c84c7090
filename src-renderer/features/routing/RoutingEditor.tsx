import { ListX } from 'lucide-react'
import { useCallback, useState } from 'react'

import type { RoutingProblem } from '#shared/routing-file/routing-problem.ts'

import { request, requestOrToast } from '../../app/bridge.ts'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { ConflictDialog } from '../config-editor/conflict/ConflictDialog.tsx'
import { DraftActions } from '../config-editor/DraftActions.tsx'
import { editFailed } from '../config-editor/edit-failure.ts'
import { useSnapshot } from '../config-editor/file-desk.ts'
import { HistoryDialog } from '../config-editor/history/HistoryDialog.tsx'
import { ProblemCount } from '../config-editor/ProblemCount.tsx'
import { ProblemList } from '../config-editor/ProblemList.tsx'
import { DiscardDialog } from '../config-editor/review/DiscardDialog.tsx'
import { yamlConfig } from '../config-editor/text/config-language.ts'
import { TextPane } from '../config-editor/text/TextPane.tsx'
import { useDraftCommands } from '../config-editor/use-draft-commands.ts'
import { useIsWide } from '../config-editor/use-wide.ts'
import { fileName } from '../config-editor/words.ts'
import { RoutingForm } from './form/RoutingForm.tsx'
import { FallbackPicture } from './picture/FallbackPicture.tsx'
import styles from './RoutingEditor.module.css'
import { RoutingNotices } from './RoutingNotices.tsx'
import { RoutingReview } from './RoutingReview.tsx'
import {
  routingDesk,
  routingFileForgotten,
  routingProblemsToggled,
  type ReadyRouting,
  routingTabChosen,
  useRoutingView,
} from './routing-store.ts'

/** Text and form fit side by side from here on; narrower, they share the room by tabs. */
const wideRem = 58

const tabs = [
  { value: 'form', label: 'Form' },
  { value: 'picture', label: 'Picture' },
  { value: 'text', label: 'Text' },
] as const

/** An open LiteLLM config: its form, who catches whom, and its text, three views of one draft. */
export function RoutingEditor({ opened }: { readonly opened: ReadyRouting }) {
  const { draft, document } = opened
  const { entry } = document
  const { id } = entry
  const name = fileName(entry.path)
  const { analysis, isDirty } = useSnapshot(draft)
  const chosenTab = useRoutingView((view) => view.tab)
  const isProblemListOpen = useRoutingView((view) => view.isProblemListOpen)
  const [pane, isWide] = useIsWide<HTMLElement>(wideRem)
  const [overlay, setOverlay] = useState<'review' | 'history' | 'discard' | null>(null)
  const close = (): void => setOverlay(null)
  const tab = isWide && chosenTab === 'text' ? 'form' : chosenTab
  const readBackup = useCallback(
    async (backupId: string) => (await request('routing:backup', { id, backupId })).text,
    [id],
  )
  const review = useDraftCommands('routing', draft, () => setOverlay('review'))
  const goTo = ({ range }: RoutingProblem): void => {
    routingTabChosen('text')
    // The text may only now be drawn.
    if (range !== null) requestAnimationFrame(() => draft.goTo(range.start, range.end))
  }

  return (
    <section ref={pane} className={styles['editor']} aria-label={name}>
      <header className={styles['header']}>
        <SegmentedControl
          label="View"
          options={isWide ? tabs.slice(0, 2) : tabs}
          value={tab}
          onChange={routingTabChosen}
        />
        <ProblemCount
          problems={analysis.problems}
          isListOpen={isProblemListOpen}
          onToggle={routingProblemsToggled}
        />
        <DraftActions
          draft={draft}
          onReview={review}
          onDiscard={() => setOverlay('discard')}
          onHistory={() => setOverlay('history')}
          onReveal={() => void requestOrToast('routing:reveal', { id })}
          after={[
            {
              label: 'Take off the list',
              icon: <ListX aria-hidden="true" />,
              disabled: isDirty,
              onSelect: () => void routingFileForgotten(id),
            },
          ]}
        />
      </header>
      <RoutingNotices opened={opened} />
      <div className={styles['views']}>
        {tab !== 'text' && (
          <div className={styles['main']}>
            {analysis.shown === null ? (
              <p className={styles['unreadable']}>The text cannot be read yet. Correct it first.</p>
            ) : tab === 'form' ? (
              <RoutingForm file={analysis.shown} draft={draft} isReadable={analysis.document !== null} />
            ) : (
              <FallbackPicture file={analysis.shown} />
            )}
          </div>
        )}
        {(isWide || tab === 'text') && (
          <div className={styles['text']} data-beside={isWide}>
            <TextPane draft={draft} />
          </div>
        )}
      </div>
      {isProblemListOpen && (
        <ProblemList
          problems={analysis.problems}
          fineWord="LiteLLM would start with this text."
          onGo={goTo}
          onFix={({ fix }) => {
            if (fix !== null) editFailed(() => draft.edit(fix.edits))
          }}
          onHide={routingProblemsToggled}
        />
      )}
      {overlay === 'review' && <RoutingReview opened={opened} onClose={close} />}
      {overlay === 'discard' && <DiscardDialog name={name} draft={draft} onClose={close} />}
      {overlay === 'history' && (
        <HistoryDialog
          name={name}
          backups={document.backups}
          current={draft.savedText}
          isDirty={isDirty}
          language={yamlConfig}
          read={readBackup}
          restore={(backupId) => routingDesk.restore({ id, backupId, afterHash: null }, 'Restored')}
          onClose={close}
        />
      )}
      {opened.conflict !== null && (
        <ConflictDialog
          name={name}
          theirs={opened.conflict.theirs}
          mine={draft.text}
          language={yamlConfig}
          onSave={(text, reason) =>
            routingDesk.save(id, {
              text,
              baseHash: opened.conflict?.theirsHash ?? null,
              mayBeInvalid: true,
              reason,
            })
          }
          onTakeTheirs={() => routingDesk.takeTheirs(id)}
          onLeave={() => routingDesk.leaveConflict(id)}
        />
      )}
    </section>
  )
}
