import type { ReactNode } from 'react'

import { comboAria } from '../../ui/key-combo.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import styles from './QuickChat.module.css'

interface FootButtonProps {
  readonly label: string
  readonly combo: string
  readonly icon: ReactNode
  readonly disabled?: boolean
  readonly onClick: () => void
}

/** An action in the foot of the window, its keys in sight. */
export function FootButton({ label, combo, icon, disabled = false, onClick }: FootButtonProps) {
  return (
    <button
      type="button"
      className={styles['action']}
      disabled={disabled}
      aria-keyshortcuts={comboAria(combo, window.bridge.platform)}
      onClick={onClick}
    >
      <span className={styles['icon']} aria-hidden="true">
        {icon}
      </span>
      {label}
      <span className={styles['keys']} aria-hidden="true">
        <Kbd combo={combo} />
      </span>
    </button>
  )
}
