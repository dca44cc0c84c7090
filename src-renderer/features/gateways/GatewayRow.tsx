import { Ellipsis, Pencil, RotateCw, Trash2 } from 'lucide-react'

import type { Gateway, GatewayFacts } from '#shared/gateway.ts'

import { isChatModel } from '#shared/model-use.ts'
import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { connectionWord } from '../../app/connection-word.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { factsText } from './gateway-facts.ts'
import styles from './GatewayRow.module.css'
import { keyText } from './key-state.ts'

interface GatewayRowProps {
  readonly gateway: Gateway
  readonly isActive: boolean
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** One gateway: what it is called, where it is, its key, and for the active one how the connection stands. */
export function GatewayRow({ gateway, isActive, onEdit, onRemove }: GatewayRowProps) {
  return (
    <li className={styles['row']}>
      <div className={styles['main']}>
        <div className={styles['text']}>
          <div className={styles['title']}>
            <span className={styles['name']} title={gateway.name}>
              {gateway.name}
            </span>
            {gateway.isDemo && <Badge>Demo</Badge>}
            {isActive && <ConnectionBadge />}
          </div>
          <p className={styles['address']} title={gateway.baseUrl}>
            {gateway.baseUrl}
          </p>
          <p className={styles['facts']}>{keyText(gateway.key)}</p>
          {isActive && <ActiveFacts />}
        </div>
        <div className={styles['actions']}>
          {!isActive && (
            <Button
              size="small"
              aria-label={`Use ${gateway.name}`}
              onClick={() => void requestOrToast('gateway:activate', { id: gateway.id })}
            >
              Use
            </Button>
          )}
          <Menu
            align="end"
            trigger={
              <IconButton label={`More for ${gateway.name}`} size="small">
                <Ellipsis aria-hidden="true" />
              </IconButton>
            }
            items={[
              ...(isActive
                ? [
                    {
                      label: 'Reconnect',
                      icon: <RotateCw aria-hidden="true" />,
                      onSelect: () => void requestOrToast('gateway:reconnect', undefined),
                    },
                  ]
                : []),
              ...(gateway.isDemo
                ? []
                : [{ label: 'Edit…', icon: <Pencil aria-hidden="true" />, onSelect: onEdit }]),
              { label: 'Remove…', icon: <Trash2 aria-hidden="true" />, danger: true, onSelect: onRemove },
            ]}
          />
        </div>
      </div>
      {isActive && <ConnectionFailure onEdit={onEdit} canEdit={!gateway.isDemo} />}
    </li>
  )
}

function ConnectionBadge() {
  const connection = useAppState((state) => state.connection)
  const tone = (
    { connected: 'positive', failed: 'negative', connecting: 'neutral', none: 'neutral' } as const
  )[connection.state]
  return <Badge tone={tone}>{connectionWord(connection)}</Badge>
}

function ActiveFacts() {
  const connection = useAppState((state) => state.connection)
  const modelCount = useAppState((state) => state.models.filter(isChatModel).length)
  const facts: GatewayFacts | null = connection.state === 'connected' ? connection.facts : null
  if (facts === null) return null
  return <p className={classNames(styles['facts'], styles['figures'])}>{factsText(facts, modelCount)}</p>
}

interface ConnectionFailureProps {
  readonly canEdit: boolean
  readonly onEdit: () => void
}

function ConnectionFailure({ canEdit, onEdit }: ConnectionFailureProps) {
  const connection = useAppState((state) => state.connection)
  if (connection.state !== 'failed') return null
  return (
    <div className={styles['failure']}>
      <ErrorCard
        error={connection.error}
        actions={
          <>
            <Button size="small" onClick={() => void requestOrToast('gateway:reconnect', undefined)}>
              Try again
            </Button>
            {canEdit && (
              <Button size="small" onClick={onEdit}>
                Edit gateway
              </Button>
            )}
          </>
        }
      />
    </div>
  )
}
