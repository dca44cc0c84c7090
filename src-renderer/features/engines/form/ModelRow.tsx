import { Brain, Ellipsis, Eye, ShieldPlus, Star, Trash2, TriangleAlert } from 'lucide-react'
import { useId, useState } from 'react'

import { isConfigArray, isConfigObject } from '#shared/config-document/config-value.ts'
import { setFallbacks, setPrimary } from '#shared/engine-config/edits/choice-edits.ts'
import type { ModelView } from '#shared/engine-config/provider-view.ts'
import type { ModelInFile } from '#shared/engine-config/providers-in-file.ts'

import { ExpandButton } from '../../../ui/ExpandButton.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { expandedKey, useExpanded } from './expanded-store.ts'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { Mark } from '../../config-editor/Mark.tsx'
import { ModelDetails } from './ModelDetails.tsx'
import styles from './ModelRow.module.css'
import { problemsInside } from '../problems/problems-inside.ts'
import { costWord, exactNumber, tokensWord } from './number-text.ts'
import { RemoveModelDialog } from './RemoveModelDialog.tsx'

interface ModelRowProps {
  readonly providerId: string
  readonly model: ModelInFile
  readonly view: ModelView
}

/** One model of a provider in a line; the rest of it below when it is opened. */
export function ModelRow({ providerId, model, view }: ModelRowProps) {
  const { engine, definition, draft, view: file, edit, isDisabled } = useForm()
  const { id, path, entry } = model
  const [isOpen, setOpen] = useExpanded(expandedKey(engine.id, path), false)
  const [isRemoving, setRemoving] = useState(false)
  const detailsId = useId()
  const { ref, isPrimary } = view
  const hidden = isOpen ? null : problemsInside(draft.snapshot.analysis.problems, path)
  const cost = isConfigObject(entry['cost']) ? entry['cost'] : {}
  const name = typeof entry['name'] === 'string' ? entry['name'] : null
  const readsImages = isConfigArray(entry['input']) && entry['input'].includes('image')
  return (
    <div className={styles['model']} {...formPlace(path)}>
      <div className={styles['row']}>
        <ExpandButton
          className={styles['toggle']}
          isOpen={isOpen}
          controls={detailsId}
          onToggle={() => setOpen(!isOpen)}
        >
          <span className={styles['words']}>
            <span className={styles['line']}>
              <span className={styles['name']} title={name ?? undefined}>
                {name ?? id ?? 'No id'}
              </span>
              <span className={styles['marks']}>
                {isPrimary && <Mark icon={Star} label="Primary model" className={styles['primary']} />}
                {entry['reasoning'] === true && <Mark icon={Brain} label="Reasoning" />}
                {hidden !== null && (
                  <Mark icon={TriangleAlert} label={hidden.word} className={styles[hidden.tone]} />
                )}
                {readsImages && <Mark icon={Eye} label="Reads images" />}
              </span>
            </span>
            {id !== null && id !== name && (
              <span className={styles['id']} title={id}>
                {id}
              </span>
            )}
          </span>
        </ExpandButton>
        <Figure value={entry['contextWindow']} word={tokensWord} label="Context window" />
        <Figure value={entry['maxTokens']} word={tokensWord} label="Max output" />
        <Figure value={cost['input']} word={costWord} label="Input price" isPrice />
        <Figure value={cost['output']} word={costWord} label="Output price" isPrice />
        <Menu
          align="end"
          trigger={
            <IconButton label={`Options for ${id ?? 'this model'}`} size="small">
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
          items={[
            {
              label: 'Make it the primary model',
              icon: <Star aria-hidden="true" />,
              disabled: isDisabled || isPrimary || ref === null,
              onSelect: () => edit((now) => setPrimary(now, definition, ref)),
            },
            {
              label: 'Add to the fallbacks',
              icon: <ShieldPlus aria-hidden="true" />,
              disabled: isDisabled || isPrimary || view.isFallback || ref === null,
              onSelect: () => {
                if (ref !== null) edit((now) => setFallbacks(now, [...file.model.fallbacks, ref]))
              },
            },
            'separator',
            {
              label: 'Remove…',
              icon: <Trash2 aria-hidden="true" />,
              danger: true,
              disabled: isDisabled,
              onSelect: () => setRemoving(true),
            },
          ]}
        />
      </div>
      {isOpen && (
        <div id={detailsId} className={styles['details']}>
          <ModelDetails providerId={providerId} model={model} />
        </div>
      )}
      {isRemoving && (
        <RemoveModelDialog providerId={providerId} model={model} onClose={() => setRemoving(false)} />
      )}
    </div>
  )
}

interface FigureProps {
  readonly value: unknown
  readonly word: (value: unknown) => string
  readonly label: string
  readonly isPrice?: boolean
}

function Figure({ value, word, label, isPrice = false }: FigureProps) {
  const exact = typeof value === 'number' ? exactNumber(value) : 'not set'
  return (
    <span className={isPrice ? styles['price'] : styles['figure']} title={`${label}: ${exact}`}>
      {word(value)}
    </span>
  )
}
