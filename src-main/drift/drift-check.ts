import { AppFailure, appError } from '#shared/app-error.ts'
import { normaliseBaseUrl } from '#shared/base-url.ts'
import type { ModelGroup } from '#shared/deployment.ts'
import type { DriftReport, EngineDrift } from '#shared/drift.ts'
import { substituteVariables } from '#shared/engine-config/variable-text.ts'

import type { EngineDesk } from '../engine/engine-desk.ts'
import { editFailure, managed } from '../engine/engine-failure.ts'
import type { EngineReading } from '../engine/engine-reading.ts'
import { engineVariables } from '../engine/engine-variables.ts'
import { readModelGroups } from '../deployment/model-catalogue.ts'
import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { judgeKey } from '../gateway/gateway-facts.ts'
import type { KeyDesk } from '../virtual-key/key-desk.ts'
import { readOwnKey } from '../virtual-key/own-key.ts'
import { findDrift, type DriftSide } from './find-drift.ts'
import { keyScope } from './key-scope.ts'
import { mendConfig } from './mend-config.ts'

export interface DriftCheckParts {
  /** Where a gateway is. Throws AppFailure `gone` for one that was removed. */
  readonly addressOf: (gatewayId: string) => Promise<GatewayAddress>
  readonly keys: Pick<KeyDesk, 'open'>
  readonly engines: EngineDesk
  readonly now?: () => Date
}

/** What is asked about: a gateway, and the rights of the connected key (null) or of another one. */
export interface DriftQuestion {
  readonly gatewayId: string
  readonly keyHash: string | null
}

/** Differences to be mended in one engine's file. */
export interface DriftMending extends DriftQuestion {
  readonly engineId: string
  /** The file they were found in. */
  readonly hash: string | null
  readonly differenceIds: readonly string[]
}

/** The gateway's side of the comparison, read once for all engines. */
interface GatewaySide {
  readonly groups: readonly ModelGroup[]
  readonly keyAlias: string | null
  readonly side: Omit<DriftSide, 'isGateway'>
  readonly baseUrl: string
}

/** Compares engines' files with the gateway and the key, and mends what the files lack. Throws AppFailure. */
export class DriftCheck {
  readonly #parts: DriftCheckParts

  constructor(parts: DriftCheckParts) {
    this.#parts = parts
  }

  /** See `drift:check`. */
  async check(question: DriftQuestion): Promise<DriftReport> {
    const { list } = this.#parts.engines
    const [gateway] = await Promise.all([this.#gatewaySide(question), list.refresh()])
    return {
      gatewayId: question.gatewayId,
      keyAlias: gateway.keyAlias,
      keyMayUse: gateway.side.scope.mayUse,
      models: [...gateway.side.scope.models],
      engines: list.readings.map((reading) => this.#engineDrift(reading, gateway)),
      readAt: (this.#parts.now?.() ?? new Date()).toISOString(),
    }
  }

  /** See `drift:mend`. */
  async mend(
    mending: DriftMending,
  ): Promise<{ mended: number; backupId: string | null; afterHash: string | null }> {
    const { engines } = this.#parts
    const gateway = await this.#gatewaySide(mending)
    const reading = await engines.list.read(mending.engineId)
    const { file, place } = reading
    if (place.isManaged) throw managed(place.definition.name)
    if (file === null || file.hash !== mending.hash) throw changedMeanwhile()
    const { differences } = this.#engineDrift(reading, gateway)
    const chosen = differences.filter(({ id }) => mending.differenceIds.includes(id))
    const { text, mended } = asEdit(() =>
      mendConfig(file.text, place.definition, chosen, gateway.side.served),
    )
    if (mended === 0) return { mended: 0, backupId: null, afterHash: file.hash }
    const reason =
      mended === 1 ? 'Mended a difference to the gateway' : `Mended ${mended} differences to the gateway`
    const outcome = await engines.saveText(reading, text, reason)
    if (outcome.type === 'conflict') throw changedMeanwhile()
    return { mended, backupId: outcome.backupId, afterHash: outcome.document.hash }
  }

  async #gatewaySide({ gatewayId, keyHash }: DriftQuestion): Promise<GatewaySide> {
    const address = await this.#parts.addressOf(gatewayId)
    const [groups, verdict] = await Promise.all([readModelGroups(address), judgeKey(address)])
    if (verdict.state === 'refused') throw new AppFailure(verdict.error)
    const names = groups.map(({ name }) => name)
    const seesAll = verdict.kind === 'admin'
    const key =
      keyHash === null
        ? seesAll
          ? null
          : await readOwnKey(address)
        : await this.#parts.keys.open(gatewayId, keyHash)
    return {
      groups,
      keyAlias: key?.alias ?? null,
      side: { served: groups, scope: keyScope(key?.models ?? [], names), keyHash, seesAll },
      baseUrl: address.baseUrl,
    }
  }

  #engineDrift(reading: EngineReading, { side, baseUrl }: GatewaySide): EngineDrift {
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
    const { machine } = this.#parts.engines.list
    const root = look.config.value
    const variables = engineVariables(machine.environment, look.files.dotenv ?? new Map(), root)
    const isGateway = (written: string): boolean =>
      isSameAddress(substituteVariables(written, (name) => variables.get(name)?.value).text, baseUrl)
    const { providerIds, differences } = findDrift(root, place.definition, { ...side, isGateway })
    return providerIds.length === 0
      ? { ...drift, state: 'elsewhere' }
      : { ...drift, state: 'checked', providerIds, differences }
  }
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
