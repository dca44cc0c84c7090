import { type RefObject, useEffect, useRef } from 'react'

/** What base.css says about scroll bars, which does not reach into a shadow root. */
const scrollbars = `
::-webkit-scrollbar { width: 0.75rem; height: 0.75rem; }
::-webkit-scrollbar-thumb {
  border: 0.25rem solid transparent;
  border-radius: 0.5rem;
  background: color-mix(in srgb, var(--muted) 45%, transparent);
  background-clip: padding-box;
}
::-webkit-scrollbar-thumb:hover { background-color: color-mix(in srgb, var(--muted) 75%, transparent); }
::-webkit-scrollbar-corner { background: transparent; }
`

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
    const root = host.current.shadowRoot ?? newRoot(host.current)
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

function newRoot(host: HTMLElement): ShadowRoot {
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(scrollbars)
  root.adoptedStyleSheets = [sheet]
  return root
}
