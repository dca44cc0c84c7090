import { CircleCheck, CircleDashed, Cpu, FileWarning, Unplug } from 'lucide-react'
import { useState } from 'react'

import type { DriftDifference, DriftReport, EngineDrift } from '#shared/drift.ts'

import { errorOf, request, requestOrToast, showFailure } from '../../../app/bridge.ts'
import { tellOfWrite } from '../../../app/engine-write.ts'
import { useNavigation } from '../../../app/navigation-store.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { showToast } from '../../../ui/toast-store.ts'
import { driftReread, useDriftReport } from '../drift-report.ts'
import { countOf, formatWhole } from '../gateway-format.ts'
import { SectionPage } from '../SectionPage.tsx'
import { Disconnected, Middle, RowsSkeleton, SectionFailure } from '../SectionState.tsx'
import { useActiveGateway } from '../use-active-gateway.ts'
import { differenceFigures, mendWord } from './drift-words.ts'
import { countDifferences, driftSentence, engineDriftWord, isMendable, isWrong } from './drift-summary.ts'
import styles from './DriftView.module.css'

const TITLE = 'Drift'

/** Engines' files against what the gateway serves and the key may use, with what mends each difference. */
export function DriftView() {
  const active = useActiveGateway()
  const { value, error, gatewayId, isReading } = useDriftReport()
  const report = active.phase === 'ready' && gatewayId === active.gateway.id ? value : null
  if (active.phase === 'failed')
    return (
      <SectionPage title={TITLE}>
        <Disconnected error={active.error} />
      </SectionPage>
    )
  if (report === null)
    return (
      <SectionPage title={TITLE}>
        {error === null ? (
          <RowsSkeleton />
        ) : (
          <SectionFailure error={error} onRetry={() => void driftReread()} />
        )}
      </SectionPage>
    )
  return <Report report={report} isReading={isReading} />
}

function Report({ report, isReading }: { readonly report: DriftReport; readonly isReading: boolean }) {
  const openPlace = useNavigation((navigation) => navigation.openPlace)
  const checked = report.engines.filter(({ state }) => state === 'checked')
  const others = report.engines.filter(({ state }) => state !== 'checked')
  const { wrong, missing } = countDifferences(report)
  const mender = useMender(report.gatewayId)
  const mendings = checked
    .map((engine) => ({ engine, differences: mendableOf(engine, isWrong) }))
    .filter(({ differences }) => differences.length > 0)
  const mendable = mendings.reduce((sum, { differences }) => sum + differences.length, 0)

  return (
    <SectionPage
      title={TITLE}
      note={keySentence(report)}
      actions={
        <>
          <Button busy={isReading} onClick={() => void driftReread()}>
            Compare again
          </Button>
          {mendable > 0 && (
            <Button variant="primary" busy={mender.isBusy} onClick={() => void mender.mend(mendings)}>
              {mendable === 1 ? 'Mend it' : `Mend all ${formatWhole(mendable)}`}
            </Button>
          )}
        </>
      }
    >
      <div className={styles['scroller']}>
        {checked.length === 0 ? (
          <Middle>
            <EmptyState
              icon={<Cpu />}
              title="No engine uses this gateway"
              text="Once an engine’s config file has a provider at this gateway, what differs between the two is shown here."
              action={<Button onClick={() => openPlace('engines')}>Engines</Button>}
            />
          </Middle>
        ) : (
          <div className={styles['page']}>
            {wrong === 0 && (
              <Note tone="positive">
                {driftSentence(report)}
                {missing === 0 && ' Models, limits and prices in the files are as the gateway tells them.'}
              </Note>
            )}
            {checked.map((engine) => (
              <EngineBlock key={engine.engineId} engine={engine} mender={mender} />
            ))}
            {others.length > 0 && <OtherEngines engines={others} />}
          </div>
        )}
      </div>
      {mender.asked !== null && (
        <BreakingDialog
          asked={mender.asked}
          isBusy={mender.isBusy}
          onConfirm={mender.confirmed}
          onClose={mender.left}
        />
      )}
    </SectionPage>
  )
}

function keySentence({ keyAlias, keyMayUse }: DriftReport): string {
  const key = keyAlias === null ? 'this key' : keyAlias
  switch (keyMayUse) {
    case 'all':
      return `Against what the gateway serves; ${key} may use all of it`
    case 'some':
      return `Against what ${key} may use`
    case 'unclear':
      return `What ${key} may use only the gateway knows`
  }
}

