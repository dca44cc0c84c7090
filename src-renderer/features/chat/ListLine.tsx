import { Ellipsis } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'

import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import styles from './ConversationList.module.css'

interface ListLineProps {
  /** What its menu is for. */
  readonly name: string
  readonly items: () => readonly (MenuItem | 'separator')[]
  readonly isOpen: boolean
  /** Whether the Tab key stops here; one line of the list has it. */
  readonly isTabStop: boolean
  readonly isDraggable?: boolean
  readonly children: ReactNode
}

/** A line of the list with its menu, which is built when the pointer or the focus first comes near. */
export function ListLine({ name, items, isOpen, isTabStop, isDraggable = false, children }: ListLineProps) {
  const [hasMenu, setHasMenu] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  return (
    <div
      ref={root}
      className={styles['item']}
      data-open={isOpen}
      draggable={isDraggable}
      onPointerEnter={() => setHasMenu(true)}
      onFocus={() => setHasMenu(true)}
      onContextMenu={(event) => {
        event.preventDefault()
        afterRelease(event.buttons, () =>
          root.current?.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click(),
        )
      }}
    >
      {children}
      {hasMenu ? (
        <Menu
          align="end"
          trigger={
            <IconButton
              label={`Options for ${name}`}
              size="small"
              className={styles['menu']}
              tabIndex={isTabStop ? 0 : -1}
            >
              <Ellipsis />
            </IconButton>
          }
          items={items()}
        />
      ) : null}
    </div>
  )
}

/** Opens a menu once no button is held: the release would count as a click beside it and close it again. */
function afterRelease(heldButtons: number, openMenu: () => void): void {
  if (heldButtons === 0) openMenu()
  else window.addEventListener('pointerup', () => setTimeout(openMenu), { once: true })
}
