import { Ban, CircleCheck, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { KeyDisagreement, VirtualKey } from '#shared/virtual-key.ts'
import { formatUsd } from '#shared/usd-format.ts'

import { errorOf, request } from '../../../app/bridge.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { TypedConfirmDialog } from '../../../ui/TypedConfirmDialog.tsx'
import { DetailPane } from '../DetailPane.tsx'
import { type Fact, Facts } from '../Facts.tsx'
import { formatDistance, formatInstant, formatWhole, resetWords } from '../gateway-format.ts'
import { BudgetBar } from '../overview/BudgetBar.tsx'
import { useMinute } from '../use-minute.ts'
import { Disagreements } from './Disagreements.tsx'
import { EditKeyForm } from './EditKeyForm.tsx'
import { keyCame, keyOpened } from './key-list-store.ts'
import { keyName, keyState, keyWord } from './key-state.ts'
import styles from './KeyPane.module.css'

interface KeyPaneProps {
  readonly virtualKey: VirtualKey
  readonly gatewayId: string
}

/** One virtual key in full; changing, blocking and deleting it. */
export function KeyPane({ virtualKey, gatewayId }: KeyPaneProps) {
  const { hash, isBlocked } = virtualKey
  const [isEditing, setEditing] = useState(false)
  const [isDeleting, setDeleting] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const [disagreements, setDisagreements] = useState<readonly KeyDisagreement[]>([])
  const now = useMinute()
  const name = keyName(virtualKey)
  const { text, tone } = keyState(virtualKey, now)

  const block = async (wanted: boolean): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const saved = await request('virtual-key:block', { gatewayId, hash, isBlocked: wanted })
      keyCame(saved.key)
      setDisagreements(saved.disagreements)
      showToast({
        text: wanted ? `${name} is blocked: its calls are refused.` : `${name} may call again.`,
        tone: 'positive',
        action: { label: 'Undo', onSelect: () => void block(!wanted) },
      })
    } catch (cause) {
      setError(errorOf(cause))
    }
    setBusy(false)
  }
  return (
    <DetailPane
      title={name}
      badges={<Badge tone={tone}>{text}</Badge>}
      onClose={() => keyOpened(null)}
      actions={
        isEditing ? null : (
          <>
            <Button icon={<Pencil aria-hidden="true" />} onClick={() => setEditing(true)}>
              Edit
            </Button>
            <Button
              icon={isBlocked ? <CircleCheck aria-hidden="true" /> : <Ban aria-hidden="true" />}
              busy={isBusy}
              onClick={() => void block(!isBlocked)}
            >
              {isBlocked ? 'Unblock' : 'Block'}
            </Button>
            <Button variant="danger" icon={<Trash2 aria-hidden="true" />} onClick={() => setDeleting(true)}>
              Delete…
            </Button>
          </>
        )
      }
    >
      {error !== null && <ErrorCard error={error} />}
      {isEditing ? (
        <EditKeyForm
          virtualKey={virtualKey}
          gatewayId={gatewayId}
          onClose={() => setEditing(false)}
          onSaved={(saved) => {
            keyCame(saved.key)
            setDisagreements(saved.disagreements)
            setEditing(false)
          }}
        />
      ) : (
        <>
          <Disagreements disagreements={disagreements} />
          <BudgetBar spend={virtualKey.spend} maxBudget={virtualKey.maxBudget} size="medium" />
          <Facts title={null} facts={factsOf(virtualKey, now)} />
          {virtualKey.models.length > 0 && (
            <div>
              <h4 className={styles['title']}>May use</h4>
              <ul className={styles['models']}>
                {virtualKey.models.map((model) => (
                  <li key={model}>{model}</li>
                ))}
              </ul>
            </div>
          )}
        </>
      )}
      {isDeleting && (
        <TypedConfirmDialog
          title={`Delete ${name}?`}
          word={keyWord(virtualKey)}
          wordName={virtualKey.alias === null ? 'its last characters' : 'the alias'}
          action="Delete for good"
          onConfirm={async () => {
            await request('virtual-key:delete', { gatewayId, hash })
            keyOpened(null)
            showToast({ text: `Deleted ${name}.`, tone: 'positive' })
          }}
          onClose={() => setDeleting(false)}
        >
          <p>
            Whoever uses this key is refused from then on. A key with the same text cannot be made again, and
            its budget and limits are lost{lostSpend(virtualKey)}.
          </p>
          {!isBlocked && <p>Blocking it refuses its calls, too, and can be taken back.</p>}
        </TypedConfirmDialog>
      )}
    </DetailPane>
  )
}

function lostSpend({ spend }: VirtualKey): string {
  return Number(spend) === 0 ? '' : `; that it spent ${formatUsd(spend)} stays in the spend logs`
}

function factsOf(key: VirtualKey, now: Date): readonly Fact[] {
  return [
    {
      name: 'Budget begins anew',
      value: key.budgetResetAt === null ? 'Never' : formatDistance(key.budgetResetAt, now),
      hint: key.budgetResetAt === null ? null : formatInstant(key.budgetResetAt),
    },
    ...(key.budgetDuration === null
      ? []
      : [{ name: 'As the gateway keeps it', value: resetWords(key.budgetDuration) }]),
    limit('Tokens per minute', key.tpmLimit),
    limit('Requests per minute', key.rpmLimit),
    limit('Requests at one time', key.parallelLimit),
    { name: 'Models', value: key.models.length === 0 ? 'All' : `Only ${formatWhole(key.models.length)}` },
    moment('Expires', key.expiresAt, 'Never', now),
    moment('Last used', key.lastUsedAt, 'Never, or not told', now),
    moment('Created', key.createdAt, 'Not told', now),
    ...(key.userId === null ? [] : [{ name: 'User', value: key.userId }]),
    ...(key.teamId === null ? [] : [{ name: 'Team', value: key.teamId }]),
    ...(key.allowedRoutes.length === 0 ? [] : [{ name: 'Routes', value: key.allowedRoutes.join(', ') }]),
    { name: 'Last four characters', value: key.lastFour ?? 'Not told' },
  ]
}

function limit(name: string, count: number | null): Fact {
  return { name, value: count === null ? 'No limit' : formatWhole(count) }
}

function moment(name: string, iso: string | null, none: string, now: Date): Fact {
  return iso === null
    ? { name, value: none }
    : { name, value: formatDistance(iso, now), hint: formatInstant(iso) }
}