/** Differences of one engine that are mended in one write. */
interface Mending {
  readonly engine: EngineDrift
  readonly differences: readonly DriftDifference[]
}

interface Mender {
  readonly isBusy: boolean
  /** What waits for a yes, since something an engine uses would be taken out; null for nothing. */
  readonly asked: readonly Mending[] | null
  readonly mend: (mendings: readonly Mending[]) => Promise<void>
  readonly confirmed: () => Promise<void>
  readonly left: () => void
}

/** Mends differences in engines' files; asks first where it takes out what is in use. */
function useMender(gatewayId: string): Mender {
  const [isBusy, setBusy] = useState(false)
  const [asked, setAsked] = useState<readonly Mending[] | null>(null)
  const write = async (mendings: readonly Mending[]): Promise<void> => {
    setBusy(true)
    for (const mending of mendings) await mendFile(gatewayId, mending)
    setBusy(false)
    await driftReread()
  }
  return {
    isBusy,
    asked,
    mend: async (mendings) => {
      if (mendings.some(({ differences }) => differences.some(breaks))) setAsked(mendings)
      else await write(mendings)
    },
    confirmed: async () => {
      if (asked === null) return
      await write(asked)
      setAsked(null)
    },
    left: () => setAsked(null),
  }
}

async function mendFile(gatewayId: string, { engine, differences }: Mending): Promise<void> {
  const { engineId, engineName, hash } = engine
  try {
    const { mended, backupId, afterHash } = await request('drift:mend', {
      gatewayId,
      keyHash: null,
      engineId,
      hash,
      differenceIds: differences.map(({ id }) => id),
    })
    tellOfWrite(
      mended === 0
        ? `Nothing was left to mend in ${engineName}.`
        : `Mended ${countOf(mended, 'difference')} in ${engineName}.`,
      { id: engineId, engineName, backupId, afterHash },
    )
  } catch (cause) {
    showFailure(errorOf(cause))
  }
}

/** Whether mending it takes out what the engine uses. */
function breaks({ mend }: DriftDifference): boolean {
  return mend.type === 'remove-from-engine' && mend.breaks
}

interface EngineBlockProps {
  readonly engine: EngineDrift
  readonly mender: Mender
}

function EngineBlock({ engine, mender }: EngineBlockProps) {
  const openEngine = useNavigation((navigation) => navigation.openEngine)
  const { engineName, differences, isEditable } = engine
  const wrong = differences.filter(isWrong)
  const missing = differences.filter((difference) => !isWrong(difference))
  const addable = mendableOf(engine, (difference) => !isWrong(difference))
  return (
    <section className={styles['engine']} aria-label={engineName}>
      <header className={styles['head']}>
        <h3 className={styles['name']}>{engineName}</h3>
        <span className={styles['word']} data-fine={differences.length === 0}>
          {differences.length === 0 && <CircleCheck aria-hidden="true" />}
          {engineDriftWord(engine)}
        </span>
        <Button size="small" variant="ghost" onClick={() => openEngine(engine.engineId)}>
          Open the file
        </Button>
      </header>
      {!isEditable && differences.length > 0 && (
        <Note>This file is made by another program, such as Nix, so it is mended there.</Note>
      )}
      {wrong.length > 0 && (
        <Differences title="To mend" engine={engine} differences={wrong} mender={mender} />
      )}
      {missing.length > 0 && (
        <Differences
          title="On the gateway, not in the file"
          engine={engine}
          differences={missing}
          mender={mender}
          all={
            addable.length > 1 && (
              <Button
                size="small"
                busy={mender.isBusy}
                onClick={() => void mender.mend([{ engine, differences: addable }])}
              >
                Add all {addable.length}
              </Button>
            )
          }
        />
      )}
    </section>
  )
}

function mendableOf(
  { differences, isEditable }: EngineDrift,
  wanted: (difference: DriftDifference) => boolean,
): readonly DriftDifference[] {
  return isEditable ? differences.filter((difference) => wanted(difference) && isMendable(difference)) : []
}

interface DifferencesProps extends EngineBlockProps {
  readonly title: string
  readonly differences: readonly DriftDifference[]
  readonly all?: React.ReactNode
}

