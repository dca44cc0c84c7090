import { Boxes, Columns3, Plus, SearchX } from 'lucide-react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'

import type { ModelCatalogue, ModelGroup } from '#shared/deployment.ts'

import { useShortcut } from '../../../app/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { Select } from '../../../ui/Select.tsx'
import { providerName } from '../../models/model-format.ts'
import { catalogueReread, useCatalogue } from '../catalogue.ts'
import { countOf, formatWhole } from '../gateway-format.ts'
import { SectionPage } from '../SectionPage.tsx'
import { Disconnected, Middle, RowsSkeleton, SectionFailure } from '../SectionState.tsx'
import { SplitView } from '../SplitView.tsx'
import { useActiveGateway } from '../use-active-gateway.ts'
import { CompareDialog } from './CompareDialog.tsx'
import { DeploymentDialog } from './DeploymentDialog.tsx'
import { capabilityName, modeName } from './model-words.ts'
import { ModelPane } from './ModelPane.tsx'
import { filterChoices, type ModelFilter, modelRows, noFilter } from './model-rows.ts'
import { modelFilterChanged, modelOpened, ticksTaken, useModelsLook } from './models-store.ts'
import styles from './ModelsView.module.css'
import { ModelTable } from './ModelTable.tsx'

/** All models of the gateway, by public name. */
export function ModelsView() {
  const active = useActiveGateway()
  const { value, error, gatewayId } = useCatalogue()
  const catalogue = active.phase === 'ready' && gatewayId === active.gateway.id ? value : null
  if (active.phase === 'failed')
    return (
      <SectionPage title="Models">
        <Disconnected error={active.error} />
      </SectionPage>
    )
  if (catalogue === null)
    return (
      <SectionPage title="Models">
        {error === null ? (
          <RowsSkeleton />
        ) : (
          <SectionFailure error={error} onRetry={() => void catalogueReread()} />
        )}
      </SectionPage>
    )
  return <Catalogue catalogue={catalogue} gatewayId={gatewayId ?? ''} />
}

interface CatalogueProps {
  readonly catalogue: ModelCatalogue
  readonly gatewayId: string
}

function Catalogue({ catalogue, gatewayId }: CatalogueProps) {
  const { groups, readOnly } = catalogue
  const filter = useModelsLook((look) => look.filter)
  const sort = useModelsLook((look) => look.sort)
  const ticked = useModelsLook((look) => look.ticked)
  const openName = useModelsLook((look) => look.openName)
  const settled = useDeferredValue(filter)
  const rows = useMemo(() => modelRows(groups, settled, sort), [groups, settled, sort])
  const choices = useMemo(() => filterChoices(groups), [groups])
  const open = groups.find(({ name }) => name === openName)
  const compared = ticked.flatMap((name) => groups.find((group) => group.name === name) ?? [])
  const [dialog, setDialog] = useState<'none' | 'add' | 'compare'>('none')
  const search = useRef<HTMLInputElement>(null)
  useShortcut('gateway.search', 'Mod+F', 'Search the list', () => search.current?.focus())
  const isFiltered = rows.length !== groups.length

  return (
    <SectionPage
      title="Models"
      note={
        isFiltered
          ? `${formatWhole(rows.length)} of ${formatWhole(groups.length)}`
          : formatWhole(groups.length)
      }
      actions={
        readOnly === null && (
          <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setDialog('add')}>
            Add model
          </Button>
        )
      }
      tools={
        <>
          <SearchField
            ref={search}
            label="Search models"
            value={filter.search}
            onChange={(text) => modelFilterChanged({ search: text })}
          />
          <FilterSelect
            label="Provider"
            all="All providers"
            value={filter.provider}
            names={choices.providers}
            nameOf={providerName}
            onChange={(provider) => modelFilterChanged({ provider })}
          />
          <FilterSelect
            label="Mode"
            all="All modes"
            value={filter.mode}
            names={choices.modes}
            nameOf={modeName}
            onChange={(mode) => modelFilterChanged({ mode })}
          />
          <FilterSelect
            label="Capability"
            all="Any capability"
            value={filter.capability}
            names={choices.capabilities}
            nameOf={capabilityName}
            onChange={(capability) => modelFilterChanged({ capability })}
          />
          <Select
            label="From"
            isLabelHidden
            className={styles['filter']}
            options={origins}
            value={filter.origin}
            onChange={(origin) => modelFilterChanged({ origin })}
          />
        </>
      }
    >
      {readOnly !== null && (
        <div className={styles['note']}>
          <Note>
            {readOnly.message} {readOnly.nextStep}
          </Note>
        </div>
      )}
      <SplitView
        detail={
          open === undefined ? null : (
            <ModelPane key={open.name} group={open} gatewayId={gatewayId} canChange={readOnly === null} />
          )
        }
      >
        {rows.length > 0 ? (
          <ModelTable rows={rows} />
        ) : (
          <NoRows hasModels={groups.length > 0} filter={filter} />
        )}
        {compared.length > 0 && <CompareBar compared={compared} onCompare={() => setDialog('compare')} />}
      </SplitView>
      {dialog === 'compare' && <CompareDialog groups={compared} onClose={() => setDialog('none')} />}
      {dialog === 'add' && (
        <DeploymentDialog
          gatewayId={gatewayId}
          deployment={null}
          onClose={() => setDialog('none')}
          onSaved={(name) => modelOpened(name)}
        />
      )}
    </SectionPage>
  )
}

