import { Bookmark, ChevronDown, Save, Trash2 } from 'lucide-react'
import { useState } from 'react'

import type { SpendView } from '#shared/spend.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Popover } from '../../ui/Popover.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { showToast } from '../../ui/toast-store.ts'
import { useSpend, viewOpened, viewRemoved, viewRestored, viewSaved } from './spend-store.ts'
import { isView } from './spend-view.ts'
import styles from './Toolbar.module.css'

/** Views saved under a name: to open, to save, to change. */
export function ViewsPopover() {
  const [isOpen, setOpen] = useState(false)
  const current = useSpend((state) => state.views.find((view) => isView(state.spec, view))?.name)
  return (
    <Popover
      label="Saved views"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="small" variant="ghost" icon={<Bookmark aria-hidden />} className={styles['views']}>
          <span className={styles['viewName']}>{current ?? 'Views'}</span>
          <ChevronDown aria-hidden className={styles['chevron']} />
        </Button>
      }
    >
      <ViewList onDone={() => setOpen(false)} />
    </Popover>
  )
}

function ViewList({ onDone }: { readonly onDone: () => void }) {
  const views = useSpend((state) => state.views)
  const spec = useSpend((state) => state.spec)
  const [name, setName] = useState('')
  const trimmed = name.trim()
  const namesake = views.find((view) => view.name.toLowerCase() === trimmed.toLowerCase())
  const save = (): void => {
    if (trimmed === '') return
    void viewSaved(namesake?.id ?? crypto.randomUUID(), trimmed)
    if (namesake !== undefined) offerUndo(`Replaced “${namesake.name}”`, namesake)
    setName('')
    onDone()
  }
  return (
    <div className={styles['viewList']}>
      {views.length === 0 ? (
        <p className={styles['hint']}>
          A view keeps range, filter, order, grouping and columns under a name.
        </p>
      ) : (
        <ul>
          {views.map((view) => {
            const isCurrent = isView(spec, view)
            return (
              <li key={view.id} className={styles['view']}>
                <button
                  type="button"
                  className={classNames(styles['option'], isCurrent && styles['chosen'])}
                  aria-pressed={isCurrent}
                  onClick={() => {
                    viewOpened(view)
                    onDone()
                  }}
                >
                  {view.name}
                </button>
                {isCurrent ? null : (
                  <IconButton
                    label={`Save what is shown as ${view.name}`}
                    size="small"
                    onClick={() => {
                      void viewSaved(view.id, view.name)
                      offerUndo(`Replaced “${view.name}”`, view)
                      onDone()
                    }}
                  >
                    <Save aria-hidden />
                  </IconButton>
                )}
                <IconButton
                  label={`Remove ${view.name}`}
                  size="small"
                  onClick={() => {
                    void viewRemoved(view.id)
                    offerUndo(`Removed “${view.name}”`, view)
                  }}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              </li>
            )
          })}
        </ul>
      )}
      <form
        className={styles['saveView']}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        <TextField
          label="Name of the view"
          isLabelHidden
          placeholder="Name what is shown now"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={trimmed === ''}>
          {namesake === undefined ? 'Save' : 'Replace'}
        </Button>
      </form>
    </div>
  )
}

function offerUndo(text: string, view: SpendView): void {
  showToast({ text, action: { label: 'Undo', onSelect: () => void viewRestored(view) } })
}
