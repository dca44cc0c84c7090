import { memo } from 'react'

import type { ModelGroup } from '#shared/deployment.ts'

import { useAppState } from '../../../app/app-store.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Checkbox } from '../../../ui/Checkbox.tsx'
import { tooltipAttributes } from '../../../ui/Tooltip.tsx'
import { type TableColumn, VirtualTable } from '../../../ui/VirtualTable.tsx'
import { formatPrice, providerName } from '../../models/model-format.ts'
import { firstOf, formatTokens, formatWhole } from '../gateway-format.ts'
import { CapabilityIcons } from './CapabilityIcons.tsx'
import { healthWord, modeName, originWord } from './model-words.ts'
import type { ModelSortKey } from './model-rows.ts'
import { modelOpened, modelSortChosen, modelTicked, MOST_COMPARED, useModelsLook } from './models-store.ts'
import styles from './ModelTable.module.css'

interface ModelTableProps {
  readonly rows: readonly ModelGroup[]
}

/** Public names with what they can do and cost. */
export const ModelTable = memo(function ModelTable({ rows }: ModelTableProps) {
  const sort = useModelsLook((look) => look.sort)
  const filter = useModelsLook((look) => look.filter)
  const openName = useModelsLook((look) => look.openName)
  return (
    <VirtualTable
      label="Models"
      columns={columns}
      count={rows.length}
      rowAt={(index) => rows[index]}
      rowKey={nameOf}
      rowName={nameOf}
      openKey={openName}
      onOpen={({ name }) => modelOpened(name)}
      rowRem={2.875}
      sort={sort}
      onSort={({ key, isDescending }) => modelSortChosen({ key: key as ModelSortKey, isDescending })}
      resetKey={JSON.stringify([filter, sort])}
    />
  )
})

function nameOf({ name }: ModelGroup): string {
  return name
}

const columns: readonly TableColumn<ModelGroup>[] = [
  {
    id: 'name',
    label: 'Model',
    minRem: 10.5,
    rank: 1,
    grow: 3,
    sortKey: 'name',
    cell: (group) => <NameCell group={group} />,
  },
  {
    id: 'capabilities',
    label: 'Can',
    minRem: 8,
    rank: 4,
    grow: 1,
    cell: ({ capabilities }) => <CapabilityIcons capabilities={capabilities} />,
  },
  {
    id: 'context',
    label: 'Context',
    minRem: 5,
    rank: 2,
    isNumeric: true,
    sortKey: 'context',
    cell: ({ contextWindow }) => <Tokens count={contextWindow} />,
  },
  {
    id: 'output',
    label: 'Max out',
    minRem: 5.25,
    rank: 6,
    isNumeric: true,
    sortKey: 'output',
    cell: ({ maxOutputTokens }) => <Tokens count={maxOutputTokens} />,
  },
  price('input', 'In / 1M', 1),
  price('output', 'Out / 1M', 1),
  price('cacheRead', 'Cache read', 5),
  price('cacheWrite', 'Cache write', 7),
  {
    id: 'health',
    label: 'Health',
    minRem: 5.5,
    rank: 3,
    cell: (group) => <HealthCell group={group} />,
  },
  {
    id: 'origin',
    label: 'From',
    minRem: 6.25,
    rank: 5,
    cell: (group) => <span className={styles['quiet']}>{originWord(group)}</span>,
  },
]

function price(kind: keyof ModelGroup['prices'], label: string, rank: number): TableColumn<ModelGroup> {
  const sortKey = {
    input: 'price-input',
    output: 'price-output',
    cacheRead: 'price-cache-read',
    cacheWrite: 'price-cache-write',
  }[kind]
  return {
    id: sortKey,
    label,
    minRem: rank === 1 ? 5.25 : 6.5,
    rank,
    isNumeric: true,
    sortKey,
    cell: ({ prices }) => formatPrice(prices[kind]),
  }
}

function NameCell({ group }: { readonly group: ModelGroup }) {
  const { name, providers, deployments, mode } = group
  const isTicked = useModelsLook(({ ticked }) => ticked.includes(name))
  const isFull = useModelsLook(({ ticked }) => ticked.length >= MOST_COMPARED)
  const about = [
    firstOf(providers.map(providerName), 2),
    mode === null || mode === 'chat' ? '' : modeName(mode),
    deployments.length > 1 ? `${String(deployments.length)} deployments` : '',
  ]
  return (
    <span className={styles['name']}>
      <Checkbox
        className={styles['tick']}
        aria-label={`Compare ${name}`}
        checked={isTicked}
        disabled={!isTicked && isFull}
        onChange={(checked) => modelTicked(name, checked)}
      />
      <span className={styles['text']}>
        <span className={styles['title']} title={name}>
          {name}
        </span>
        <span className={styles['about']}>
          {about.filter((part) => part !== '').join(' · ') || 'Name only'}
        </span>
      </span>
    </span>
  )
}

function Tokens({ count }: { readonly count: number | null }) {
  return (
    <span {...(count === null ? {} : tooltipAttributes(`${formatWhole(count)} tokens`))}>
      {formatTokens(count)}
    </span>
  )
}

function HealthCell({ group }: { readonly group: ModelGroup }) {
  const isDown = useAppState(
    ({ gatewayWatch }) => gatewayWatch?.modelsDown.some(({ model }) => model === group.name) === true,
  )
  const word = healthWord(group.health, isDown)
  if (word === '–') return <span className={styles['quiet']}>–</span>
  return <Badge tone={word === 'Down' ? 'negative' : 'positive'}>{word}</Badge>
}
