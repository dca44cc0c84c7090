import type { ComponentProps } from 'react'

import { classNames } from './class-names.ts'
import styles from './IconButton.module.css'
import { comboAria } from './key-combo.ts'
import { tooltipAttributes } from './Tooltip.tsx'

interface IconButtonProps extends ComponentProps<'button'> {
  /** The accessible name, also shown as tooltip. */
  readonly label: string
  /** A combination such as `Mod+B`, shown in the tooltip. */
  readonly shortcut?: string
  readonly size?: 'small' | 'medium'
  /** What it opens or switches on is on. */
  readonly active?: boolean
}

/** An action shown as an icon alone. Hit area 28 px (small) or 32 px. */
export function IconButton({
  label,
  shortcut,
  size = 'medium',
  active = false,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...tooltipAttributes(label, shortcut)}
      aria-label={label}
      aria-keyshortcuts={shortcut === undefined ? undefined : comboAria(shortcut, window.bridge.platform)}
      {...rest}
      className={classNames(styles['button'], styles[size], active && styles['active'], className)}
    />
  )
}
