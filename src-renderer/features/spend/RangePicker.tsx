import { CalendarDays, ChevronDown } from 'lucide-react'
import { useState } from 'react'

import type { SpendRange } from '#shared/spend.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Popover } from '../../ui/Popover.tsx'
import { useNow } from '../../ui/use-now.ts'
import { fieldTime, momentOfField } from './range-fields.ts'
import { specChanged, useSpend } from './spend-store.ts'
import { rangeWords } from './spend-words.ts'
import { stableText } from './spend-view.ts'
import { utcDayBegin } from './time-steps.ts'
import styles from './Toolbar.module.css'

const presets: readonly SpendRange[] = [
  { type: 'last', unit: 'hour', count: 1 },
  { type: 'today' },
  { type: 'last', unit: 'hour', count: 24 },
  { type: 'last', unit: 'day', count: 7 },
  { type: 'last', unit: 'day', count: 30 },
  { type: 'last', unit: 'day', count: 90 },
  { type: 'this-month' },
  { type: 'all' },
]

/** Which stretch of time is on show. */
export function RangePicker() {
  const range = useSpend((state) => state.spec.range)
  const [isOpen, setOpen] = useState(false)
  const now = useNow()
  const choose = (next: SpendRange): void => {
    setOpen(false)
    specChanged((spec) => ({ ...spec, range: next }))
  }
  return (
    <Popover
      label="Time range"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button icon={<CalendarDays aria-hidden />} aria-label={`Time range: ${rangeWords(range, now)}`}>
          {rangeWords(range, now)}
          <ChevronDown aria-hidden className={styles['chevron']} />
        </Button>
      }
    >
      <div className={styles['ranges']}>
        <ul className={styles['presets']}>
          {presets.map((preset) => {
            const isChosen = stableText(preset) === stableText(range)
            return (
              <li key={stableText(preset)}>
                <button
                  type="button"
                  className={classNames(styles['option'], isChosen && styles['chosen'])}
                  aria-pressed={isChosen}
                  data-autofocus={isChosen || undefined}
                  onClick={() => choose(preset)}
                >
                  {rangeWords(preset, now)}
                </button>
              </li>
            )
          })}
        </ul>
        <CustomRange onChoose={choose} />
      </div>
    </Popover>
  )
}

function CustomRange({ onChoose }: { readonly onChoose: (range: SpendRange) => void }) {
  const filter = useSpend((state) => state.filter)
  const [from, setFrom] = useState(() => fieldTime(filter.from))
  const [to, setTo] = useState(() => fieldTime(filter.to))
  const begin = momentOfField(from)
  const end = momentOfField(to)
  const isWrong = begin !== null && end !== null && begin >= end
  const utcDay = utcDayBegin(useNow())
  return (
    <form
      className={styles['custom']}
      onSubmit={(event) => {
        event.preventDefault()
        if (begin === null || isWrong) return
        onChoose({ type: 'between', from: begin, to: end ?? new Date().toISOString() })
      }}
    >
      <label className={styles['field']}>
        From
        <input type="datetime-local" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label className={styles['field']}>
        To
        <input type="datetime-local" value={to} onChange={(event) => setTo(event.currentTarget.value)} />
      </label>
      <p className={styles['hint']} role={isWrong ? 'alert' : undefined}>
        {isWrong
          ? 'The range ends before it begins.'
          : utcDay === null
            ? 'Leave “To” empty for now.'
            : `Days begin at midnight here; the gateway’s own days and budgets at ${utcDay}.`}
      </p>
      <Button type="submit" size="small" disabled={begin === null || isWrong}>
        Show this range
      </Button>
    </form>
  )
}
