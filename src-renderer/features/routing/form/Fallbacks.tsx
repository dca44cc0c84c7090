import { X } from 'lucide-react'
import { useState } from 'react'

import {
  EVERY_MODEL,
  type FallbackKind,
  type FallbackRule,
  isServed,
} from '#shared/routing-file/routing-file.ts'
import { addFallback, moveFallback, removeFallback } from '#shared/routing-file/routing-edits.ts'

import { Badge } from '../../../ui/Badge.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { SegmentedControl } from '../../../ui/SegmentedControl.tsx'
import { Select } from '../../../ui/Select.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import { FormGroup } from './FormGroup.tsx'
import { useRoutingForm } from './routing-context.ts'
import styles from './RoutingForm.module.css'

const kinds = [
  { value: 'general', label: 'Any failure' },
  { value: 'context-window', label: 'Context too long' },
  { value: 'content-policy', label: 'Content refused' },
] as const satisfies readonly { value: FallbackKind; label: string }[]

/** Who catches whom, for each kind of failure. */
export function Fallbacks() {
  const { file, edit } = useRoutingForm()
  const [kind, setKind] = useState<FallbackKind>('general')
  const [source, setSource] = useState<string | null>(null)
  const rules = file.rules.filter((rule) => rule.kind === kind && rule.isRead)
  const taken = new Set(rules.map((rule) => rule.source))
  const sources = [...file.modelNames, ...(kind === 'general' ? [EVERY_MODEL] : [])].filter(
    (name) => !taken.has(name),
  )
  return (
    <FormGroup
      title="Fallbacks"
      action={<SegmentedControl label="Kind of failure" options={kinds} value={kind} onChange={setKind} />}
    >
      {rules.map((rule) => (
        <Rule key={rule.path.join('/')} rule={rule} />
      ))}
      {rules.length === 0 && <p className={styles['empty']}>Nobody catches anybody yet.</p>}
      {sources.length > 0 && (
        <div className={styles['new']}>
          <Select
            label="When this model fails"
            options={[
              { value: '', label: 'Choose a model…' },
              ...sources.map((name) => ({ value: name, label: sourceWord(name) })),
            ]}
            value={source ?? ''}
            onChange={(name) => setSource(name === '' ? null : name)}
          />
          <Select
            label="try"
            disabled={source === null}
            options={targetsFor(file.modelNames, source, [])}
            value=""
            onChange={(target) => {
              if (source === null || target === '') return
              if (edit(addFallback(file, kind, source, target))) setSource(null)
            }}
          />
        </div>
      )}
    </FormGroup>
  )
}

function Rule({ rule }: { readonly rule: FallbackRule }) {
  const { file, edit } = useRoutingForm()
  const { source, targets, kind } = rule
  const word = sourceWord(source)
  return (
    <section className={styles['rule']} aria-label={`When ${word} fails`}>
      <span className={styles['source']}>
        {word}
        {source !== EVERY_MODEL && !isServed(file, source) && <Badge tone="warning">no such model</Badge>}
      </span>
      <SortableList
        label={`What catches ${word}, in order`}
        items={targets}
        idOf={(target, index) =>
          `${target} ${targets.slice(0, index).filter((other) => other === target).length}`
        }
        nameOf={(target) => target}
        onMove={(from, to) => edit(moveFallback(rule, from, to))}
        className={styles['targets']}
        itemClassName={styles['target']}
      >
        {(target, index) => (
          <>
            <span className={styles['name']}>{target}</span>
            {!isServed(file, target) && <Badge tone="negative">no such model</Badge>}
            <IconButton
              label={`${target} no longer catches ${word}`}
              size="small"
              onClick={() => edit(removeFallback(file, rule, index))}
            >
              <X aria-hidden="true" />
            </IconButton>
          </>
        )}
      </SortableList>
      <Select
        label={`Add to what catches ${word}`}
        isLabelHidden
        options={targetsFor(file.modelNames, source, targets)}
        value=""
        onChange={(target) => {
          if (target !== '') edit(addFallback(file, kind, source, target))
        }}
      />
    </section>
  )
}

function targetsFor(names: readonly string[], source: string | null, taken: readonly string[]) {
  const free = names.filter((name) => name !== source && !taken.includes(name))
  return [{ value: '', label: 'Add a model…' }, ...free.map((name) => ({ value: name, label: name }))]
}

function sourceWord(source: string): string {
  return source === EVERY_MODEL ? 'every other model' : source
}
