import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** Whether an element is at least so many rem wide, followed while it is shown. */
export function useIsWide<Element extends HTMLElement>(minRem: number): [RefObject<Element | null>, boolean] {
  const ref = useRef<Element>(null)
  const [isWide, setWide] = useState(false)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return undefined
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      setWide(element.clientWidth >= minRem * rem)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [minRem])
  return [ref, isWide]
}
