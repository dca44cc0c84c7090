import type { ReactNode } from 'react'

import styles from './SectionList.module.css'

export interface Section<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly icon: ReactNode
  /** How it stands, in a word or a figure. */
  readonly note?: { readonly text: string; readonly tone: 'neutral' | 'warning' | 'negative' }
}

interface SectionListProps<Id extends string> {
  readonly title: string
  readonly sections: readonly Section<Id>[]
  readonly current: Id
  readonly onOpen: (id: Id) => void
}

/** The sections of a place, by name. */
export function SectionList<Id extends string>({ title, sections, current, onOpen }: SectionListProps<Id>) {
  return (
    <>
      <h1 className={styles['title']}>{title}</h1>
      <ul className={styles['entries']}>
        {sections.map(({ id, label, icon, note }) => (
          <li key={id}>
            <button
              type="button"
              className={styles['entry']}
              aria-current={id === current ? 'page' : undefined}
              onClick={() => onOpen(id)}
            >
              {icon}
              <span className={styles['label']}>{label}</span>
              {note !== undefined && (
                <span className={styles['note']} data-tone={note.tone}>
                  {note.text}
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
