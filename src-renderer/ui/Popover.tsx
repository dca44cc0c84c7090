import { cloneElement, useEffect, useId, useRef, useState } from 'react'
import type { ReactElement, ReactNode, ToggleEvent } from 'react'

import styles from './Popover.module.css'

/** What a popover or menu adds to its trigger: the browser opens, closes and places by it. */
export interface TriggerProps {
  popoverTarget?: string
  'aria-haspopup'?: 'dialog' | 'menu'
  'aria-expanded'?: boolean
}

interface PopoverProps {
  /** A Button, an IconButton or a native button. */
  readonly trigger: ReactElement<TriggerProps>
  /** Leave out to let the popover keep this itself. */
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  /** Which edges meet: `start` unless told. */
  readonly align?: 'start' | 'end'
  /** The accessible name of what opens. */
  readonly label: string
  /** Exist only while it is open. */
  readonly children: ReactNode
}

/**
 * A panel beside its trigger, closed by Escape or a click elsewhere. On opening, the focus goes to what carries
 * `data-autofocus`, else to the first field, else to the panel; on closing it goes back to the trigger.
 */
export function Popover({ trigger, open, onOpenChange, align = 'start', label, children }: PopoverProps) {
  const id = useId()
  const panel = useRef<HTMLDialogElement>(null)
  const [isOpen, setOpen] = useState(false)

  useEffect(() => {
    const element = panel.current
    if (element === null || open === undefined || element.matches(':popover-open') === open) return
    if (open) element.showPopover({ source: triggerOf(id) })
    else element.hidePopover()
  }, [open, id])

  const toggled = (event: ToggleEvent<HTMLDialogElement>): void => {
    const isNowOpen = event.newState === 'open'
    if (!isNowOpen) setOpen(false)
    else if (!event.currentTarget.contains(document.activeElement)) firstFocus(event.currentTarget).focus()
    if (isNowOpen !== open) onOpenChange?.(isNowOpen)
  }

  return (
    <>
      {cloneElement(trigger, {
        popoverTarget: id,
        'aria-haspopup': 'dialog',
        'aria-expanded': isOpen,
      })}
      <dialog
        ref={panel}
        id={id}
        popover="auto"
        aria-label={label}
        tabIndex={-1}
        className={styles['panel']}
        data-align={align}
        onBeforeToggle={(event) => {
          if (event.target === event.currentTarget && event.newState === 'open') setOpen(true)
        }}
        onToggle={(event) => {
          if (event.target === event.currentTarget) toggled(event)
        }}
      >
        {isOpen && children}
      </dialog>
    </>
  )
}

/** The button that opens the popover with this id; controlled opening needs it to place the panel. */
function triggerOf(id: string): HTMLElement {
  return document.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(id)}"]`) ?? document.body
}

function firstFocus(panel: HTMLElement): HTMLElement {
  return panel.querySelector<HTMLElement>('[data-autofocus]') ?? panel.querySelector('input') ?? panel
}
