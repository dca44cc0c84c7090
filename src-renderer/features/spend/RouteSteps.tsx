import { ArrowRight, CircleCheck, CircleX, CornerDownRight, RotateCw, Zap } from 'lucide-react'

import type { RouteStep } from '#shared/spend-log.ts'
import styles from './DetailPanel.module.css'

const kinds = {
  asked: { word: 'Asked', Icon: ArrowRight },
  retry: { word: 'Tried again', Icon: RotateCw },
  fallback: { word: 'Fell back to', Icon: CornerDownRight },
  cache: { word: 'Found in the cache', Icon: Zap },
  answered: { word: 'Answered by', Icon: CircleCheck },
  failed: { word: 'Failed at', Icon: CircleX },
} as const

/** The way a call took: what was asked, retries, fallbacks, who answered. */
export function RouteSteps({ steps }: { readonly steps: readonly RouteStep[] }) {
  return (
    <ol className={styles['route']}>
      {steps.map(({ kind, model, detail }, place) => {
        const { word, Icon } = kinds[kind]
        return (
          // A call may be tried at the same model again and again.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={place} data-kind={kind}>
            <Icon aria-hidden />
            <p>
              {word} {model === null ? null : <span className={styles['name']}>{model}</span>}
              {detail === null ? null : <span className={styles['note']}> {detail}</span>}
            </p>
          </li>
        )
      })}
    </ol>
  )
}
