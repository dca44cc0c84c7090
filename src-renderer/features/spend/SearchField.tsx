import { Search, X } from 'lucide-react'
import { type RefObject, useCallback, useEffect, useState } from 'react'

import { IconButton } from '../../ui/IconButton.tsx'
import { specChanged, useSpend } from './spend-store.ts'
import styles from './Toolbar.module.css'

/** Pause in typing after which it is searched, in ms: shorter than a thought, longer than a key press. */
const QUIET_MS = 120

/** Free text: words that must all occur. */
export function SearchField({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const text = useSpend((state) => state.spec.filter.text)
  const [typed, setTyped] = useState(text)
  const [sent, setSent] = useState(text)

  // A saved view, the way back or "Clear" changed it.
  if (text !== sent) {
    setSent(text)
    setTyped(text)
  }

  const search = useCallback((next: string): void => {
    setSent(next)
    specChanged((spec) => ({ ...spec, filter: { ...spec.filter, text: next } }))
  }, [])

  useEffect(() => {
    if (typed === sent) return undefined
    const timer = setTimeout(() => search(typed), QUIET_MS)
    return () => clearTimeout(timer)
  }, [typed, sent, search])

  return (
    <search className={styles['search']}>
      <Search aria-hidden />
      <input
        ref={field}
        type="text"
        aria-label="Search the log"
        placeholder="Id, model, key, user, tag, error…"
        spellCheck={false}
        autoComplete="off"
        maxLength={500}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') search(typed)
          if (event.key !== 'Escape' || typed === '') return
          event.preventDefault()
          event.stopPropagation()
          setTyped('')
          search('')
        }}
      />
      {typed === '' ? null : (
        <IconButton
          label="Clear the search"
          size="small"
          onClick={() => {
            setTyped('')
            search('')
            field.current?.focus()
          }}
        >
          <X aria-hidden />
        </IconButton>
      )}
    </search>
  )
}
