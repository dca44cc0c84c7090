import type { ConfigPath, ConfigValue } from '#shared/config-document/config-edit.ts'
import { isConfigArray } from '#shared/config-document/config-value.ts'

import { Checkbox } from '../../../ui/Checkbox.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import fields from './fields.module.css'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import styles from './InputKinds.module.css'

interface InputKindsProps {
  readonly path: ConfigPath
  readonly value: ConfigValue | undefined
}

const kinds = ['text', 'image'] as const

/** What a model takes; the engine goes by text alone when nothing is written. */
export function InputKinds({ path, value }: InputKindsProps) {
  const { edit, isDisabled } = useForm()
  const written = isConfigArray(value) ? value : null
  const taken = written ?? ['text']
  const toggle = (kind: (typeof kinds)[number], isTaken: boolean): void => {
    edit(() => {
      const index = taken.indexOf(kind)
      if (written !== null && isTaken)
        return [{ type: 'insert', path: [...path, written.length], value: kind }]
      if (written !== null && written.length > 1) return [{ type: 'delete', path: [...path, index] }]
      const next = isTaken ? [...taken, kind] : taken.filter((other) => other !== kind)
      return next.length === 0 ? [{ type: 'delete', path }] : [{ type: 'set', path, value: next }]
    })
  }
  return (
    <fieldset {...formPlace(path)}>
      <legend className={fields['label']}>Input</legend>
      <div className={styles['kinds']}>
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            checked={taken.includes(kind)}
            disabled={isDisabled}
            onChange={(isTaken) => toggle(kind, isTaken)}
          >
            {kind === 'text' ? 'Text' : 'Images'}
          </Checkbox>
        ))}
      </div>
      <FieldProblems path={path} />
    </fieldset>
  )
}
