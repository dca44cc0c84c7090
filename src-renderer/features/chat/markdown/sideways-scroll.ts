import { useEffect, type RefObject } from 'react'

/**
 * Lets the keyboard reach an element that scrolls sideways, but only while its content, the first child, is
 * wider than the element.
 */
export function useSidewaysScroll(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = ref.current
    if (!element) return
    // Layout is done when the observer is called, so reading sizes here costs nothing.
    const observer = new ResizeObserver(() => {
      if (element.scrollWidth > element.clientWidth + 1) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    })
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [ref])
}
