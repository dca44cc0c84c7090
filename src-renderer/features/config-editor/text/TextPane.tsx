import { useCallback } from 'react'

import type { ConfigDraft } from '../../engines/draft/config-draft.ts'
import styles from './TextPane.module.css'
import { useShadowRoot } from './use-shadow-root.ts'

/** A draft's text, to be edited as it is. */
export function TextPane({ draft }: { readonly draft: ConfigDraft }) {
  const draw = useCallback((root: ShadowRoot, parent: Element) => draft.show(parent, root), [draft])
  const host = useShadowRoot(draw)
  return <div ref={host} className={styles['text']} />
}
