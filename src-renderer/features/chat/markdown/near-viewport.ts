import { useEffect, useRef, useState, type RefObject } from 'react'

/** How far outside the visible part of the page things are kept rendered, in CSS pixels. */
const marginPx = 800
/** The longest that what is near, but not in view yet, waits for the page to have time, in ms. */
const longestWaitMs = 200

type Listener = (entry: IntersectionObserverEntry) => void

/** One observer for all answers in one scroll container. */
interface Watch {
  readonly observer: IntersectionObserver
  readonly listeners: Map<Element, Listener>
}

const watches = new WeakMap<Element, Watch>()

/** Calls the listener when the element comes near the visible part of its scroll container, or leaves it. */
function watchElement(element: Element, listener: Listener): () => void {
  const root = scrollContainerOf(element)
  const key = root ?? document.documentElement
  const watch = watches.get(key) ?? newWatch(root)
  watches.set(key, watch)
  watch.listeners.set(element, listener)
  watch.observer.observe(element)
  return () => {
    watch.observer.unobserve(element)
    watch.listeners.delete(element)
    if (watch.listeners.size > 0) return
    watch.observer.disconnect()
    if (watches.get(key) === watch) watches.delete(key)
  }
}

function newWatch(root: Element | null): Watch {
  const listeners = new Map<Element, Listener>()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) listeners.get(entry.target)?.(entry)
    },
    { root, rootMargin: `${marginPx}px 0px` },
  )
  return { observer, listeners }
}

/** The nearest ancestor that scrolls downwards; null when that is the page itself. */
function scrollContainerOf(element: Element): Element | null {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    const { overflowY } = getComputedStyle(parent)
    if (overflowY === 'auto' || overflowY === 'scroll') return parent
  }
  return null
}

/** Whether any of it lies in the visible part itself, not only in the margin around it. */
function isInView({ boundingClientRect: place, rootBounds }: IntersectionObserverEntry): boolean {
  if (rootBounds === null) return true
  return place.bottom > rootBounds.top + marginPx && place.top < rootBounds.bottom - marginPx
}

/** True when taking the element out of the page would lose the user's selection or keyboard focus. */
function isInUse(element: Element): boolean {
  if (element.contains(document.activeElement)) return true
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && selection.containsNode(element, true)
}

interface Nearness {
  readonly isNear: boolean
  /** Height when it was last rendered, in CSS pixels; null when it never left the view. */
  readonly height: number | null
}

/** Heights by what was shown, so that they are still known when an answer comes back onto the page. */
const heights = new WeakMap<object, number>()

interface NearViewportOptions {
  /** What the element shows. */
  readonly subject: object
  /** While false the element counts as near. */
  readonly enabled: boolean
  /** What it counts as before its place on the page is known. */
  readonly initiallyNear: boolean
}

/**
 * Tells whether an element is near the visible part of its scroll container. What scrolls only sideways must say
 * `overflow-y: hidden`, or it would be taken for that container.
 */
export function useNearViewport(ref: RefObject<Element | null>, options: NearViewportOptions): Nearness {
  const { subject, enabled, initiallyNear } = options
  const [isNear, setIsNear] = useState(initiallyNear)
  const known = useRef(initiallyNear)
  useEffect(() => {
    const element = ref.current
    if (!enabled || !element) return
    let waiting: number | null = null
    const stopWaiting = (): void => {
      if (waiting !== null) cancelIdleCallback(waiting)
      waiting = null
    }
    const unwatch = watchElement(element, (entry) => {
      const { isIntersecting } = entry
      const { width, height } = entry.boundingClientRect
      const isHiddenAltogether = width === 0 && height === 0
      stopWaiting()
      if (isIntersecting === known.current || isHiddenAltogether) return
      if (!isIntersecting && isInUse(element)) return
      if (!isIntersecting) heights.set(subject, height)
      const change = (): void => {
        known.current = isIntersecting
        setIsNear(isIntersecting)
      }
      // Text that flies by faster than it can be drawn is never drawn: it is gone again before there is time.
      if (isIntersecting && !isInView(entry))
        waiting = requestIdleCallback(change, { timeout: longestWaitMs })
      else change()
    })
    return () => {
      stopWaiting()
      unwatch()
    }
  }, [ref, enabled, subject])
  return { isNear: isNear || !enabled, height: heights.get(subject) ?? null }
}
