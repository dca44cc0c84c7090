import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useId, useState } from 'react'

import { INCLUDE_KEY } from '#shared/engine-config/include-merge.ts'
import type { ProviderInFile } from '#shared/engine-config/providers-in-file.ts'

import { Badge } from '../../../ui/Badge.tsx'
import { ExpandButton } from '../../../ui/ExpandButton.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { ProviderKey } from '../key/ProviderKey.tsx'
import { countOf } from '../../config-editor/words.ts'
import { problemsInside } from '../problems/problems-inside.ts'
import { expandedKey, useExpanded } from './expanded-store.ts'
import { FieldProblems } from './FieldProblems.tsx'
import { Form, useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { ModelTable } from './ModelTable.tsx'
import styles from './ProviderCard.module.css'
import { ProviderFields } from './ProviderFields.tsx'
import { RemoveProviderDialog } from './RemoveProviderDialog.tsx'
import { RenameProviderDialog } from './RenameProviderDialog.tsx'

/** One provider: where it is, its key, its models. */
export function ProviderCard({ provider }: { readonly provider: ProviderInFile }) {
  const form = useForm()
  const { engine } = form
  const view = form.view.providers.find((other) => other.id === provider.id)
  const isIncluded = view?.isIncluded ?? false
  const isDisabled = form.isDisabled || isIncluded
  const { id, path, block, models } = provider
  const [isOpen, setOpen] = useExpanded(expandedKey(engine.id, path), true)
  const [overlay, setOverlay] = useState<'rename' | 'remove' | null>(null)
  const bodyId = useId()
  const { baseUrl } = block
  const hidden = problemsInside(form.draft.snapshot.analysis.problems, path)
  const hasOwn = Object.keys(block).some((key) => key !== INCLUDE_KEY)
  return (
    <li className={styles['card']} {...formPlace(path)}>
      <header className={styles['head']}>
        <ExpandButton
          className={styles['toggle']}
          isOpen={isOpen}
          controls={bodyId}
          onToggle={() => setOpen(!isOpen)}
        >
          <span className={styles['id']}>{id}</span>
          <span className={styles['count']}>
            {isIncluded ? 'from another file' : countOf(models.length, 'model')}
          </span>
          {!isOpen && typeof baseUrl === 'string' && <span className={styles['url']}>{baseUrl}</span>}
          {!isOpen && hidden !== null && <Badge tone={hidden.tone}>{hidden.word}</Badge>}
        </ExpandButton>
        <Menu
          align="end"
          trigger={
            <IconButton label={`Options for ${id}`} size="small">
              <Ellipsis aria-hidden="true" />
            </IconButton>
          }
          items={[
            {
              label: 'Rename…',
              icon: <Pencil aria-hidden="true" />,
              disabled: isDisabled,
              onSelect: () => setOverlay('rename'),
            },
            {
              label: 'Remove…',
              icon: <Trash2 aria-hidden="true" />,
              danger: true,
              disabled: isDisabled,
              onSelect: () => setOverlay('remove'),
            },
          ]}
        />
      </header>
      {isOpen && (
        <Form.Provider value={{ ...form, isDisabled }}>
          <div id={bodyId} className={styles['body']}>
            {isIncluded && (
              <p className={styles['note']}>
                {hasOwn ? 'Part of this provider' : 'This provider'} comes from another file, so it is changed
                there.
              </p>
            )}
            <FieldProblems path={path} />
            {(hasOwn || !isIncluded) && <ProviderFields provider={provider} />}
            {view !== undefined && <ProviderKey provider={provider} view={view} />}
            {(hasOwn || !isIncluded) && <ModelTable provider={provider} />}
          </div>
        </Form.Provider>
      )}
      {overlay === 'rename' && <RenameProviderDialog providerId={id} onClose={() => setOverlay(null)} />}
      {overlay === 'remove' && <RemoveProviderDialog provider={provider} onClose={() => setOverlay(null)} />}
    </li>
  )
}
