import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'

import type { SpendDimension, SpendFacet, SpendQuantity } from '#shared/spend-query.ts'
import { classNames } from '../../ui/class-names.ts'
import { figureText, usdFigure, wholeFigure } from '../../ui/figures.ts'
import { FigureText } from '../../ui/FigureText.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { FACETS_SHOWN, facetsAsked, useFacets } from './facet-store.ts'
import { boundText, quantityUnit, typedBound } from './filter-chips.ts'
import styles from './FilterPanel.module.css'
import { specChanged, useSpend } from './spend-store.ts'
import { bounded, chosen, toggled } from './spend-view.ts'
import { dimensionWords, quantityWords, valueWord } from './spend-words.ts'

type Subject = SpendDimension | SpendQuantity

const dimensions = Object.keys(dimensionWords) as SpendDimension[]
const quantities = Object.keys(quantityWords) as SpendQuantity[]

/** Everything rows can be filtered by on the left, its values with counts on the right. Every choice takes effect at once. */
export function FilterPanel({ at }: { readonly at: Subject }) {
  const [subject, setSubject] = useState(at)
  return (
    <div className={styles['panel']}>
      <ul className={styles['subjects']} aria-label="Filter by">
        {dimensions.map((dimension) => (
          <SubjectItem
            key={dimension}
            word={dimensionWords[dimension]}
            isCurrent={dimension === subject}
            subject={dimension}
            onChoose={setSubject}
          />
        ))}
        <li aria-hidden>
          <hr className={styles['rule']} />
        </li>
        {quantities.map((quantity) => (
          <SubjectItem
            key={quantity}
            word={quantityWords[quantity]}
            isCurrent={quantity === subject}
            subject={quantity}
            onChoose={setSubject}
          />
        ))}
      </ul>
      {isDimension(subject) ? (
        <Values key={subject} dimension={subject} />
      ) : (
        <Bounds key={subject} quantity={subject} />
      )}
    </div>
  )
}

function isDimension(subject: Subject): subject is SpendDimension {
  return subject in dimensionWords
}

interface SubjectItemProps {
  readonly word: string
  readonly subject: Subject
  readonly isCurrent: boolean
  readonly onChoose: (subject: Subject) => void
}

function SubjectItem({ word, subject, isCurrent, onChoose }: SubjectItemProps) {
  const count = useSpend(({ spec: { filter } }) =>
    isDimension(subject)
      ? (filter.choices[subject]?.values.length ?? 0)
      : filter.bounds[subject] === undefined
        ? 0
        : 1,
  )
  return (
    <li>
      <button
        type="button"
        className={classNames(styles['subject'], isCurrent && styles['current'])}
        aria-pressed={isCurrent}
        onClick={() => onChoose(subject)}
      >
        {word}
        {count === 0 ? null : (
          <span className={styles['badge']} aria-label={`${count} chosen`}>
            {count}
          </span>
        )}
      </button>
    </li>
  )
}

