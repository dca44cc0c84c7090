import { FolderOpen, Plus } from 'lucide-react'

import type { EngineFile, EngineKind } from '#shared/engine.ts'

import { useAppState } from '../../../app/app-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { fileChosen } from '../engine-store.ts'
import styles from './EngineList.module.css'
import { EngineItem } from './EngineItem.tsx'

interface EngineListProps {
  readonly openId: string | null
  readonly onOpen: (engine: EngineFile) => void
}

const kinds: readonly { readonly kind: EngineKind; readonly label: string }[] = [
  { kind: 'nova-engine', label: 'A Nova Engine file…' },
  { kind: 'idlehands', label: 'An IdleHands file…' },
]

/** The list pane: every engine's config file, and a way to others. */
export function EngineList({ openId, onOpen }: EngineListProps) {
  const engines = useAppState((state) => state.engines)
  return (
    <>
      <h1 className={styles['title']}>Engines</h1>
      <ul className={styles['list']}>
        {engines.map((engine) => (
          <EngineItem
            key={engine.id}
            engine={engine}
            isOpen={engine.id === openId}
            onOpen={() => onOpen(engine)}
          />
        ))}
      </ul>
      <div className={styles['foot']}>
        <Menu
          trigger={
            <Button variant="ghost" icon={<Plus aria-hidden="true" />}>
              Choose another file
            </Button>
          }
          items={kinds.map(({ kind, label }) => ({
            label,
            icon: <FolderOpen aria-hidden="true" />,
            onSelect: () => void fileChosen(kind),
          }))}
        />
      </div>
    </>
  )
}
