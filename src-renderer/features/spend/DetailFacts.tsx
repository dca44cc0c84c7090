import { Copy, ListFilter } from 'lucide-react'

import type { SpendLogDetail } from '#shared/spend-log.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import styles from './DetailPanel.module.css'
import { type DetailFact, detailFacts } from './detail-facts.ts'
import { labelSeen } from './facet-store.ts'
import { specChanged } from './spend-store.ts'
import { chosen } from './spend-view.ts'

/** Everything else that is known of a row; each can be copied, and most can be filtered by. */
export function DetailFacts({ detail }: { readonly detail: SpendLogDetail }) {
  return (
    <dl className={styles['facts']}>
      {detailFacts(detail).map((fact) => (
        <div key={fact.name} className={styles['fact']}>
          <dt>{fact.name}</dt>
          <dd>
            <span className={fact.isId ? styles['id'] : styles['value']}>{fact.value}</span>
            <span className={styles['factActions']}>
              {fact.filter === null ? null : (
                <IconButton
                  label={`Only rows with this ${fact.name.toLowerCase()}`}
                  size="small"
                  onClick={() => filterBy(fact)}
                >
                  <ListFilter aria-hidden />
                </IconButton>
              )}
              <IconButton
                label={`Copy ${fact.name.toLowerCase()}`}
                size="small"
                onClick={() => void requestOrToast('clipboard:write', { text: fact.full })}
              >
                <Copy aria-hidden />
              </IconButton>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function filterBy({ filter, value }: DetailFact): void {
  if (filter === null) return
  labelSeen(filter.dimension, filter.value, value)
  specChanged((spec) => ({
    ...spec,
    filter: chosen(spec.filter, filter.dimension, [filter.value], false),
  }))
}