const origins: readonly { readonly value: ModelFilter['origin']; readonly label: string }[] = [
  { value: 'all', label: 'From anywhere' },
  { value: 'config', label: 'Config file' },
  { value: 'database', label: 'Database' },
]

interface FilterSelectProps {
  readonly label: string
  /** What it says while nothing is left out. */
  readonly all: string
  readonly value: string
  readonly names: readonly string[]
  readonly nameOf: (name: string) => string
  readonly onChange: (value: string) => void
}

function FilterSelect({ label, all, value, names, nameOf, onChange }: FilterSelectProps) {
  return (
    <Select
      label={label}
      isLabelHidden
      className={styles['filter']}
      options={[{ value: 'all', label: all }, ...names.map((name) => ({ value: name, label: nameOf(name) }))]}
      value={value}
      onChange={onChange}
    />
  )
}

function NoRows({ hasModels, filter }: { readonly hasModels: boolean; readonly filter: ModelFilter }) {
  if (!hasModels)
    return (
      <Middle>
        <EmptyState
          icon={<Boxes />}
          title="This gateway offers no models"
          text="Add a model, or use a key that may see more of them."
        />
      </Middle>
    )
  return (
    <Middle>
      <EmptyState
        icon={<SearchX />}
        title="No model matches"
        text={
          filter.search === ''
            ? 'No model fits these filters.'
            : `Nothing fits “${filter.search}” and the filters.`
        }
        action={<Button onClick={() => modelFilterChanged(noFilter)}>Show all models</Button>}
      />
    </Middle>
  )
}

interface CompareBarProps {
  readonly compared: readonly ModelGroup[]
  readonly onCompare: () => void
}

function CompareBar({ compared, onCompare }: CompareBarProps) {
  return (
    <fieldset className={styles['bar']} aria-label="Compare">
      <span className={styles['ticked']}>{compared.map(({ name }) => name).join(', ')}</span>
      <Button size="small" variant="ghost" onClick={ticksTaken}>
        Clear
      </Button>
      <Button
        size="small"
        icon={<Columns3 aria-hidden="true" />}
        disabled={compared.length < 2}
        onClick={onCompare}
      >
        {compared.length < 2 ? 'Tick another to compare' : `Compare ${countOf(compared.length, 'model')}`}
      </Button>
    </fieldset>
  )
}
