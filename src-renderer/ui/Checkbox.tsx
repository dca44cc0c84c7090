import type { ComponentProps, ReactNode } from 'react'

import { classNames } from './class-names.ts'
import styles from './Checkbox.module.css'

interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange'> {
  /** The label; give `aria-label` instead where something else in sight says it. */
  readonly children?: ReactNode
  readonly onChange: (checked: boolean) => void
}

/** One of several to be ticked, or a yes that is part of a form. */
export function Checkbox({ children, className, onChange, ...rest }: CheckboxProps) {
  return (
    <label className={classNames(styles['label'], className)}>
      <input
        {...rest}
        type="checkbox"
        className={styles['box']}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {children}
    </label>
  )
}
