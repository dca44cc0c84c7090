import { cloneElement, useId, useRef, useState } from 'react'
import type { KeyboardEvent, ReactElement, ReactNode } from 'react'

import { classNames } from './class-names.ts'
import { Kbd } from './Kbd.tsx'
import styles from './Menu.module.css'
import popoverStyles from './Popover.module.css'
import type { TriggerProps } from './Popover.tsx'

export interface MenuItem {
  readonly label: string
  readonly icon?: ReactNode
  /** A combination such as `Mod+N`, shown beside the label. */
  readonly shortcut?: string
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly onSelect: () => void
}

interface MenuProps {
  /** A Button, an IconButton or a native button with a name. */
  readonly trigger: ReactElement<TriggerProps>
  readonly items: readonly (MenuItem | 'separator')[]
  readonly align?: 'start' | 'end'
}

/** A menu beside its trigger: arrows, Home, End and the first letter move, Enter or Space chooses. */
export function Menu({ trigger, items, align = 'start' }: MenuProps) {
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(false)

  const select = (item: MenuItem): void => {
    // Hiding first gives the focus back to the trigger, from where the action may move it on.
    panel.current?.hidePopover()
    item.onSelect()
  }
  return (
    <>
      {cloneElement(trigger, { popoverTarget: id, 'aria-haspopup': 'menu', 'aria-expanded': isOpen })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        className={classNames(popoverStyles['panel'], styles['menu'])}
        data-align={align}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setOpen(true)
        }}
        onToggle={(event) => {
          if (event.newState === 'open') enabledItems(event.currentTarget)[0]?.focus()
          else setOpen(false)
        }}
        onKeyDown={moveFocus}
      >
        {isOpen &&
          items.map((item, index) =>
            item === 'separator' ? (
              <hr key={`separator-${String(index)}`} className={styles['separator']} />
            ) : (
              <button
                key={item.label}
                type="button"
                role="menuitem"
                tabIndex={-1}
                disabled={item.disabled}
                className={classNames(styles['item'], item.danger === true && styles['danger'])}
                onClick={() => select(item)}
                onPointerMove={(event) => event.currentTarget.focus()}
              >
                {item.icon !== undefined && <span className={styles['icon']}>{item.icon}</span>}
                <span className={styles['label']}>{item.label}</span>
                {item.shortcut !== undefined && <Kbd combo={item.shortcut} />}
              </button>
            ),
          )}
      </div>
    </>
  )
}

function enabledItems(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)')]
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const items = enabledItems(event.currentTarget)
  const current = items.findIndex((item) => item === document.activeElement)
  const next = nextItem(items, current, event.key)
  if (event.key === 'Tab') event.currentTarget.hidePopover()
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}

function nextItem(items: readonly HTMLElement[], current: number, key: string): HTMLElement | undefined {
  if (key === 'ArrowDown') return items[(current + 1) % items.length]
  if (key === 'ArrowUp') return items.at(current <= 0 ? -1 : current - 1)
  if (key === 'Home') return items[0]
  if (key === 'End') return items.at(-1)
  if (key.length !== 1 || key === ' ') return undefined
  const following = [...items.slice(current + 1), ...items.slice(0, current + 1)]
  return following.find((item) => item.textContent.toLowerCase().startsWith(key.toLowerCase()))
}
