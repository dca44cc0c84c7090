import { PlugZap, ServerCog } from 'lucide-react'

import type { AppError } from '#shared/app-error.ts'
import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { useNavigation } from '../../app/navigation-store.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { fillComposer } from './Composer.tsx'
import styles from './NewChat.module.css'

/** Beginnings a user can try at once, each with what it puts into the composer. */
const examples = [
  { title: 'Explain an error', prompt: 'Explain this error message and how to fix it:\n\n' },
  { title: 'Review a function', prompt: 'Review this function for mistakes and clarity:\n\n' },
  {
    title: 'Compare two options',
    prompt: 'Compare these two options in a table, with a recommendation:\n\n',
  },
  { title: 'Shorten a text', prompt: 'Shorten this text to half its length without losing a fact:\n\n' },
] as const

/** What stands above the composer before the first message, also when there is nobody to send it to. */
export function NewChat() {
  const connection = useAppState((state) => state.connection)
  const model = useAppState((state) => state.chosenModel)
  const hasModels = useAppState((state) => state.models.length > 0)

  return (
    <div className={styles['page']}>
      {connection.state === 'failed' ? (
        <Disconnected error={connection.error} />
      ) : connection.state === 'none' ? (
        <EmptyState
          icon={<PlugZap />}
          title="No gateway"
          text="Connect a LiteLLM gateway to chat with its models."
          action={
            <Button variant="primary" onClick={openGateways}>
              Connect a gateway
            </Button>
          }
        />
      ) : connection.state === 'connected' && !hasModels ? (
        <EmptyState
          icon={<ServerCog />}
          title="This gateway offers no models"
          text="Add a model to the gateway, or use a key that may see more of them."
          action={
            <div className={styles['actions']}>
              <Button variant="primary" onClick={reconnect}>
                Look again
              </Button>
              <Button onClick={openGateways}>Gateways</Button>
            </div>
          }
        />
      ) : (
        <div className={styles['start']}>
          <h2 className={styles['title']}>What shall we work on?</h2>
          <p className={styles['model']}>
            {model === null ? 'Connecting to the gateway…' : `${model} will answer.`}
          </p>
          <ul className={styles['examples']}>
            {examples.map(({ title, prompt }) => (
              <li key={title}>
                <button type="button" className={styles['example']} onClick={() => fillComposer(prompt)}>
                  {title}
                </button>
              </li>
            ))}
          </ul>
          <dl className={styles['hints']}>
            <div>
              <dt>
                <Kbd combo="Mod+K" />
              </dt>
              <dd>search</dd>
            </div>
            <div>
              <dt>
                <Kbd combo="Mod+Shift+M" />
              </dt>
              <dd>model</dd>
            </div>
            <div>
              <dt>
                <Kbd combo="Mod+Slash" />
              </dt>
              <dd>all shortcuts</dd>
            </div>
          </dl>
        </div>
      )}
    </div>
  )
}

function Disconnected({ error }: { readonly error: AppError }) {
  return (
    <div className={styles['failed']}>
      <ErrorCard
        error={error}
        actions={
          <>
            <Button variant="primary" size="small" onClick={reconnect}>
              Retry
            </Button>
            <Button size="small" onClick={openGateways}>
              Gateways
            </Button>
          </>
        }
      />
    </div>
  )
}

function reconnect() {
  void requestOrToast('gateway:reconnect', undefined)
}

function openGateways() {
  useNavigation.getState().openPlace('settings', 'gateways')
}
