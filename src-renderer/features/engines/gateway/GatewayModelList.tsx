import { useVirtualizer } from '@tanstack/react-virtual'
import { Brain, Eye, Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'

import type { Model } from '#shared/model.ts'

import { formatContextWindow, formatPrice } from '../../models/model-format.ts'
import { Mark } from '../../config-editor/Mark.tsx'
import { offeredModels } from './gateway-models.ts'
import styles from './GatewayModelList.module.css'

interface GatewayModelListProps {
  readonly models: readonly Model[]
  /** Ids that are in the file already: ticked, and not to be changed here. */
  readonly present: ReadonlySet<string>
  readonly ticked: ReadonlySet<string>
  readonly onTick: (ids: readonly string[], isTicked: boolean) => void
}

const rowRem = 2.25

/** Models of a gateway with what it says about them, to be ticked. */
export function GatewayModelList({ models, present, ticked, onTick }: GatewayModelListProps) {
  const [search, setSearch] = useState('')
  const shown = useMemo(() => offeredModels(models, search), [models, search])
  const tickable = shown.filter(({ id }) => !present.has(id))
  const areAllTicked = tickable.length > 0 && tickable.every(({ id }) => ticked.has(id))
  const scroller = useRef<HTMLDivElement>(null)
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const virtualizer = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowRem * rem,
    getItemKey: (index) => shown[index]?.id ?? index,
    initialRect: { width: 600, height: 400 },
    overscan: 8,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rem])
  const [focusedIndex, setFocusedIndex] = useState(0)
  const wantsFocus = useRef(false)
  const tabStop = Math.min(focusedIndex, Math.max(0, shown.length - 1))
  useEffect(() => {
    if (!wantsFocus.current) return
    const box = scroller.current?.querySelector<HTMLElement>(`[data-index="${String(tabStop)}"] input`)
    if (!box) return
    box.focus({ preventScroll: true })
    wantsFocus.current = false
  })

  const goTo = (index: number): void => {
    if (index < 0 || index >= shown.length) return
    wantsFocus.current = true
    setFocusedIndex(index)
    virtualizer.scrollToIndex(index)
  }
  const handleKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    goTo(Math.max(0, Math.min(shown.length - 1, tabStop + step)))
  }
  return (
    <div className={styles['box']}>
      <div className={styles['search']}>
        <Search aria-hidden="true" />
        <input
          className={styles['field']}
          aria-label="Search models of the gateway"
          placeholder="Search models"
          value={search}
          spellCheck={false}
          data-autofocus=""
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setFocusedIndex(0)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            goTo(0)
          }}
        />
        <label className={styles['all']}>
          <input
            type="checkbox"
            checked={areAllTicked}
            disabled={tickable.length === 0}
            onChange={(event) =>
              onTick(
                tickable.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }
          />
          All shown
        </label>
      </div>
      <div className={styles['columns']} aria-hidden="true">
        <span />
        <span>Model</span>
        <span>Window</span>
        <span>Max out</span>
        <span className={styles['price']}>In / 1M</span>
        <span className={styles['price']}>Out / 1M</span>
      </div>
      <div ref={scroller} className={styles['scroller']}>
        <ul
          className={styles['rows']}
          style={{ height: virtualizer.getTotalSize() }}
          aria-label="Models of the gateway"
        >
          {virtualizer.getVirtualItems().map(({ index, key, start, size }) => {
            const model = shown[index]
            if (model === undefined) return null
            const isPresent = present.has(model.id)
            return (
              <li
                key={key}
                data-index={index}
                className={styles['row']}
                style={{ transform: `translateY(${String(start)}px)`, height: size }}
              >
                <label className={styles['line']} data-present={isPresent}>
                  <input
                    type="checkbox"
                    tabIndex={index === tabStop ? 0 : -1}
                    checked={isPresent || ticked.has(model.id)}
                    disabled={isPresent}
                    onFocus={() => setFocusedIndex(index)}
                    onKeyDown={handleKey}
                    onChange={(event) => onTick([model.id], event.currentTarget.checked)}
                  />
                  <span className={styles['name']}>
                    <span className={styles['id']} title={model.id}>
                      {model.id}
                    </span>
                    {model.capabilities.includes('reasoning') && <Mark icon={Brain} label="Reasoning" />}
                    {model.capabilities.includes('vision') && <Mark icon={Eye} label="Reads images" />}
                    {isPresent && <span className={styles['there']}>In the file</span>}
                  </span>
                  <span className={styles['figure']}>{formatContextWindow(model.contextWindow) ?? '–'}</span>
                  <span className={styles['figure']}>
                    {formatContextWindow(model.maxOutputTokens) ?? '–'}
                  </span>
                  <span className={styles['price']}>{formatPrice(model.inputPrice)}</span>
                  <span className={styles['price']}>{formatPrice(model.outputPrice)}</span>
                </label>
              </li>
            )
          })}
        </ul>
        {shown.length === 0 && (
          <p className={styles['empty']}>
            {search.trim() === '' ? 'The gateway offers no chat model.' : `No model matches “${search}”.`}
          </p>
        )}
      </div>
    </div>
  )
}
