import { useRef } from 'react'
import type { PointerEvent } from 'react'

import styles from './Resizer.module.css'

interface ResizerProps {
  /** The accessible name, such as "Width of the conversation list". */
  readonly label: string
  /** The pane's width in designed px (at 100 % text scale), as are `min`, `max` and `initial`. */
  readonly value: number
  readonly min: number
  readonly max: number
  /** Double click goes back to this width; left out, it does nothing. */
  readonly initial?: number
  /** `start` for a pane that lies to the right of this edge; `end`, for one to the left of it, unless told. */
  readonly edge?: 'start' | 'end'
  readonly onChange: (width: number) => void
}

const stepPx = 16

/**
 * The edge between a pane and what lies beside it. Drag it, or move it with the arrow keys, Home and End.
 * Place it beside the pane's content, inside the pane's landmark; it takes no room of its own.
 */
export function Resizer({ label, value, min, max, initial, edge = 'end', onChange }: ResizerProps) {
  const sense = edge === 'end' ? 1 : -1
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null)

  const resize = (width: number): void => onChange(Math.round(Math.min(max, Math.max(min, width))))
  const drag = (event: PointerEvent<HTMLInputElement>): void => {
    if (start.current === null) return
    resize(start.current.width + (sense * (event.clientX - start.current.x)) / textScale())
  }
  return (
    <input
      type="range"
      aria-label={label}
      value={value}
      min={min}
      max={max}
      step="any"
      className={styles['resizer']}
      onChange={(event) => resize(event.currentTarget.valueAsNumber)}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -stepPx, ArrowRight: stepPx }[event.key]
        if (step === undefined) return
        event.preventDefault()
        resize(value + sense * step)
      }}
      onPointerDown={(event) => {
        // The browser's own dragging would move a thumb that is not there.
        event.preventDefault()
        event.currentTarget.focus({ preventScroll: true })
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { x: event.clientX, width: value }
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        start.current = null
      }}
      onDoubleClick={() => {
        if (initial !== undefined) resize(initial)
      }}
    />
  )
}

/** How much larger than designed everything is drawn: 1 at 100 %. */
function textScale(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
}
