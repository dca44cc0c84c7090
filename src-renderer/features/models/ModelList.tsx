import { Command } from 'cmdk'
import { Brain, Check, Eye, Globe, Search, Star, Wrench } from 'lucide-react'
import { type KeyboardEvent, memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'

import type { Capability, Model } from '#shared/model.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { useAppState } from '../../app/app-store.ts'
import { Kbd } from '../../ui/Kbd.tsx'
import {
  capabilityNames,
  describeModel,
  formatContextWindow,
  formatPrice,
  providerName,
} from './model-format.ts'
import { firstModels, type ModelGroup, modelGroups } from './model-groups.ts'
import styles from './ModelList.module.css'

export interface ModelListProps {
  /** The model marked as the present one; null marks none. */
  readonly selected: string | null
  readonly onChoose: (id: string) => void
}

const icons = { reasoning: Brain, vision: Eye, tools: Wrench, 'web-search': Globe } as const

/** How many rows the first paint holds: more than fit. */
const FIRST_ROWS = 24

/** Search and choice among the gateway's chat models; also the place to favour them. */
export function ModelList({ selected, onChoose }: ModelListProps) {
  const models = useAppState((state) => state.models)
  const favourites = useAppState((state) => state.favouriteModels)
  const recent = useAppState((state) => state.recentModels)
  const [search, setSearch] = useState('')
  const groups = useMemo(
    () => modelGroups(models, favourites, recent, search),
    [models, favourites, recent, search],
  )
  // What is in sight is painted first; hundreds of further rows follow without making anybody wait.
  const count = useDeferredValue(Number.POSITIVE_INFINITY, FIRST_ROWS)
  const shown = useMemo(() => firstModels(groups, count), [groups, count])
  const [active, setActive] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  function searchFor(text: string) {
    setSearch(text)
    const [best] = modelGroups(models, favourites, recent, text)
    setActive(best?.models[0] ? rowValue(best, best.models[0]) : '')
  }

  function handleKeyDown(event: KeyboardEvent) {
    if (event.key !== 'd' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    const id = active.slice(active.indexOf('/') + 1)
    if (id !== '') favour(id, !favourites.includes(id))
  }

  return (
    <Command
      label="Models"
      className={styles['list']}
      shouldFilter={false}
      value={active}
      onValueChange={setActive}
      onKeyDown={handleKeyDown}
      loop
    >
      <div className={styles['search']}>
        <Search size={15} aria-hidden />
        <Command.Input
          className={styles['input']}
          placeholder="Search models"
          value={search}
          onValueChange={searchFor}
          ref={field}
        />
      </div>
      <div className={styles['columns']} aria-hidden>
        <span>Context</span>
        <span>In / 1M</span>
        <span>Out / 1M</span>
      </div>
      <Command.List className={styles['rows']} label="Models">
        <Command.Empty className={styles['empty']}>No model matches “{search}”.</Command.Empty>
        {shown.map((group) => (
          <Command.Group key={group.label} className={styles['group']} heading={group.label}>
            {group.models.map((model) => (
              <ModelRow
                key={model.id}
                model={model}
                value={rowValue(group, model)}
                isSelected={model.id === selected}
                isFavourite={favourites.includes(model.id)}
                onChoose={onChoose}
              />
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <div className={styles['hints']} aria-hidden>
        <span>
          <Kbd combo="Enter" /> choose
        </span>
        <span>
          <Kbd combo="Mod+D" /> favourite
        </span>
      </div>
    </Command>
  )
}

/** Names a row, since a model may stand in two groups. */
function rowValue(group: ModelGroup, model: Model): string {
  return `${group.label}/${model.id}`
}

function favour(id: string, isFavourite: boolean) {
  void requestOrToast('model:favour', { id, isFavourite })
}

interface ModelRowProps {
  readonly model: Model
  readonly value: string
  readonly isSelected: boolean
  readonly isFavourite: boolean
  readonly onChoose: (id: string) => void
}

const ModelRow = memo(function ModelRow({ model, value, isSelected, isFavourite, onChoose }: ModelRowProps) {
  return (
    <Command.Item
      className={styles['row']}
      value={value}
      onSelect={() => onChoose(model.id)}
      aria-label={describeModel(model, isFavourite)}
    >
      <span
        className={styles['star']}
        data-on={isFavourite}
        title={isFavourite ? 'Remove from favourites' : 'Add to favourites'}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation()
          favour(model.id, !isFavourite)
        }}
      >
        <Star size={14} fill={isFavourite ? 'currentColor' : 'none'} />
      </span>
      <span className={styles['name']} title={model.id}>
        <span>{model.id}</span>
        {isSelected ? <Check className={styles['check']} size={14} aria-label="Chosen" /> : null}
      </span>
      <span className={styles['provider']}>{model.providers.map(providerName).join(', ')}</span>
      <span className={styles['capabilities']}>
        {model.capabilities.map((capability) => (
          <CapabilityIcon key={capability} capability={capability} />
        ))}
      </span>
      <span className={styles['number']}>{formatContextWindow(model.contextWindow) ?? '–'}</span>
      <span className={styles['number']}>{formatPrice(model.inputPrice)}</span>
      <span className={styles['number']}>{formatPrice(model.outputPrice)}</span>
    </Command.Item>
  )
})

function CapabilityIcon({ capability }: { readonly capability: Capability }) {
  const Icon = icons[capability]
  return (
    <span title={capabilityNames[capability]}>
      <Icon size={13} aria-hidden />
    </span>
  )
}
