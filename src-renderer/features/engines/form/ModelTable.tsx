import { Search } from 'lucide-react'
import { useState } from 'react'

import { moveModel } from '#shared/engine-config/edits/model-edits.ts'
import type { ProviderInFile } from '#shared/engine-config/providers-in-file.ts'

import { Button } from '../../../ui/Button.tsx'
import { SortableList } from '../../../ui/SortableList.tsx'
import { GatewayModelsDialog } from '../gateway/GatewayModelsDialog.tsx'
import { AddButtons } from './AddButtons.tsx'
import { AddModelDialog } from './AddModelDialog.tsx'
import { FieldProblems } from './FieldProblems.tsx'
import { useForm } from './form-context.ts'
import { formPlace } from './form-place.ts'
import { ModelRow } from './ModelRow.tsx'
import styles from './ModelTable.module.css'
import { keepOwnUndo } from './own-undo.ts'

/** So many rows are drawn at once; more follow when they are asked for or searched. */
const firstRows = 40
/** From so many models on there is a search. */
const searchFrom = 12

/** The models of a provider, each with its figures; the rest of it opens below its row. */
export function ModelTable({ provider }: { readonly provider: ProviderInFile }) {
  const { view, edit, isDisabled } = useForm()
  const { id, path, models } = provider
  const [search, setSearch] = useState('')
  const [shownCount, setShownCount] = useState(firstRows)
  const [overlay, setOverlay] = useState<'add' | 'gateway' | null>(null)
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = models.filter(({ id: modelId, entry }) => {
    const text = `${modelId ?? ''} ${typeof entry['name'] === 'string' ? entry['name'] : ''}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
  const shown = found.slice(0, shownCount)
  const modelsPath = [...path, 'models']
  const views = view.providers.find((other) => other.id === id)?.models
  return (
    <div {...formPlace(modelsPath)}>
      <div className={styles['head']}>
        <h4 className={styles['title']}>Models</h4>
        {models.length >= searchFrom && (
          <div className={styles['search']}>
            <Search aria-hidden="true" />
            <input
              aria-label={`Search models of ${id}`}
              placeholder="Search"
              value={search}
              spellCheck={false}
              onChange={(event) => setSearch(event.currentTarget.value)}
              onKeyDown={keepOwnUndo}
            />
          </div>
        )}
        <div className={styles['actions']}>
          <AddButtons
            word="model"
            onFromGateway={() => setOverlay('gateway')}
            onAdd={() => setOverlay('add')}
          />
        </div>
      </div>
      <FieldProblems path={modelsPath} />
      {models.length > 0 && (
        <div className={styles['table']}>
          <div className={styles['columns']} aria-hidden="true">
            <span />
            <span>Model</span>
            <span className={styles['figure']}>Window</span>
            <span className={styles['figure']}>Max out</span>
            <span className={styles['price']}>In / 1M</span>
            <span className={styles['price']}>Out / 1M</span>
            <span />
          </div>
          <SortableList
            label={`Models of ${id}`}
            items={shown}
            idOf={({ index }) => String(index)}
            nameOf={({ id: modelId, index }) => modelId ?? `Model ${String(index + 1)}`}
            disabled={isDisabled || words.length > 0}
            itemClassName={styles['item']}
            onMove={(from, to) => {
              const [moved, target] = [shown[from], shown[to]]
              if (moved && target)
                edit((now) => moveModel(now, { providerId: id, index: moved.index, to: target.index }))
            }}
          >
            {(model) => {
              const modelView = views?.[model.index]
              return modelView && <ModelRow providerId={id} model={model} view={modelView} />
            }}
          </SortableList>
          {found.length > shown.length && (
            <Button variant="ghost" size="small" onClick={() => setShownCount(shownCount + 200)}>
              {`Show ${Math.min(200, found.length - shown.length)} more of ${found.length.toLocaleString('en-US')}`}
            </Button>
          )}
          {found.length === 0 && <p className={styles['none']}>No model matches “{search}”.</p>}
        </div>
      )}
      {models.length === 0 && (
        <p className={styles['none']}>No model yet, so the engine cannot offer any of this provider.</p>
      )}
      {overlay === 'add' && <AddModelDialog providerId={id} onClose={() => setOverlay(null)} />}
      {overlay === 'gateway' && <GatewayModelsDialog providerId={id} onClose={() => setOverlay(null)} />}
    </div>
  )
}
