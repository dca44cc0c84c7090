import type { ComponentProps } from 'react'

import { Field, type FieldWords } from './Field.tsx'
import styles from './TextField.module.css'

interface TextFieldProps extends ComponentProps<'input'>, FieldWords {}

/** A labelled line of text. */
export function TextField({ label, isLabelHidden, hint, error, className, id, ...rest }: TextFieldProps) {
  return (
    <Field {...{ label, isLabelHidden, hint, error, className, id }}>
      {(control) => (
        <input spellCheck={false} autoComplete="off" {...rest} {...control} className={styles['input']} />
      )}
    </Field>
  )
}
