import { X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'

import { acceleratorCaps, type PressedShortcut, pressedShortcut } from './accelerator.ts'
import { IconButton } from './IconButton.tsx'
import { KeyCaps } from './Kbd.tsx'
import styles from './ShortcutField.module.css'

interface ShortcutFieldProps {
  /** The accessible name, such as "Shortcut of the quick chat". */
  readonly label: string
  /** An Electron accelerator; null for none. */
  readonly value: string | null
  readonly disabled?: boolean
  /** The id of what says how the shortcut is. */
  readonly describedBy?: string
  readonly onChange: (value: string | null) => void
  /** Whether keys are being pressed for it: the present shortcut must not do anything then. */
  readonly onRecording: (isRecording: boolean) => void
}

/** Why pressed keys are no shortcut, and what would be. */
const REFUSALS: Readonly<Record<Extract<PressedShortcut, { type: 'refused' }>['reason'], string>> = {
  alone: 'Hold another key with it',
  common: 'Every program uses this one',
  unknown: 'This key cannot be used',
}

/**
 * Takes a shortcut by pressing it. Choosing the field begins to listen: Backspace clears, Escape keeps what there was, and
 * so does turning elsewhere.
 */
export function ShortcutField(props: ShortcutFieldProps) {
  const { label, value, disabled = false, describedBy, onChange, onRecording } = props
  const [isRecording, setRecording] = useState(false)
  const [pressed, setPressed] = useState<PressedShortcut | null>(null)
  const field = useRef<HTMLButtonElement>(null)
  const { platform } = window.bridge

  function record(isOn: boolean) {
    if (isOn === isRecording) return
    setRecording(isOn)
    setPressed(null)
    onRecording(isOn)
  }
  const latest = useRef({ isRecording, onRecording })
  useEffect(() => {
    latest.current = { isRecording, onRecording }
  })
  useEffect(
    () => () => {
      if (latest.current.isRecording) latest.current.onRecording(false)
    },
    [],
  )

  function settle(next: string | null) {
    if (next !== value) onChange(next)
    record(false)
  }

  function handleKeyDown(event: KeyboardEvent) {
    if (!isRecording || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    if (isPlain && event.key === 'Escape') record(false)
    else if (isPlain && (event.key === 'Backspace' || event.key === 'Delete')) settle(null)
    else {
      const next = pressedShortcut(event.nativeEvent, platform)
      if (next.type === 'accelerator') settle(next.accelerator)
      else setPressed(next)
    }
  }

  function handleKeyUp(event: KeyboardEvent) {
    if (!isRecording) return
    // A button is pressed by letting Space go.
    event.preventDefault()
    if (pressed?.type === 'begun') setPressed(null)
  }

  const caps = value === null ? [] : acceleratorCaps(value, platform)
  const request = pressed?.type === 'refused' ? REFUSALS[pressed.reason] : 'Press the new keys'
  return (
    <div className={styles['pair']}>
      <button
        ref={field}
        type="button"
        className={styles['field']}
        disabled={disabled}
        data-recording={isRecording}
        aria-label={`${label}: ${isRecording ? request : caps.join(' ') || 'none'}`}
        aria-describedby={describedBy}
        onClick={() => record(true)}
        onKeyDown={handleKeyDown}
        onKeyUp={handleKeyUp}
        onBlur={() => record(false)}
      >
        {isRecording && pressed?.type !== 'begun' ? (
          <span className={styles['words']}>{request}</span>
        ) : (
          <Caps caps={pressed?.type === 'begun' ? pressed.caps : caps} isOpen={pressed !== null} />
        )}
      </button>
      {value === null || disabled ? null : (
        <IconButton
          label={`No ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
          size="small"
          // Before the field loses the focus and stops recording.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            settle(null)
            field.current?.focus()
          }}
        >
          <X aria-hidden="true" />
        </IconButton>
      )}
    </div>
  )
}

interface CapsProps {
  readonly caps: readonly string[]
  /** Whether more keys are to come. */
  readonly isOpen: boolean
}

function Caps({ caps, isOpen }: CapsProps) {
  if (caps.length === 0) return <span className={styles['words']}>None</span>
  return (
    <>
      <KeyCaps caps={caps} />
      {isOpen && <span className={styles['words']}>…</span>}
    </>
  )
}
