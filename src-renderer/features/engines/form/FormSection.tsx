import { type ReactNode, useId } from 'react'

import styles from './FormSection.module.css'

interface FormSectionProps {
  readonly title: string
  /** What the section is about, in a sentence. */
  readonly text?: ReactNode
  /** What can be done with the whole section. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A titled part of the form. */
export function FormSection({ title, text, actions, children }: FormSectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <header className={styles['head']}>
        <div className={styles['words']}>
          <h3 id={id} className={styles['title']}>
            {title}
          </h3>
          {text !== undefined && <p className={styles['text']}>{text}</p>}
        </div>
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      {children}
    </section>
  )
}
