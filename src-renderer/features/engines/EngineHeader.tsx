import {
  CircleAlert,
  CircleCheck,
  Ellipsis,
  FolderOpen,
  History,
  Redo2,
  Trash2,
  TriangleAlert,
  Undo2,
  Wand,
} from 'lucide-react'

import type { EngineFile } from '#shared/engine.ts'

import { requestOrToast } from '../../app/bridge.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import styles from './EngineHeader.module.css'
import type { ReadyEngine } from './engine-store.ts'
import { useDraft } from './use-engine.ts'
import { problemSummary } from '../config-editor/problem-summary.ts'
import { problemListToggled, tabChosen, useEngineView } from './view-store.ts'

interface EngineHeaderProps {
  readonly engine: EngineFile
  readonly opened: ReadyEngine
  /** Whether form and text share the room by tabs. */
  readonly hasTabs: boolean
  readonly onReview: () => void
  readonly onHistory: () => void
  readonly onDiscard: () => void
  /** null when the file has a LiteLLM provider already. */
  readonly onAddLitellm: (() => void) | null
}

/** What the open file is called, how it is, and what can be done with all of it. */
export function EngineHeader({
  engine,
  opened,
  hasTabs,
  onReview,
  onHistory,
  onDiscard,
  onAddLitellm,
}: EngineHeaderProps) {
  const { draft } = opened
  const { isDirty, canUndo, canRedo } = useDraft(draft)
  const tab = useEngineView((view) => view.tab)
  return (
    <div className={styles['box']}>
      <header className={styles['header']}>
        <div className={styles['words']}>
          <div className={styles['line']}>
            <h2 className={styles['name']}>{engine.name}</h2>
            {engine.state.type === 'managed' && <Badge>Managed</Badge>}
            <ProblemCount opened={opened} />
          </div>
          <p className={styles['path']} title={engine.path}>
            <bdi>{engine.displayPath}</bdi>
          </p>
        </div>
        {hasTabs && (
          <SegmentedControl
            label="View"
            options={[
              { value: 'models', label: 'Models' },
              { value: 'text', label: 'Text' },
            ]}
            value={tab}
            onChange={tabChosen}
          />
        )}
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
              ...(onAddLitellm === null
                ? []
                : [{ label: 'Add LiteLLM…', icon: <Wand aria-hidden="true" />, onSelect: onAddLitellm }]),
              {
                label: 'Discard changes…',
                icon: <Trash2 aria-hidden="true" />,
                disabled: !isDirty,
                onSelect: onDiscard,
              },
              { label: 'History…', icon: <History aria-hidden="true" />, onSelect: onHistory },
              'separator',
              {
                label: 'Show in file manager',
                icon: <FolderOpen aria-hidden="true" />,
                onSelect: () => void requestOrToast('engine:reveal', { id: engine.id }),
              },
            ]}
          />
          <Button
            variant="primary"
            disabled={!isDirty}
            {...tooltipAttributes('Review and save changes', 'Mod+S')}
            onClick={onReview}
          >
            <span>
              Review<span className={styles['optional']}> changes</span>
            </span>
          </Button>
        </div>
      </header>
    </div>
  )
}

/** How many problems the draft has; opens and closes their list. */
function ProblemCount({ opened }: { readonly opened: ReadyEngine }) {
  const { analysis } = useDraft(opened.draft)
  const isOpen = useEngineView((view) => view.isProblemListOpen)
  const { word, tone } = problemSummary(analysis.problems)
  const Icon = tone === 'negative' ? CircleAlert : tone === 'warning' ? TriangleAlert : CircleCheck
  return (
    <button
      type="button"
      className={classNames(styles['problems'], styles[tone])}
      aria-expanded={isOpen}
      {...tooltipAttributes(isOpen ? 'Hide problems' : 'Show problems')}
      onClick={problemListToggled}
    >
      <Icon aria-hidden="true" />
      {word}
    </button>
  )
}
