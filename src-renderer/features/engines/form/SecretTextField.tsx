import { useState } from 'react'

import type { ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'
import { isSecretMark, secretMarkWord } from '#shared/secret-mark.ts'

import { Button } from '../../../ui/Button.tsx'
import { focusWhenShown } from '../../../ui/focus-when-shown.ts'
import { TextField } from '../../../ui/TextField.tsx'
import { DraftTextField } from './DraftTextField.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { keepOwnUndo } from './own-undo.ts'
import styles from './SecretTextField.module.css'

interface SecretTextFieldProps {
  readonly label: string
  readonly isLabelHidden?: boolean
  readonly path: ConfigPath
  readonly value: ConfigValue | undefined
  readonly placeholder?: string
}

/** A text that may be a secret: a hidden one cannot be read, only replaced. */
export function SecretTextField({
  label,
  isLabelHidden = false,
  path,
  value,
  placeholder,
}: SecretTextFieldProps) {
  const { edit, isDisabled } = useForm()
  const [typed, setTyped] = useState<string | null>(null)
  if (typeof value !== 'string' || !isSecretMark(value))
    return (
      <DraftTextField
        label={label}
        isLabelHidden={isLabelHidden}
        path={path}
        value={value}
        placeholder={placeholder}
        isCode
      />
    )
  const replace = (): void => {
    if (typed !== null && typed.trim() !== '') edit(() => [{ type: 'set', path, value: typed.trim() }])
    setTyped(null)
  }
  return (
    <div {...formPlace(path)}>
      {typed === null ? (
        <div className={styles['hidden']}>
          {!isLabelHidden && <span className={styles['label']}>{label}</span>}
          <span className={styles['chip']}>{secretMarkWord(value)}</span>
          <Button
            variant="ghost"
            size="small"
            disabled={isDisabled}
            aria-label={`Replace ${label}`}
            onClick={() => setTyped('')}
          >
            Replace
          </Button>
        </div>
      ) : (
        <TextField
          label={label}
          isLabelHidden={isLabelHidden}
          type="password"
          placeholder="The new value"
          ref={focusWhenShown}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={replace}
          onKeyDown={(event) => {
            keepOwnUndo(event)
            if (event.key === 'Enter') replace()
            if (event.key === 'Escape') setTyped(null)
          }}
        />
      )}
      <FieldProblems path={path} />
    </div>
  )
}
