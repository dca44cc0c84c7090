import { RotateCw } from 'lucide-react'

import type { EngineFile } from '#shared/engine.ts'

import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { EngineEditor } from './EngineEditor.tsx'
import styles from './EnginePane.module.css'
import { engineOpened, type ReadyEngine } from './engine-store.ts'
import { useDraft, useEngine } from './use-engine.ts'
import { SetupDone } from './setup/SetupDone.tsx'
import { SetupForm } from './setup/SetupForm.tsx'
import { SetupStart } from './setup/SetupStart.tsx'
import { useEngineView } from './view-store.ts'

/** The work pane: one engine's file as far as it has come. */
export function EnginePane({ engine }: { readonly engine: EngineFile }) {
  const opened = useEngine(engine.id)
  switch (opened.phase) {
    case 'loading':
      return <PaneSkeleton />
    case 'failed':
      return (
        <section className={styles['failure']} aria-label={engine.name}>
          <div className={styles['card']}>
            <ErrorCard
              error={opened.error}
              actions={
                <Button
                  size="small"
                  icon={<RotateCw aria-hidden="true" />}
                  onClick={() => void engineOpened(engine.id)}
                >
                  Try again
                </Button>
              }
            />
          </div>
        </section>
      )
    case 'ready':
      return <ReadyPane engine={engine} opened={opened} />
  }
}

/** A file that was read: its editor, or what sets it up. */
function ReadyPane({ engine, opened }: { readonly engine: EngineFile; readonly opened: ReadyEngine }) {
  const { isDirty } = useDraft(opened.draft)
  const stage = useEngineView((view) => view.setups.get(engine.id))
  if (stage?.type === 'done') return <SetupDone engine={engine} stage={stage} />
  if (stage?.type === 'form') return <SetupForm engine={engine} opened={opened} />
  const isNothingThere = opened.document.text.trim() === '' && !isDirty
  return isNothingThere ? <SetupStart engine={engine} /> : <EngineEditor engine={engine} opened={opened} />
}

/** The editor's outline; its style keeps it invisible for the first 150 ms. */
function PaneSkeleton() {
  return (
    <div className={styles['skeleton']} aria-hidden="true">
      <div className={styles['skeletonHead']} />
      <div className={styles['skeletonCard']} />
      <div className={styles['skeletonCard']} />
    </div>
  )
}
