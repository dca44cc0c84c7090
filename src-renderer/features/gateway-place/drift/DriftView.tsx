import { Cpu } from 'lucide-react'

import type { DriftReport } from '#shared/drift.ts'

import { useNavigation } from '../../../app/navigation-store.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Note } from '../../../ui/Note.tsx'
import { driftReread, useDriftReport } from '../drift-report.ts'
import { formatWhole } from '../gateway-format.ts'
import { SectionPage } from '../SectionPage.tsx'
import { Disconnected, Middle, RowsSkeleton, SectionFailure } from '../SectionState.tsx'
import { useActiveGateway } from '../use-active-gateway.ts'
import { BreakingDialog } from './BreakingDialog.tsx'
import { countDifferences, driftSentence, isWrong, mendableOf } from './drift-summary.ts'
import styles from './DriftView.module.css'
import { EngineBlock } from './EngineBlock.tsx'
import { OtherEngines } from './OtherEngines.tsx'
import { useMender } from './use-mender.ts'

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