function Differences({ title, engine, differences, mender, all }: DifferencesProps) {
  return (
    <div>
      <div className={styles['groupHead']}>
        <h4 className={styles['group']}>{title}</h4>
        {all}
      </div>
      <ul className={styles['differences']}>
        {differences.map((difference) => (
          <Difference key={difference.id} engine={engine} difference={difference} mender={mender} />
        ))}
      </ul>
    </div>
  )
}

interface DifferenceProps extends EngineBlockProps {
  readonly difference: DriftDifference
}

function Difference({ engine, difference, mender }: DifferenceProps) {
  const { ref, isInUse, message, mend } = difference
  const figures = differenceFigures(difference)
  return (
    <li className={styles['difference']}>
      <div className={styles['what']}>
        <p className={styles['ref']}>
          <code>{ref}</code>
          {isInUse && <Badge tone="accent">In use</Badge>}
        </p>
        <p className={styles['message']}>{message}</p>
      </div>
      {figures !== null && (
        <p className={styles['figures']}>
          {figures.inEngine} <span aria-hidden="true">→</span> {figures.onGateway}
        </p>
      )}
      {mend.type === 'allow-key' ? (
        <Button size="small" onClick={() => void allowKey(difference)}>
          {mendWord(mend)}
        </Button>
      ) : mend.type === 'ask-admin' ? (
        <Button size="small" onClick={() => void copyRequest(mend.text)}>
          {mendWord(mend)}
        </Button>
      ) : (
        engine.isEditable && (
          <Button
            size="small"
            variant={mend.type === 'remove-from-engine' ? 'danger' : 'secondary'}
            aria-label={`${mendWord(mend)}: ${ref}`}
            busy={mender.isBusy}
            onClick={() => void mender.mend([{ engine, differences: [difference] }])}
          >
            {mendWord(mend)}
          </Button>
        )
      )}
    </li>
  )
}

async function allowKey({ mend, modelId }: DriftDifference): Promise<void> {
  if (mend.type !== 'allow-key') return
  const gatewayId = useDriftReport.getState().gatewayId
  if (gatewayId === null) return
  const saved = await requestOrToast('virtual-key:update', {
    gatewayId,
    hash: mend.keyHash,
    changes: { models: mend.models },
  })
  if (saved === undefined) return
  showToast({ text: `The key may use ${modelId} now.`, tone: 'positive' })
  await driftReread()
}

async function copyRequest(text: string): Promise<void> {
  try {
    await request('clipboard:write', { text })
    showToast({ text: 'Copied. Send it to the gateway’s admin.', tone: 'positive' })
  } catch (cause) {
    showFailure(errorOf(cause))
  }
}

function OtherEngines({ engines }: { readonly engines: readonly EngineDrift[] }) {
  return (
    <ul className={styles['others']} aria-label="Other engines">
      {engines.map((engine) => (
        <li key={engine.engineId}>
          {engine.state === 'unreadable' ? (
            <FileWarning aria-hidden="true" />
          ) : engine.state === 'elsewhere' ? (
            <Unplug aria-hidden="true" />
          ) : (
            <CircleDashed aria-hidden="true" />
          )}
          {engine.engineName}
          <span className={styles['quiet']}>{engine.error?.message ?? engineDriftWord(engine)}</span>
        </li>
      ))}
    </ul>
  )
}

interface BreakingDialogProps {
  readonly asked: readonly Mending[]
  readonly isBusy: boolean
  readonly onConfirm: () => Promise<void>
  readonly onClose: () => void
}

/** Asks before a model goes that an engine uses. */
function BreakingDialog({ asked, isBusy, onConfirm, onClose }: BreakingDialogProps) {
  const used = asked.flatMap(({ engine, differences }) =>
    differences.filter(breaks).map(({ id, ref }) => ({ id, ref, engineName: engine.engineName })),
  )
  const count = asked.reduce((sum, { differences }) => sum + differences.length, 0)
  return (
    <Dialog
      title={
        used.length === 1 ? 'Take out a model in use?' : `Take out ${countOf(used.length, 'model')} in use?`
      }
      description="This gateway does not serve it. What refers to it in the file goes too, so an engine may be left without a primary model or a fallback. It can be undone."
      size="small"
      open
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" busy={isBusy} onClick={() => void onConfirm()}>
            {count === 1 ? 'Take it out' : `Mend ${countOf(count, 'difference')}`}
          </Button>
        </>
      }
    >
      <ul className={styles['used']}>
        {used.map(({ id, ref, engineName }) => (
          <li key={`${engineName} ${id}`}>
            <code>{ref}</code> in {engineName}
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
