import { useState } from 'react'

import type { KeyState } from '#shared/gateway.ts'

import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { TextField } from '../../ui/TextField.tsx'
import { setSecret } from './set-up.ts'
import styles from './LocalGateway.module.css'

interface SecretFieldProps {
  readonly variable: string
  readonly label: string
  readonly placeholder: string
  readonly state: KeyState
  readonly hint?: string
  /** What is wrong with a text; null when nothing is. */
  readonly check?: (text: string) => string | null
}

/** A secret that goes in and does not come out again: whether it is kept, a field for another one, and a way to forget it. */
export function SecretField({ variable, label, placeholder, state, hint, check }: SecretFieldProps) {
  const [text, setText] = useState('')
  const [isChanging, setChanging] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const save = async (): Promise<void> => {
    const problem = check?.(text.trim()) ?? null
    setError(problem)
    if (text.trim() === '' || problem !== null) return
    await setSecret(variable, text.trim())
    setText('')
    setChanging(false)
  }
  if (state.isSet && !isChanging) {
    return (
      <div className={classNames(styles['secret'], styles['kept'])}>
        <div className={styles['secretWords']}>
          <span className={styles['label']}>{label}</span>
          <span className={styles['muted']}>{keptWords(state)}</span>
        </div>
        <Button size="small" aria-label={`Replace ${label}`} onClick={() => setChanging(true)}>
          Replace
        </Button>
        <Button size="small" aria-label={`Forget ${label}`} onClick={() => void setSecret(variable, null)}>
          Forget
        </Button>
      </div>
    )
  }
  return (
    <form
      className={classNames(styles['secret'], styles['labelled'])}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextField
        className={styles['grow']}
        label={label}
        type="password"
        placeholder={placeholder}
        value={text}
        hint={hint}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles['secretButtons']}>
        <Button type="submit" disabled={text.trim() === ''} aria-label={`Keep ${label}`}>
          Keep
        </Button>
        {isChanging && <Button onClick={() => setChanging(false)}>Cancel</Button>}
      </div>
    </form>
  )
}

function keptWords({ source, lastFour }: KeyState): string {
  const end = lastFour === null ? '' : `…${lastFour}, `
  switch (source) {
    case 'key-store':
      return `${end}in your system’s key store`
    case 'weak-store':
      return `${end}with weak protection`
    case 'session':
    case 'environment':
    case 'none':
      return `${end}until you quit`
  }
}
