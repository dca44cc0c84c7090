import { AppFailure, appError } from '#shared/app-error.ts'
import { normaliseBaseUrl } from '#shared/base-url.ts'
import type { ModelGroup } from '#shared/deployment.ts'
import type { EngineDrift } from '#shared/drift.ts'
import { substituteVariables } from '#shared/engine-config/variable-text.ts'

import type { EngineDesk } from '../engine/engine-desk.ts'
import { editFailure, managed } from '../engine/engine-failure.ts'
import type { EngineReading } from '../engine/engine-reading.ts'
import { engineVariables } from '../engine/engine-variables.ts'
import type { Machine } from '../engine/machine.ts'
import { findDrift } from './find-drift.ts'
import { keyScope } from './key-scope.ts'
import { mendConfig } from './mend-config.ts'

/** The gateway's side of the comparison, read once for all engines. Plain data: it goes to the thread of the engines. */
export interface GatewaySide {
  /** Public names the connected key is told of. */
  readonly served: readonly ModelGroup[]
  /** The list of models of the key that is asked about; empty for all. */
  readonly keyModels: readonly string[]
  /** Hash of the key that was asked about, which an admin may change; null for the connected key. */
  readonly keyHash: string | null
  /** Whether the connected key is told of every model; a plain one is told only of those it may use. */
  readonly seesAll: boolean
  readonly baseUrl: string
}

/** Differences to be mended in one engine's file. */
export interface EngineMending {
  readonly engineId: string
  /** The file they were found in. */
  readonly hash: string | null
  readonly differenceIds: readonly string[]
  readonly side: GatewaySide
}

/** What mending came to, and what to undo it by. */
export interface DriftMended {
  readonly mended: number
  readonly backupId: string | null
  readonly afterHash: string | null
}

/** Compares every engine's file with the gateway. */
export async function driftOfEngines({ list }: EngineDesk, side: GatewaySide): Promise<EngineDrift[]> {
  await list.refresh()
  return list.readings.map((reading) => engineDrift(reading, side, list.machine))
}

/** Mends what an engine's file lacks. Throws AppFailure. */
export async function mendEngine(
  desk: EngineDesk,
  { engineId, hash, differenceIds, side }: EngineMending,
): Promise<DriftMended> {
  const reading = await desk.list.read(engineId)
  const { file, place } = reading
  if (place.isManaged) throw managed(place.definition.name)
  if (file === null || file.hash !== hash) throw changedMeanwhile()
  const { differences } = engineDrift(reading, side, desk.list.machine)
  const chosen = differences.filter(({ id }) => differenceIds.includes(id))
  const { text, mended } = asEdit(() => mendConfig(file.text, place.definition, chosen, side.served))
  if (mended === 0) return { mended: 0, backupId: null, afterHash: file.hash }
  const reason =
    mended === 1 ? 'Mended a difference to the gateway' : `Mended ${mended} differences to the gateway`
  const outcome = await desk.saveText(reading, text, reason)
  if (outcome.type === 'conflict') throw changedMeanwhile()
  return { mended, backupId: outcome.backupId, afterHash: outcome.document.hash }
}

function engineDrift(reading: EngineReading, gateway: GatewaySide, machine: Machine): EngineDrift {
  const { place, file, failure, look } = reading
  const drift = {
    engineId: place.id,
    engineName: place.name,
    hash: file?.hash ?? null,
    providerIds: [],
    isEditable: !place.isManaged,
    differences: [],
    error: failure,
  }
  if (failure !== null) return { ...drift, state: 'unreadable' }
  if (file === null) return { ...drift, state: 'absent' }
  if (look.config === null) {
    return {
      ...drift,
      state: 'unreadable',
      error: appError('config-invalid', 'The file is not valid JSON5.', {
        nextStep: 'Correct the file first.',
      }),
    }
  }
  const root = look.config.value
  const variables = engineVariables(machine.environment, look.files.dotenv ?? new Map(), root)
  const isGateway = (written: string): boolean =>
    isSameAddress(substituteVariables(written, (name) => variables.get(name)?.value).text, gateway.baseUrl)
  const scope = keyScope(
    gateway.keyModels,
    gateway.served.map(({ name }) => name),
  )
  const { served, keyHash, seesAll } = gateway
  const { providerIds, differences } = findDrift(root, place.definition, {
    served,
    scope,
    keyHash,
    seesAll,
    isGateway,
  })
  return providerIds.length === 0
    ? { ...drift, state: 'elsewhere' }
    : { ...drift, state: 'checked', providerIds, differences }
}

/** Whether two addresses are the same gateway; this computer has three names. */
function isSameAddress(one: string, other: string): boolean {
  const [first, second] = [normaliseBaseUrl(one), normaliseBaseUrl(other)]
  return first !== null && second !== null && thisComputer(first) === thisComputer(second)
}

function thisComputer(baseUrl: string): string {
  return baseUrl.replace(/^(https?:\/\/)(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$)/, '$1localhost')
}

function asEdit<Value>(mend: () => Value): Value {
  try {
    return mend()
  } catch (cause) {
    throw editFailure(cause)
  }
}

function changedMeanwhile(): AppFailure {
  return new AppFailure(
    appError('config-changed-on-disk', 'The file has changed since it was checked.', {
      nextStep: 'Check again; the differences may be others now.',
    }),
  )
}
