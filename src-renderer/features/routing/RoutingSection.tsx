import { FileCode2, FolderOpen, RotateCw } from 'lucide-react'

import type { RoutingEntry } from '#shared/routing.ts'

import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Select } from '../../ui/Select.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { countOf, fileName } from '../config-editor/words.ts'
import { RoutingEditor } from './RoutingEditor.tsx'
import styles from './RoutingSection.module.css'
import {
  routingDesk,
  routingEntryChosen,
  routingFileChosen,
  routingFileForgotten,
  useRoutingEntries,
  useRoutingFile,
  useRoutingView,
} from './routing-store.ts'

/** LiteLLM config files: the list of those that were opened, and the one that is chosen. */
export function RoutingSection() {
  const entries = useRoutingEntries()
  const currentId = useRoutingView((view) => view.currentId)
  if (entries === null) {
    return (
      <div className={styles['waiting']}>
        <Spinner label="Looking for config files" />
      </div>
    )
  }
  const current = entries.find(({ id }) => id === currentId)
  if (current === undefined) return <NoFile />
  return (
    <div className={styles['section']}>
      <div className={styles['files']}>
        <Select
          label="Config file"
          isLabelHidden
          className={styles['choice']}
          options={entries.map((entry) => ({ value: entry.id, label: labelOf(entry, entries) }))}
          value={current.id}
          onChange={routingEntryChosen}
        />
        <span className={styles['state']}>{stateWord(current)}</span>
        <Button icon={<FolderOpen aria-hidden="true" />} onClick={() => void routingFileChosen()}>
          Open another…
        </Button>
      </div>
      <OpenedFile key={current.id} entry={current} />
    </div>
  )
}

function NoFile() {
  return (
    <EmptyState
      icon={<FileCode2 />}
      title="No config file open"
      text="Open the config.yaml of a LiteLLM proxy to change its models and fallbacks. Comments and order stay as they are, and nothing is written before you have seen what changes."
      action={
        <Button
          variant="primary"
          icon={<FolderOpen aria-hidden="true" />}
          onClick={() => void routingFileChosen()}
        >
          Open a config.yaml…
        </Button>
      }
    />
  )
}

function OpenedFile({ entry }: { readonly entry: RoutingEntry }) {
  const opened = useRoutingFile(entry.id)
  switch (opened.phase) {
    case 'loading':
      return (
        <div className={styles['waiting']}>
          <Spinner label={`Opening ${fileName(entry.path)}`} />
        </div>
      )
    case 'failed':
      return (
        <div className={styles['failed']}>
          <ErrorCard error={opened.error} />
          <div className={styles['ways']}>
            <Button icon={<RotateCw aria-hidden="true" />} onClick={() => void routingDesk.open(entry.id)}>
              Try again
            </Button>
            <Button onClick={() => void routingFileForgotten(entry.id)}>Take off the list</Button>
          </div>
        </div>
      )
    case 'ready':
      return <RoutingEditor opened={opened} />
  }
}

/** The name alone tells files apart unless several share it. */
function labelOf({ path, displayPath }: RoutingEntry, all: readonly RoutingEntry[]): string {
  const name = fileName(path)
  const isAlone = all.filter((other) => fileName(other.path) === name).length === 1
  return isAlone ? name : displayPath
}

function stateWord({ displayPath, state, isLocal }: RoutingEntry): string {
  const place = isLocal ? `${displayPath} · run on this computer` : displayPath
  switch (state.type) {
    case 'read':
      return `${place} · ${countOf(state.models, 'model')}`
    case 'absent':
      return `${place} · gone`
    case 'unreadable':
      return `${place} · ${state.message}`
  }
}
