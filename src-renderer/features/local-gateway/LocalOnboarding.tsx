import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'

import { IconButton } from '../../ui/IconButton.tsx'
import { LocalGatewayActions } from './LocalGatewayActions.tsx'
import { LocalGatewayPanel } from './LocalGatewayPanel.tsx'
import styles from './LocalOnboarding.module.css'

/** The first run with LiteLLM on this computer. It ends by itself when that serves, since main knows a gateway then. */
export function LocalOnboarding({ onBack }: { readonly onBack: () => void }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <main className={styles['page']}>
      <header className={styles['head']}>
        <IconButton label="Back" onClick={onBack}>
          <ArrowLeft aria-hidden="true" />
        </IconButton>
        <div className={styles['titles']}>
          <h1 className={styles['welcome']}>Welcome to Litedesk</h1>
          <h2 ref={title} className={styles['title']} tabIndex={-1}>
            LiteLLM on this computer
          </h2>
        </div>
        <LocalGatewayActions />
      </header>
      <LocalGatewayPanel />
    </main>
  )
}
