import { Ellipsis, FolderOpen, History, Redo2, Trash2, Undo2 } from 'lucide-react'

import { Button } from '../../ui/Button.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import { tooltipAttributes } from '../../ui/Tooltip.tsx'
import styles from './DraftActions.module.css'
import { useSnapshot } from './file-desk.ts'
import type { EditedDraft } from './text-draft.ts'

interface DraftActionsProps {
  readonly draft: EditedDraft
  readonly onReview: () => void
  readonly onDiscard: () => void
  readonly onHistory: () => void
  readonly onReveal: () => void
  /** What else the menu has for this kind of file. */
  readonly before?: readonly MenuItem[]
  readonly after?: readonly MenuItem[]
}

/** What can be done with all of an open file. */
export function DraftActions({
  draft,
  onReview,
  onDiscard,
  onHistory,
  onReveal,
  before = [],
  after = [],
}: DraftActionsProps) {
  const { isDirty, canUndo, canRedo } = useSnapshot(draft)
  return (
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
          ...before,
          {
            label: 'Discard changes…',
            icon: <Trash2 aria-hidden="true" />,
            disabled: !isDirty,
            onSelect: onDiscard,
          },
          { label: 'History…', icon: <History aria-hidden="true" />, onSelect: onHistory },
          'separator',
          { label: 'Show in file manager', icon: <FolderOpen aria-hidden="true" />, onSelect: onReveal },
          ...after,
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
  )
}
