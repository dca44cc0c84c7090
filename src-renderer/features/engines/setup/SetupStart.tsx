import { Cpu, Lock } from 'lucide-react'

import type { EngineFile } from '#shared/engine.ts'
import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'

import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { setupMoved } from '../view-store.ts'
import styles from './SetupStart.module.css'

/** An engine without a config file: what it is, and the way to one. */
export function SetupStart({ engine }: { readonly engine: EngineFile }) {
  const { name, command } = engineDefinition(engine.kind)
  if (engine.state.type === 'managed')
    return (
      <section className={styles['start']} aria-label={engine.name}>
        <EmptyState icon={<Lock />} title={`${engine.name} is managed`} text={engine.state.message} />
      </section>
    )
  return (
    <section className={styles['start']} aria-label={engine.name}>
      <EmptyState
        icon={<Cpu />}
        title={`${engine.name} is not set up`}
        text={
          <>
            {name} is an assistant engine that runs on your computer, started with <code>{command}</code>.
            Litedesk can write its first config file, so that it asks your LiteLLM gateway.
            <span className={styles['path']}>{engine.displayPath}</span>
          </>
        }
        action={
          <Button variant="primary" onClick={() => setupMoved(engine.id, { type: 'form' })}>
            Set up {name}
          </Button>
        }
      />
    </section>
  )
}
