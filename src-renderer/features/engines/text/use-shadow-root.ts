import { type RefObject, useEffect, useRef } from 'react'

/**
 * Draws into a shadow root of the element the ref is given to. CodeMirror puts its styles there as adopted style sheets; in
 * the document it would write a style element, which the content security policy refuses.
 * `draw` returns the end of what it drew, and is called anew when it is another function.
 */
export function useShadowRoot(
  draw: (root: ShadowRoot, parent: Element) => () => void,
): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (host.current === null) return undefined
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const parent = document.createElement('div')
    parent.style.height = '100%'
    root.append(parent)
    const end = draw(root, parent)
    return () => {
      end()
      parent.remove()
    }
  }, [draw])
  return host
}
