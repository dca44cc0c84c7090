import { Copy, Download, FolderSearch, RotateCw } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'

import type { AppError } from '#shared/app-error.ts'
import type { LocalGateway, LocalGatewayStatus } from '#shared/local-gateway.ts'

import { useAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { Note } from '../../ui/Note.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import { showToast } from '../../ui/toast-store.ts'
import styles from './LocalGateway.module.css'
import {
  installCost,
  installSentence,
  installShare,
  programLine,
  verdictSentence,
} from './local-gateway-words.ts'
import { chooseEnvironment, installLiteLlm, startLocalGateway, useLocalChanges } from './set-up.ts'

/** What LiteLLM on this computer is doing, what is wrong, and what can be done about it. */
export function StatusCard() {
  const local = useAppState((state) => state.localGateway)
  const { status } = local
  switch (status.state) {
    case 'off':
      return <Off local={local} />
    case 'finding':
      return <Line icon={<Spinner />} title="Looking for LiteLLM…" />
    case 'installing':
      return <Installing status={status} />
    case 'starting':
      return (
        <Line
          icon={<Spinner />}
          title={status.restarts === 0 ? 'Starting…' : `Starting again (${String(status.restarts)})…`}
          text={`Port ${String(status.port)}. This takes 10 to 20 seconds, the first time up to a minute.`}
        />
      )
    case 'running':
      return <Running status={status} />
    case 'waiting':
      return (
        <ErrorCard
          error={status.error}
          actions={
            <>
              <Countdown until={status.until} restarts={status.restarts} />
              <Button size="small" onClick={() => void startLocalGateway()}>
                Start now
              </Button>
            </>
          }
        />
      )
    case 'stopping':
      return <Line icon={<Spinner />} title="Stopping…" />
    case 'failed':
      return <Failed local={local} error={status.error} task={status.task} />
  }
}

function Off({ local }: { readonly local: LocalGateway }) {
  const { programs, hasSearched, setup } = local
  const used = programs.find(({ source }) => source === setup.program) ?? programs[0]
  if (!hasSearched && used === undefined) return <Line icon={<Spinner />} title="Looking for LiteLLM…" />
  if (used === undefined) return <NotThere local={local} />
  const warning = verdictSentence(used)
  return (
    <>
      <Line
        icon={<span className={styles['dot']} aria-hidden="true" />}
        title="Off"
        text={
          setup.config.type === 'generated' && setup.config.models.length === 0
            ? `${programLine(used)}. Choose models below, then start it.`
            : programLine(used)
        }
      />
      {warning !== null && <Note tone="warning">{warning}</Note>}
    </>
  )
}

function NotThere({ local }: { readonly local: LocalGateway }) {
  const { installation } = local
  return (
    <>
      <div className={styles['card']}>
        <h3 className={styles['cardTitle']}>LiteLLM is not on this computer yet</h3>
        <p className={styles['cardText']}>
          Litedesk can install release {installation.release} into a folder of its own: {installCost(local)}.
          Nothing else on this computer is changed, and it can be removed again.
        </p>
        <div className={styles['buttons']}>
          <Button
            variant="primary"
            icon={<Download aria-hidden="true" />}
            disabled={installation.installer === null}
            onClick={() => void installLiteLlm()}
          >
            Install LiteLLM
          </Button>
          <Button icon={<FolderSearch aria-hidden="true" />} onClick={() => void chooseEnvironment()}>
            Choose an environment…
          </Button>
        </div>
      </div>
      {installation.error !== null && <ErrorCard error={installation.error} actions={<LookAgain />} />}
    </>
  )
}

function Installing({ status }: { readonly status: Extract<LocalGatewayStatus, { state: 'installing' }> }) {
  const share = installShare(status)
  return (
    <div className={styles['card']}>
      <div className={styles['lineHead']}>
        <Spinner />
        <h3 className={styles['cardTitle']}>Installing LiteLLM</h3>
        <span className={styles['grow']} />
        <Button size="small" onClick={() => void requestOrToast('local-gateway:cancel-install', undefined)}>
          Cancel
        </Button>
      </div>
      {share !== null && <Meter share={share} size="medium" />}
      <p className={styles['cardText']} aria-live="polite">
        {installSentence(status)}
        {status.done !== null && status.total !== null && (
          <span className={styles['muted']}>
            {' '}
            {status.done} of {status.total} packages
          </span>
        )}
      </p>
    </div>
  )
}

function Running({ status }: { readonly status: Extract<LocalGatewayStatus, { state: 'running' }> }) {
  const isStale = useLocalChanges((changes) => changes.isStale)
  const url = `http://127.0.0.1:${String(status.port)}`
  const copy = async (): Promise<void> => {
    await requestOrToast('clipboard:write', { text: url })
    showToast({ text: 'Address copied.', tone: 'positive' })
  }
  return (
    <>
      <Line
        icon={<span className={styles['dotOn']} aria-hidden="true" />}
        title="Running"
        text={<span className={styles['path']}>{url}</span>}
        actions={
          <IconButton label="Copy the address" size="small" onClick={() => void copy()}>
            <Copy aria-hidden="true" />
          </IconButton>
        }
      />
      {isStale && (
        <Note
          actions={
            <Button size="small" onClick={() => void startLocalGateway()}>
              Restart
            </Button>
          }
        >
          What you changed takes effect after a restart.
        </Note>
      )}
      {lackSentence(status.lack)}
    </>
  )
}

function lackSentence(lack: Extract<LocalGatewayStatus, { state: 'running' }>['lack']): ReactNode {
  switch (lack) {
    case null:
      return null
    case 'key':
      return (
        <Note tone="warning">
          A provider’s key is missing; its models will refuse. Keep it below, then restart.
        </Note>
      )
    case 'database-lost':
      return (
        <Note tone="warning">
          The database does not answer. Virtual keys, budgets and spend logs wait for it.
        </Note>
      )
    case 'database':
      return (
        <Note>
          Chat works. Virtual keys, budgets, spend logs and models added from Litedesk need a PostgreSQL
          database; its address is given below.
        </Note>
      )
  }
}

interface FailedProps {
  readonly local: LocalGateway
  readonly error: AppError
  readonly task: 'install' | 'start'
}

function Failed({ local, error, task }: FailedProps) {
  return (
    <>
      <ErrorCard
        error={error}
        actions={
          <>
            {error.kind === 'python-missing' || error.kind === 'program-missing' ? <LookAgain /> : null}
            <Button
              size="small"
              icon={<RotateCw aria-hidden="true" />}
              onClick={() => void (task === 'install' ? installLiteLlm() : startLocalGateway())}
            >
              Try again
            </Button>
          </>
        }
      />
      {local.programs.length === 0 && <NotThere local={local} />}
    </>
  )
}

function LookAgain() {
  return (
    <Button
      size="small"
      icon={<RotateCw aria-hidden="true" />}
      onClick={() => void requestOrToast('local-gateway:find', undefined)}
    >
      Look again
    </Button>
  )
}

interface LineProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text?: ReactNode
  readonly actions?: ReactNode
}

function Line({ icon, title, text, actions }: LineProps) {
  return (
    <div className={styles['card']}>
      <div className={styles['lineHead']}>
        {icon}
        <h3 className={styles['cardTitle']} aria-live="polite">
          {title}
        </h3>
        <div className={styles['lineText']}>{text}</div>
        {actions}
      </div>
    </div>
  )
}

function Countdown({ until, restarts }: { readonly until: string; readonly restarts: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - now) / 1000))
  return (
    <span className={styles['muted']}>
      Starts again in {seconds} s ({restarts}.)
    </span>
  )
}
