import { useEffect, useRef, useState } from 'react'

import styles from './TitleField.module.css'

interface TitleFieldProps {
  readonly title: string
  /** What the field is for; "Title" unless told. */
  readonly label?: string
  /** Called once, with the new title, or with null when it was left as it was. */
  readonly onEnd: (title: string | null) => void
}

/** Names something in place: Enter or leaving the field keeps the text, Escape the old one. */
export function TitleField({ title, label = 'Title', onEnd }: TitleFieldProps) {
  const [text, setText] = useState(title)
  const field = useRef<HTMLInputElement>(null)
  const isEnded = useRef(false)
  useEffect(() => field.current?.select(), [])

  function end(next: string | null) {
    if (isEnded.current) return
    isEnded.current = true
    const trimmed = next?.trim() ?? ''
    onEnd(trimmed === '' || trimmed === title ? null : trimmed)
  }

  return (
    <input
      ref={field}
      className={styles['field']}
      aria-label={label}
      maxLength={500}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => end(text)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') end(text)
        else if (event.key === 'Escape') end(null)
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    />
  )
}
