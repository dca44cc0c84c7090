import { type ReactNode, useId } from 'react'

import styles from './SetupStep.module.css'

interface SetupStepProps {
  readonly number: number
  readonly title: string
  readonly text?: string | undefined
  readonly children: ReactNode
}

/** One question of setting an engine up. */
export function SetupStep({ number, title, text, children }: SetupStepProps) {
  const id = useId()
  return (
    <section className={styles['step']} aria-labelledby={id}>
      <span className={styles['number']} aria-hidden="true">
        {number}
      </span>
      <div className={styles['content']}>
        <h3 id={id} className={styles['title']}>
          {title}
        </h3>
        {text !== undefined && <p className={styles['text']}>{text}</p>}
        <div className={styles['body']}>{children}</div>
      </div>
    </section>
  )
}
