import { useCallback } from 'react'

import styles from './TextPane.module.css'
import { useShadowRoot } from './use-shadow-root.ts'

/** A draft that draws its own text. */
interface ShownDraft {
  show(parent: Element, root: ShadowRoot): () => void
}

/** A draft's text, to be edited as it is. */
export function TextPane({ draft }: { readonly draft: ShownDraft }) {
  const draw = useCallback((root: ShadowRoot, parent: Element) => draft.show(parent, root), [draft])
  const host = useShadowRoot(draw)
  return <div ref={host} className={styles['text']} />
}
