import {
  CircleAlert,
  CircleCheck,
  Ellipsis,
  FolderOpen,
  History,
  ListX,
  Redo2,
  Trash2,
  TriangleAlert,
  Undo2,
} from 'lucide-react'
import { useCallback, useState } from 'react'
import { flushSync } from 'react-dom'

import type { RoutingProblem } from '#shared/routing-file/routing-problem.ts'

import { request, requestOrToast } from '../../app/bridge.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import { ConflictDialog } from '../config-editor/conflict/ConflictDialog.tsx'
import { editFailed } from '../config-editor/edit-failure.ts'
import { useSnapshot } from '../config-editor/file-desk.ts'
import { HistoryDialog } from '../config-editor/history/HistoryDialog.tsx'
import { placeWord, ProblemList } from '../config-editor/ProblemList.tsx'
import { problemSummary } from '../config-editor/problem-summary.ts'
import { DiscardDialog } from '../config-editor/review/DiscardDialog.tsx'
import { SaveDialog } from '../config-editor/review/SaveDialog.tsx'
import { yamlConfig } from '../config-editor/text/config-language.ts'
import { TextPane } from '../config-editor/text/TextPane.tsx'
import { useIsWide } from '../config-editor/use-wide.ts'
import { fileName } from '../config-editor/words.ts'
import { RoutingForm } from './form/RoutingForm.tsx'
import { FallbackPicture } from './picture/FallbackPicture.tsx'
import styles from './RoutingEditor.module.css'
import { RoutingNotices } from './RoutingNotices.tsx'
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
  const { analysis, isDirty, canUndo, canRedo } = useSnapshot(draft)
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
  const review = (): void => {
    finishFields()
    if (draft.snapshot.isDirty) setOverlay('review')
  }
  const goTo = ({ range }: RoutingProblem): void => {
    routingTabChosen('text')
    // The text may only now be drawn.
    if (range !== null) requestAnimationFrame(() => draft.goTo(range.start, range.end))
  }
  useShortcut('routing.review', 'Mod+S', 'Review and save changes', review)
  useShortcut('routing.undo', 'Mod+Z', 'Undo', () => draft.undo(), canUndo)
  useShortcut('routing.redo', 'Mod+Shift+Z', 'Redo', () => draft.redo(), canRedo)
  const { word, tone } = problemSummary(analysis.problems)
  const Icon = tone === 'negative' ? CircleAlert : tone === 'warning' ? TriangleAlert : CircleCheck

  return (
    <section ref={pane} className={styles['editor']} aria-label={name}>
      <header className={styles['header']}>
        <SegmentedControl
          label="View"
          options={isWide ? tabs.slice(0, 2) : tabs}
          value={tab}
          onChange={routingTabChosen}
        />
        <button
          type="button"
          className={classNames(styles['problems'], styles[tone])}
          aria-expanded={isProblemListOpen}
          {...tooltipAttributes(isProblemListOpen ? 'Hide problems' : 'Show problems')}
          onClick={routingProblemsToggled}
        >
          <Icon aria-hidden="true" />
          {word}
        </button>
        <div className={styles['actions']}>
          <IconButton label="Undo" shortcut="Mod+Z" disabled={!canUndo} onClick={() => draft.undo()}>
            <Undo2 aria-hidden="true" />
          </IconButton>
          <IconButton label="Redo" shortcut="Mod+Shift+Z" disabled={!canRedo} onClick={() => draft.redo()}>
            <Redo2 aria-hidden="true" />
          </IconButton>
          <Menu
            align="end"
            trigger={
              <IconButton label="More actions">
                <Ellipsis aria-hidden="true" />
              </IconButton>
            }
            items={[
              {
                label: 'Discard changes…',
                icon: <Trash2 aria-hidden="true" />,
                disabled: !isDirty,
                onSelect: () => setOverlay('discard'),
              },
              {
                label: 'History…',
                icon: <History aria-hidden="true" />,
                onSelect: () => setOverlay('history'),
              },
              'separator',
              {
                label: 'Show in file manager',
                icon: <FolderOpen aria-hidden="true" />,
                onSelect: () => void requestOrToast('routing:reveal', { id }),
              },
              {
                label: 'Take off the list',
                icon: <ListX aria-hidden="true" />,
                disabled: isDirty,
                onSelect: () => void routingFileForgotten(id),
              },
            ]}
          />
          <Button
            variant="primary"
            disabled={!isDirty}
            {...tooltipAttributes('Review and save changes', 'Mod+S')}
            onClick={review}
          >
            Review changes
          </Button>
        </div>
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
      {overlay === 'review' && <Review opened={opened} onClose={close} />}
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

/** What saving would change, with what LiteLLM would make of it. */
function Review({ opened, onClose }: { readonly opened: ReadyRouting; readonly onClose: () => void }) {
  const { draft, document } = opened
  const [{ text, savedText, problems }] = useState(() => ({
    problems: draft.analyseNow().problems.filter(({ severity }) => severity === 'error'),
    text: draft.text,
    savedText: draft.savedText,
  }))
  const isText = problems[0]?.code !== 'syntax'
  const wouldStop = problems.some(({ stopsGateway }) => stopsGateway)
  return (
    <SaveDialog
      name={fileName(document.entry.path)}
      before={savedText}
      after={text}
      language={yamlConfig}
      warning={
        problems.length === 0
          ? null
          : {
              lead: leadOf(isText, wouldStop),
              problems: problems.map((problem) => ({
                key: `${problem.code} ${problem.path.join('/')}`,
                message: problem.message,
                place: placeWord(problem),
              })),
              canSave: isText,
              wouldStop,
            }
      }
      onSave={(lines) =>
        routingDesk.save(document.entry.id, {
          text,
          baseHash: document.hash,
          mayBeInvalid: wouldStop,
          reason: `Edited, ${lines}`,
        })
      }
      onClose={onClose}
    />
  )
}

function leadOf(isText: boolean, wouldStop: boolean): string {
  if (!isText) return 'This is not YAML, so it cannot be saved.'
  return wouldStop
    ? 'LiteLLM would not start with this file.'
    : 'LiteLLM would start, and not everything would work.'
}

/** Leaves the field that has the focus, so that what was typed into it counts. */
function finishFields(): void {
  const { activeElement } = window.document
  if (activeElement instanceof HTMLInputElement) flushSync(() => activeElement.blur())
}