function Values({ dimension }: { readonly dimension: SpendDimension }) {
  const [search, setSearch] = useState('')
  const filter = useSpend((state) => state.filter)
  const revision = useSpend((state) => state.rows.facts?.revision)
  const choice = useSpend((state) => state.spec.filter.choices[dimension])
  const [isExcluding, setExcluding] = useState(choice?.isExcluded ?? false)
  const { answer, isAwaited, error } = useFacets((state) => state.facets)
  const isRowAwaited = useSpend(({ rows }) => rows.isAwaited && rows.error === null)
  useEffect(() => {
    // Rows come first: counts beside them would take the cores they need.
    if (!isRowAwaited) facetsAsked(dimension, search, filter, revision)
  }, [dimension, search, filter, revision, isRowAwaited])

  const found = answer?.dimensions[dimension] ?? null
  const facets = found?.facets ?? []
  const most = facets.reduce((highest, { calls }) => Math.max(highest, calls), 1)
  const word = dimensionWords[dimension]
  return (
    <div className={styles['values']}>
      <div className={styles['search']}>
        <Search aria-hidden />
        <input
          type="text"
          data-autofocus
          aria-label={`Search ${word.toLowerCase()}`}
          placeholder={`Search ${word.toLowerCase()}`}
          spellCheck={false}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <SegmentedControl
          label={`What to do with the chosen ${word.toLowerCase()}`}
          options={[
            { value: 'only', label: 'Only' },
            { value: 'not', label: 'Not' },
          ]}
          value={isExcluding ? 'not' : 'only'}
          onChange={(value) => {
            setExcluding(value === 'not')
            if (choice !== undefined) choose(dimension, choice.values, value === 'not')
          }}
        />
      </div>
      <div className={styles['list']} tabIndex={-1}>
        {facets.map((facet) => (
          <FacetItem
            key={facet.value}
            dimension={dimension}
            facet={facet}
            share={facet.calls / most}
            isChosen={choice?.values.includes(facet.value) === true}
            onToggle={() => choose(dimension, toggled(choice?.values ?? [], facet.value), isExcluding)}
          />
        ))}
        {found !== null && facets.length === 0 ? (
          <p className={styles['nothing']}>{search === '' ? 'No rows.' : `Nothing contains “${search}”.`}</p>
        ) : null}
        {error === null ? null : <p className={styles['nothing']}>{error.message}</p>}
      </div>
      <p className={styles['foot']}>
        {found !== null && found.total > FACETS_SHOWN
          ? `The ${FACETS_SHOWN} most frequent of ${figureText(wholeFigure(found.total))}. Type to find others.`
          : answer?.isWhole === false && !isAwaited
            ? 'Counted from what is copied so far.'
            : ''}
      </p>
    </div>
  )
}

function choose(dimension: SpendDimension, values: readonly string[], isExcluded: boolean): void {
  specChanged((spec) => ({ ...spec, filter: chosen(spec.filter, dimension, values, isExcluded) }))
}

interface FacetItemProps {
  readonly dimension: SpendDimension
  readonly facet: SpendFacet
  /** Of the most frequent value's calls. */
  readonly share: number
  readonly isChosen: boolean
  readonly onToggle: () => void
}

function FacetItem({ dimension, facet, share, isChosen, onToggle }: FacetItemProps) {
  const word = valueWord(dimension, facet.value, facet.label)
  return (
    <label className={styles['value']}>
      <input type="checkbox" checked={isChosen} onChange={onToggle} />
      <span className={classNames(styles['word'], facet.value === '' && styles['none'])} title={word}>
        {word}
      </span>
      <span className={styles['bar']} aria-hidden>
        <span style={{ transform: `scaleX(${share.toFixed(4)})` }} />
      </span>
      <span className={styles['count']} title={`${figureText(usdFigure(facet.cost))} in all`}>
        <FigureText figure={wholeFigure(facet.calls)} />
      </span>
    </label>
  )
}

function Bounds({ quantity }: { readonly quantity: SpendQuantity }) {
  const bounds = useSpend((state) => state.spec.filter.bounds[quantity])
  const [min, setMin] = useState(() => boundText(quantity, bounds?.min ?? null))
  const [max, setMax] = useState(() => boundText(quantity, bounds?.max ?? null))
  const unit = quantityUnit(quantity)
  const change = (nextMin: string, nextMax: string): void => {
    setMin(nextMin)
    setMax(nextMax)
    const next = { min: typedBound(quantity, nextMin), max: typedBound(quantity, nextMax) }
    specChanged((spec) => ({ ...spec, filter: bounded(spec.filter, quantity, next) }))
  }
  return (
    <div className={styles['bounds']}>
      <label className={styles['bound']}>
        At least
        <span>
          <input
            type="text"
            inputMode="decimal"
            data-autofocus
            value={min}
            onChange={(event) => change(event.currentTarget.value, max)}
          />
          {unit}
        </span>
      </label>
      <label className={styles['bound']}>
        At most
        <span>
          <input
            type="text"
            inputMode="decimal"
            value={max}
            onChange={(event) => change(min, event.currentTarget.value)}
          />
          {unit}
        </span>
      </label>
    </div>
  )
}
