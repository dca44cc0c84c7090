import { Check, MessageSquare, Pencil, SquarePlus, Trash2 } from 'lucide-react'
import { useState } from 'react'

import { canBeTried, type Deployment, type ModelGroup } from '#shared/deployment.ts'

import { useAppState } from '../../../app/app-store.ts'
import { requestOrToast } from '../../../app/bridge.ts'
import { useNavigation } from '../../../app/navigation-store.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { formatPrice, providerName } from '../../models/model-format.ts'
import { DetailPane } from '../DetailPane.tsx'
import { type Fact, Facts } from '../Facts.tsx'
import { formatDistance, formatInstant, formatTokens, formatWhole } from '../gateway-format.ts'
import { AddToEngineDialog } from './AddToEngineDialog.tsx'
import { DeleteDeploymentDialog } from './DeleteDeploymentDialog.tsx'
import { DeploymentDialog } from './DeploymentDialog.tsx'
import { capabilityName, healthWord, modeName } from './model-words.ts'
import { modelOpened } from './models-store.ts'
import styles from './ModelPane.module.css'
import { TryPanel } from './TryPanel.tsx'

interface ModelPaneProps {
  readonly group: ModelGroup
  readonly gatewayId: string
  /** Whether this key may change the gateway's models. */
  readonly canChange: boolean
}

type OpenDialog =
  | { readonly type: 'engine' }
  | { readonly type: 'edit'; readonly deployment: Deployment }
  | { readonly type: 'delete'; readonly deployment: Deployment }

