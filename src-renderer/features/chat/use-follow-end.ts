import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Within this distance the end counts as reached, in CSS pixels. */
const END_TOLERANCE_PX = 8
const KEYS_THAT_SCROLL_UP = new Set(['ArrowUp', 'PageUp', 'Home'])

interface FollowEnd {
  /** Whether the user reads further up, so that new text is out of sight. */
  readonly isAway: boolean
  /** Goes to the end and follows it from now on. */
  readonly follow: () => void
  /** Lets go of the end, so that another place can be shown. */
  readonly letGo: () => void
}

/**
 * Keeps the end of a growing text in sight while the user is there. Any sign that the user wants to read further up
 * (wheel, keys, dragging) lets go before the scroll itself happens, so the two never pull at each other. The scroll
 * position is written where layout is already done: in the resize observer's callback, once per frame.
 */
export function useFollowEnd(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
): FollowEnd {
  const isFollowing = useRef(true)
  /** Where the user reads, for when the pane was hidden in between, which puts it back to the start; in CSS pixels. */
  const readingTop = useRef(0)
  const [isAway, setIsAway] = useState(false)

  const follow = useCallback(() => {
    isFollowing.current = true
    setIsAway(false)
    const element = scroller.current
    if (element) scrollToEnd(element)
  }, [scroller])

  const letGo = useCallback(() => {
    isFollowing.current = false
  }, [])

  useLayoutEffect(() => {
    const element = scroller.current
    const inner = content.current
    if (!element || !inner) return undefined
    let wasHidden = false
    const keepPlace = () => {
      const isHidden = element.clientHeight === 0
      if (!isHidden && isFollowing.current) scrollToEnd(element)
      else if (!isHidden && wasHidden) element.scrollTo({ top: readingTop.current, behavior: 'instant' })
      wasHidden = isHidden
    }
    keepPlace()
    const observer = new ResizeObserver(keepPlace)
    observer.observe(element)
    observer.observe(inner)
    return () => observer.disconnect()
  }, [scroller, content])

  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    let lastTop = element.scrollTop
    let lastHeight = element.scrollHeight
    let isHeld = false

    const letGoIfLong = () => {
      if (element.scrollHeight > element.clientHeight) letGo()
    }
    const handleWheel = (event: WheelEvent) => {
      if (event.deltaY < 0 && !event.ctrlKey) letGoIfLong()
    }
    const handleKey = (event: KeyboardEvent) => {
      if (isTextField(event.target)) return
      if (KEYS_THAT_SCROLL_UP.has(event.key) || (event.key === ' ' && event.shiftKey)) letGoIfLong()
    }
    const handlePress = () => {
      isHeld = true
    }
    const handleRelease = () => {
      isHeld = false
    }
    const handleScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = element
      if (clientHeight === 0) return
      readingTop.current = scrollTop
      const isAtEnd = scrollHeight - scrollTop - clientHeight <= END_TOLERANCE_PX
      const isMovedUp = scrollTop < lastTop
      if (isAtEnd) {
        if (!isMovedUp) isFollowing.current = true
      } else if (isMovedUp && (isHeld || scrollHeight === lastHeight)) {
        isFollowing.current = false
      }
      lastTop = scrollTop
      lastHeight = scrollHeight
      setIsAway(!isFollowing.current && !isAtEnd)
    }

    const listening = new AbortController()
    const options = { signal: listening.signal, passive: true }
    element.addEventListener('wheel', handleWheel, options)
    element.addEventListener('keydown', handleKey, options)
    element.addEventListener('pointerdown', handlePress, options)
    element.addEventListener('touchmove', handlePress, options)
    element.addEventListener('scroll', handleScroll, options)
    window.addEventListener('pointerup', handleRelease, options)
    window.addEventListener('pointercancel', handleRelease, options)
    window.addEventListener('touchend', handleRelease, options)
    return () => listening.abort()
  }, [scroller, letGo])

  return { isAway, follow, letGo }
}

function scrollToEnd(element: HTMLElement): void {
  element.scrollTo({ top: element.scrollHeight, behavior: 'instant' })
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
}
