import { useState } from 'react'

import type { DriftDifference, EngineDrift } from '#shared/drift.ts'

import { errorOf, request, showFailure } from '../../../app/bridge.ts'
import { tellOfWrite } from '../../../app/engine-write.ts'
import { driftReread } from '../drift-report.ts'
import { countOf } from '../gateway-format.ts'
import { breaks } from './drift-summary.ts'

/** Differences of one engine that are mended in one write. */
export interface Mending {
  readonly engine: EngineDrift
  readonly differences: readonly DriftDifference[]
}

/** Mends, one write at a time. */
export interface Mender {
  readonly isBusy: boolean
  /** What waits for a yes, since something an engine uses would be taken out; null for nothing. */
  readonly asked: readonly Mending[] | null
  readonly mend: (mendings: readonly Mending[]) => Promise<void>
  readonly confirmed: () => Promise<void>
  readonly left: () => void
}

/** Mends differences in engines' files; asks first where it takes out what is in use. */
export function useMender(gatewayId: string): Mender {
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
