import { Wand } from 'lucide-react'

import type { EngineFile } from '#shared/engine.ts'

import { requestOrToast } from '../../app/bridge.ts'
import { Badge } from '../../ui/Badge.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { DraftActions } from '../config-editor/DraftActions.tsx'
import { ProblemCount } from '../config-editor/ProblemCount.tsx'
import styles from './EngineHeader.module.css'
import type { ReadyEngine } from './engine-store.ts'
import { useDraft } from './use-engine.ts'
import { problemListToggled, tabChosen, useEngineView } from './view-store.ts'

interface EngineHeaderProps {
  readonly engine: EngineFile
  readonly opened: ReadyEngine
  /** Whether form and text share the room by tabs. */
  readonly hasTabs: boolean
  readonly onReview: () => void
  readonly onHistory: () => void
  readonly onDiscard: () => void
  /** null when the file has a LiteLLM provider already. */
  readonly onAddLitellm: (() => void) | null
}

/** What the open file is called, how it is, and what can be done with all of it. */
export function EngineHeader({
  engine,
  opened: { draft },
  hasTabs,
  onReview,
  onHistory,
  onDiscard,
  onAddLitellm,
}: EngineHeaderProps) {
  const { analysis } = useDraft(draft)
  const tab = useEngineView((view) => view.tab)
  const isProblemListOpen = useEngineView((view) => view.isProblemListOpen)
  return (
    <div className={styles['box']}>
      <header className={styles['header']}>
        <div className={styles['words']}>
          <div className={styles['line']}>
            <h2 className={styles['name']}>{engine.name}</h2>
            {engine.state.type === 'managed' && <Badge>Managed</Badge>}
            <ProblemCount
              problems={analysis.problems}
              isListOpen={isProblemListOpen}
              onToggle={problemListToggled}
            />
          </div>
          <p className={styles['path']} title={engine.path}>
            <bdi>{engine.displayPath}</bdi>
          </p>
        </div>
        {hasTabs && (
          <SegmentedControl
            label="View"
            options={[
              { value: 'models', label: 'Models' },
              { value: 'text', label: 'Text' },
            ]}
            value={tab}
            onChange={tabChosen}
          />
        )}
        <DraftActions
          draft={draft}
          onReview={onReview}
          onDiscard={onDiscard}
          onHistory={onHistory}
          onReveal={() => void requestOrToast('engine:reveal', { id: engine.id })}
          before={
            onAddLitellm === null
              ? []
              : [{ label: 'Add LiteLLM…', icon: <Wand aria-hidden="true" />, onSelect: onAddLitellm }]
          }
        />
      </header>
    </div>
  )
}
