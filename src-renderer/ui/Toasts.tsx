import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { useEffect, useState } from 'react'

import { classNames } from './class-names.ts'
import { IconButton } from './IconButton.tsx'
import { dismissToast, useToasts } from './toast-store.ts'
import type { Toast } from './toast-store.ts'
import styles from './Toasts.module.css'

/** Long enough to read two lines and reach for Undo. */
const shownMs = 6000

/** Where toasts appear; mount it once. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts)
  return (
    <output className={styles['toasts']} aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </output>
  )
}

/** One toast; its time starts anew when the pointer or the focus leaves it. */
function ToastCard({ toast }: { readonly toast: Toast }) {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return undefined
    const timer = setTimeout(() => dismissToast(toast.id), shownMs)
    return () => clearTimeout(timer)
  }, [toast.id, isHeld])

  const { tone = 'neutral', action } = toast
  return (
    <div
      className={classNames(styles['toast'], styles[tone])}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {tone === 'negative' && <CircleAlert className={styles['icon']} aria-hidden="true" />}
      {tone === 'positive' && <CircleCheck className={styles['icon']} aria-hidden="true" />}
      <p className={styles['text']}>{toast.text}</p>
      {action !== undefined && (
        <button
          type="button"
          className={styles['action']}
          onClick={() => {
            dismissToast(toast.id)
            action.onSelect()
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton label="Dismiss" size="small" onClick={() => dismissToast(toast.id)}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  )
}
