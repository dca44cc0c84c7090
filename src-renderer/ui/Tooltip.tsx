import { cloneElement, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { AriaAttributes, ReactElement } from 'react'

import { Kbd } from './Kbd.tsx'
import styles from './Tooltip.module.css'

interface TooltipAttributes {
  readonly 'data-tooltip': string
  readonly 'data-tooltip-shortcut'?: string
}

interface TooltipProps {
  readonly text: string
  /** A combination such as `Mod+K`. */
  readonly shortcut?: string
  /** One element that passes unknown attributes to the DOM. */
  readonly children: ReactElement<AriaAttributes>
}

/** Shows a text when its child is pointed at or focused, and gives it to screen readers as the child's description. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  return cloneElement(children, { ...tooltipAttributes(text, shortcut), 'aria-description': text })
}

/** The attributes by which TooltipHost finds what to say. For elements whose accessible name says the same. */
export function tooltipAttributes(text: string, shortcut?: string): TooltipAttributes {
  return shortcut === undefined
    ? { 'data-tooltip': text }
    : { 'data-tooltip': text, 'data-tooltip-shortcut': shortcut }
}

/** Long enough that crossing the window with the pointer shows nothing. */
const openDelayMs = 450
/** While reading along a row of buttons the next tooltip comes at once. */
const stayWarmMs = 400
const gapPx = 6
const edgePx = 8

/** The one tooltip of the window; mount it once. */
export function TooltipHost() {
  const [target, setTarget] = useState<HTMLElement | null>(null)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => watchTargets(setTarget), [])

  useLayoutEffect(() => {
    const tooltip = box.current
    if (tooltip === null || target === null) return undefined
    tooltip.showPopover()
    place(tooltip, target)
    return () => tooltip.hidePopover()
  }, [target])

  const shortcut = target?.dataset['tooltipShortcut']
  return (
    <div ref={box} popover="manual" className={styles['tooltip']} aria-hidden="true">
      {target?.dataset['tooltip']}
      {shortcut !== undefined && <Kbd combo={shortcut} />}
    </div>
  )
}

/** Tells which element wants its tooltip shown now, or null. Returns the end of it. */
function watchTargets(tell: (target: HTMLElement | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let candidate: HTMLElement | null = null
  let warmUntilMs = 0
  let isShown = false

  const show = (): void => {
    isShown = candidate?.isConnected === true
    tell(isShown ? candidate : null)
  }
  const hide = (): void => {
    clearTimeout(timer)
    if (isShown) warmUntilMs = performance.now() + stayWarmMs
    isShown = false
    candidate = null
    tell(null)
  }
  const onPointerOver = (event: PointerEvent): void => {
    const target = tooltipTarget(event.target)
    if (target === candidate || event.pointerType === 'touch') return
    hide()
    if (target === null) return
    candidate = target
    timer = setTimeout(show, performance.now() < warmUntilMs ? 0 : openDelayMs)
  }
  const onFocusIn = (event: FocusEvent): void => {
    const target = tooltipTarget(event.target)
    hide()
    if (target === null || event.target !== target || !target.matches(':focus-visible')) return
    candidate = target
    timer = setTimeout(show, openDelayMs)
  }

  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('pointerover', onPointerOver, { signal })
  document.addEventListener('focusin', onFocusIn, { signal })
  document.addEventListener('pointerdown', hide, { signal, capture: true })
  document.addEventListener('keydown', hide, { signal, capture: true })
  document.addEventListener('scroll', hide, { signal, capture: true })
  document.documentElement.addEventListener('pointerleave', hide, { signal })
  return () => {
    listening.abort()
    clearTimeout(timer)
  }
}

function tooltipTarget(node: EventTarget | null): HTMLElement | null {
  return node instanceof Element ? node.closest<HTMLElement>('[data-tooltip]') : null
}

/** Below its target, or above where there is no room; never across the window's edge. */
function place(tooltip: HTMLElement, target: HTMLElement): void {
  const around = target.getBoundingClientRect()
  const { width, height } = tooltip.getBoundingClientRect()
  const isBeside = target.dataset['tooltipSide'] === 'right'
  const left = isBeside ? around.right + gapPx : around.left + around.width / 2 - width / 2
  const below = around.bottom + gapPx
  const top = below + height + edgePx > window.innerHeight ? around.top - gapPx - height : below
  tooltip.style.left = `${Math.max(edgePx, Math.min(left, window.innerWidth - width - edgePx))}px`
  tooltip.style.top = `${isBeside ? around.top + around.height / 2 - height / 2 : top}px`
}
