import { X } from 'lucide-react'
import { useId, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'

import { classNames } from './class-names.ts'
import styles from './Dialog.module.css'
import { IconButton } from './IconButton.tsx'

interface DialogProps {
  readonly title: string
  readonly description?: ReactNode
  readonly open: boolean
  /** Escape, the close button or a click beside the dialog. */
  readonly onClose: () => void
  readonly children?: ReactNode
  /** The dialog's buttons, the one that goes on last. */
  readonly footer?: ReactNode
  /** `wide` takes most of the window, for what is compared or chosen among many. */
  readonly size?: 'small' | 'medium' | 'large' | 'wide'
  /** Leaves the title to screen readers, and the padding to the children: for palettes. */
  readonly isBare?: boolean
  /** A click beside the dialog does not close it: for forms, whose text would be lost. */
  readonly staysOnOutsideClick?: boolean
}

/** A modal dialog. Its children exist only while it is open. */
export function Dialog({ open, ...rest }: DialogProps) {
  return open ? <OpenDialog {...rest} /> : null
}

function OpenDialog({
  title,
  description,
  onClose,
  children,
  footer,
  size = 'medium',
  isBare = false,
  staysOnOutsideClick = false,
}: Omit<DialogProps, 'open'>) {
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const descriptionId = useId()

  useLayoutEffect(() => {
    const dialog = box.current
    if (dialog === null) return undefined
    dialog.showModal()
    firstField(dialog)?.focus()
    // Closing before the element goes gives the focus back to where it was.
    return () => dialog.close()
  }, [])

  const close = (
    <IconButton label="Close" size="small" className={styles['close']} onClick={onClose}>
      <X aria-hidden="true" />
    </IconButton>
  )
  return (
    <dialog
      ref={box}
      className={classNames(styles['dialog'], styles[size], isBare && styles['bare'])}
      aria-labelledby={titleId}
      aria-describedby={description === undefined ? undefined : descriptionId}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      // The browser may close it without asking, as it does for a second Escape in a row.
      onClose={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget && !staysOnOutsideClick) onClose()
      }}
    >
      <div className={styles['panel']}>
        <header className={styles['header']}>
          <h2 id={titleId} className={styles['title']}>
            {title}
          </h2>
          {!isBare && close}
          {description !== undefined && (
            <div id={descriptionId} className={styles['description']}>
              {description}
            </div>
          )}
        </header>
        {children !== undefined && (
          <div className={styles['body']} data-dialog-body="">
            {children}
          </div>
        )}
        {footer !== undefined && (
          <footer className={styles['footer']} data-dialog-body="">
            {footer}
          </footer>
        )}
      </div>
    </dialog>
  )
}

const focusable = 'input, textarea, select, button, a[href], [tabindex]'

/** What was marked with data-autofocus, else the first field or button after the header. */
function firstField(dialog: HTMLElement): HTMLElement | null {
  const inBody = focusable
    .split(', ')
    .map((selector) => `[data-dialog-body] ${selector}:not(:disabled)`)
    .join(', ')
  return dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog.querySelector<HTMLElement>(inBody)
}
