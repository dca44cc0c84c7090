import type { ReactNode } from 'react'

import styles from './RoutingForm.module.css'

interface FormGroupProps {
  readonly title: string
  /** How many there are, or what holds for all of it. */
  readonly note?: string
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** A part of the form with its name. */
export function FormGroup({ title, note, action, children }: FormGroupProps) {
  return (
    <section className={styles['group']} aria-label={title}>
      <header className={styles['head']}>
        <h3 className={styles['title']}>{title}</h3>
        {note !== undefined && <span className={styles['note']}>{note}</span>}
        <span className={styles['action']}>{action}</span>
      </header>
      {children}
    </section>
  )
}