/** A public name in full, with the deployments that serve it, and what can be done with it. */
export function ModelPane({ group, gatewayId, canChange }: ModelPaneProps) {
  const { name, mode, capabilities, deployments } = group
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const close = (): void => setDialog(null)
  const model = useAppState(({ models }) => models.find(({ id }) => id === name))
  const isChosen = useAppState(({ chosenModel }) => chosenModel === name)
  const canChat = model !== undefined && canBeTried(mode)

  return (
    <DetailPane
      title={name}
      badges={<Badge>{modeName(mode)}</Badge>}
      onClose={() => modelOpened(null)}
      actions={
        canChat ? (
          <>
            <Button icon={<MessageSquare aria-hidden="true" />} onClick={() => void chosenForChat(name)}>
              {isChosen ? 'Open the chat' : 'Use in chat'}
            </Button>
            <Button icon={<SquarePlus aria-hidden="true" />} onClick={() => setDialog({ type: 'engine' })}>
              Add to engine…
            </Button>
          </>
        ) : null
      }
    >
      {canBeTried(mode) && <TryPanel group={group} gatewayId={gatewayId} />}
      <Facts title="Limits and prices" facts={figureFacts(group)} />
      {capabilities.length > 0 && (
        <div>
          <h4 className={styles['title']}>Can</h4>
          <ul className={styles['capabilities']}>
            {capabilities.map((capability) => (
              <li key={capability}>
                <Check aria-hidden="true" />
                {capabilityName(capability)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className={styles['deployments']}>
        <h4 className={styles['title']}>
          {deployments.length === 1 ? 'Deployment' : `Deployments (${String(deployments.length)})`}
        </h4>
        {deployments.length === 0 && (
          <p className={styles['quiet']}>The gateway tells this key the name alone, not who serves it.</p>
        )}
        {deployments.map((deployment) => (
          <DeploymentCard
            key={deployment.id}
            deployment={deployment}
            canChange={canChange}
            onEdit={() => setDialog({ type: 'edit', deployment })}
            onDelete={() => setDialog({ type: 'delete', deployment })}
          />
        ))}
      </div>
      {group.parameters !== null && group.parameters.length > 0 && (
        <div>
          <h4 className={styles['title']}>Request fields</h4>
          <p className={styles['parameters']}>{group.parameters.join(' ')}</p>
        </div>
      )}
      {dialog?.type === 'engine' && model !== undefined && (
        <AddToEngineDialog model={model} onClose={close} />
      )}
      {dialog?.type === 'edit' && (
        <DeploymentDialog
          gatewayId={gatewayId}
          deployment={dialog.deployment}
          onClose={close}
          onSaved={(saved) => modelOpened(saved)}
        />
      )}
      {dialog?.type === 'delete' && (
        <DeleteDeploymentDialog
          gatewayId={gatewayId}
          deployment={dialog.deployment}
          isLast={deployments.length === 1}
          onClose={close}
        />
      )}
    </DetailPane>
  )
}

async function chosenForChat(name: string): Promise<void> {
  await requestOrToast('model:choose', { id: name })
  useNavigation.getState().openPlace('chat')
}

function figureFacts(group: ModelGroup): readonly Fact[] {
  const { contextWindow, maxOutputTokens, prices, tpmLimit, rpmLimit, health } = group
  return [
    tokensFact('Context', contextWindow),
    tokensFact('Longest answer', maxOutputTokens),
    { name: 'Input, per million', value: formatPrice(prices.input) },
    { name: 'Output, per million', value: formatPrice(prices.output) },
    { name: 'Cache read, per million', value: formatPrice(prices.cacheRead) },
    { name: 'Cache write, per million', value: formatPrice(prices.cacheWrite) },
    ...(tpmLimit === null ? [] : [tokensFact('Tokens per minute', tpmLimit)]),
    ...(rpmLimit === null ? [] : [tokensFact('Requests per minute', rpmLimit)]),
    ...(health === null
      ? []
      : [
          {
            name: 'Health',
            value: `${healthWord(health, false)}${health.responseMs === null ? '' : `, ${String(Math.round(health.responseMs))} ms`}`,
            hint:
              health.checkedAt === null
                ? null
                : `Checked ${formatDistance(health.checkedAt, new Date())}: ${formatInstant(health.checkedAt)}`,
          },
        ]),
  ]
}

function tokensFact(name: string, count: number | null): Fact {
  return { name, value: formatTokens(count), hint: count === null ? null : formatWhole(count) }
}

interface DeploymentCardProps {
  readonly deployment: Deployment
  readonly canChange: boolean
  readonly onEdit: () => void
  readonly onDelete: () => void
}

function DeploymentCard({ deployment, canChange, onEdit, onDelete }: DeploymentCardProps) {
  const { id, providerModel, provider, apiBase, isInDatabase, tpmLimit, rpmLimit, params, custom } =
    deployment
  const name = providerModel ?? provider ?? id
  const more = [...Object.entries(params), ...Object.entries(custom)]
  return (
    <article className={styles['deployment']} aria-label={name}>
      <header className={styles['deploymentHead']}>
        <span className={styles['providerModel']} title={name}>
          {name}
        </span>
        {isInDatabase && canChange && (
          <>
            <IconButton label={`Edit ${name}`} size="small" onClick={onEdit}>
              <Pencil aria-hidden="true" />
            </IconButton>
            <IconButton label={`Delete ${name}`} size="small" onClick={onDelete}>
              <Trash2 aria-hidden="true" />
            </IconButton>
          </>
        )}
      </header>
      <p className={styles['quiet']}>
        {provider === null ? '' : `${providerName(provider)} · `}
        {isInDatabase
          ? 'in the gateway’s database'
          : 'in the gateway’s config file, so only its operator can change it'}
      </p>
      <dl className={styles['small']}>
        {apiBase !== null && <Small name="Address" value={apiBase} />}
        {(tpmLimit !== null || rpmLimit !== null) && (
          <Small
            name="Per minute"
            value={[
              tpmLimit === null ? '' : `${formatWhole(tpmLimit)} tokens`,
              rpmLimit === null ? '' : `${formatWhole(rpmLimit)} requests`,
            ]
              .filter((part) => part !== '')
              .join(', ')}
          />
        )}
        {more.map(([key, value]) => (
          <Small key={key} name={key} value={value} />
        ))}
        <Small name="Id" value={id} />
      </dl>
    </article>
  )
}

function Small({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd title={value}>{value}</dd>
    </div>
  )
}
