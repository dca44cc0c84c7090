import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'

import { matchesCombo } from '../../ui/key-combo.ts'

/** What a field of the form does with a text that was typed. Answers what is wrong with it; null when it was taken. */
export type Commit = (text: string) => string | null

interface CommittedText {
  readonly value: string
  readonly error: string | null
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void
  readonly onBlur: () => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
}

/**
 * A field whose text counts when it is finished: on Enter, when the field is left, and when it goes away. Escape takes back
 * what was typed. A text that is not taken stays in the field.
 */
export function useCommittedText(value: string, commit: Commit): CommittedText {
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<string | null>(null)
  const latest = useRef({ typed, value, commit })
  useEffect(() => {
    latest.current = { typed, value, commit }
  })
  useEffect(
    () => () => {
      const last = latest.current
      if (last.typed !== null && last.typed !== last.value) last.commit(last.typed)
    },
    [],
  )

  const finish = (): void => {
    if (typed === null) return
    const refusal = typed === value ? null : commit(typed)
    setError(refusal)
    if (refusal === null) setTyped(null)
  }
  return {
    value: typed ?? value,
    error,
    onChange: (event) => setTyped(event.currentTarget.value),
    onBlur: finish,
    onKeyDown: (event) => {
      if (event.key === 'Enter') finish()
      if (typed === null) return
      if (event.key === 'Escape') {
        event.stopPropagation()
        setTyped(null)
        setError(null)
      }
      // The field's own undo, while there is something of its own to take back.
      if (matchesCombo('Mod+Z', event, window.bridge.platform)) event.stopPropagation()
    },
  }
}
