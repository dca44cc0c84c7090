import { Copy, LampDesk } from 'lucide-react'

import { useAppState } from '../../app/app-store.ts'
import { errorOf, request, showFailure } from '../../app/bridge.ts'
import { Button } from '../../ui/Button.tsx'
import { showToast } from '../../ui/toast-store.ts'
import styles from './AboutSettings.module.css'
import { versionsOf } from './versions.ts'

/** What runs here, as somebody who asks for help would be asked for it. */
export function AboutSettings() {
  const connection = useAppState((state) => state.connection)
  const keyStore = useAppState((state) => state.keyStore)
  const litellm = connection.state === 'connected' ? connection.facts.version : null
  const versions = versionsOf(navigator.userAgent)
  const facts = [
    ...versions,
    ...(litellm === null ? [] : [{ name: 'LiteLLM', version: litellm }]),
    { name: 'Key store', version: keyStoreWords[keyStore] },
  ]
  const copy = async (): Promise<void> => {
    const text = facts.map(({ name, version }) => `${name} ${version}`).join('\n')
    try {
      await request('clipboard:write', { text })
      showToast({ text: 'Versions copied.', tone: 'positive' })
    } catch (cause) {
      showFailure(errorOf(cause))
    }
  }
  return (
    <>
      <div className={styles['head']}>
        <span className={styles['mark']}>
          <LampDesk aria-hidden="true" />
        </span>
        <div>
          <p className={styles['name']}>
            Litedesk {versions.find(({ name }) => name === 'Litedesk')?.version}
          </p>
          <p className={styles['lead']}>The desktop for LiteLLM. Free software under the MIT licence.</p>
        </div>
      </div>
      <dl className={styles['facts']}>
        {facts.map(({ name, version }) => (
          <div key={name} className={styles['fact']}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
      <Button size="small" icon={<Copy aria-hidden="true" />} onClick={() => void copy()}>
        Copy versions
      </Button>
    </>
  )
}

const keyStoreWords = { pending: 'Being looked for', system: 'System', none: 'None found' } as const
