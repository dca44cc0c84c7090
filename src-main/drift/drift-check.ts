import { AppFailure } from '#shared/app-error.ts'
import type { DriftReport } from '#shared/drift.ts'

import { readModelGroups } from '../deployment/model-catalogue.ts'
import type { EngineClient } from '../engine/engine-client.ts'
import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { judgeKey } from '../gateway/gateway-facts.ts'
import type { KeyDesk } from '../virtual-key/key-desk.ts'
import { readOwnKey } from '../virtual-key/own-key.ts'
import type { DriftMended, GatewaySide } from './engine-drift.ts'
import { keyScope } from './key-scope.ts'

export interface DriftCheckParts {
  /** Where a gateway is. Throws AppFailure `gone` for one that was removed. */
  readonly addressOf: (gatewayId: string) => Promise<GatewayAddress>
  readonly keys: Pick<KeyDesk, 'open'>
  readonly engines: Pick<EngineClient, 'call'>
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

/**
 * Asks the gateway and the key for their side of the comparison; the engines' side is looked at where their files are read.
 * Throws AppFailure.
 */
export class DriftCheck {
  readonly #parts: DriftCheckParts

  constructor(parts: DriftCheckParts) {
    this.#parts = parts
  }

  /** See `drift:check`. */
  async check(question: DriftQuestion): Promise<DriftReport> {
    const { side, keyAlias } = await this.#ask(question)
    const scope = keyScope(
      side.keyModels,
      side.served.map(({ name }) => name),
    )
    return {
      gatewayId: question.gatewayId,
      keyAlias,
      keyMayUse: scope.mayUse,
      models: [...scope.models],
      engines: await this.#parts.engines.call('drift', side),
      readAt: (this.#parts.now?.() ?? new Date()).toISOString(),
    }
  }

  /** See `drift:mend`. */
  async mend({ engineId, hash, differenceIds, ...question }: DriftMending): Promise<DriftMended> {
    const { side } = await this.#ask(question)
    return this.#parts.engines.call('mendDrift', { engineId, hash, differenceIds, side })
  }

  async #ask({
    gatewayId,
    keyHash,
  }: DriftQuestion): Promise<{ readonly side: GatewaySide; readonly keyAlias: string | null }> {
    const address = await this.#parts.addressOf(gatewayId)
    const [served, verdict] = await Promise.all([readModelGroups(address), judgeKey(address)])
    if (verdict.state === 'refused') throw new AppFailure(verdict.error)
    const seesAll = verdict.kind === 'admin'
    const key =
      keyHash === null
        ? seesAll
          ? null
          : await readOwnKey(address)
        : await this.#parts.keys.open(gatewayId, keyHash)
    return {
      side: { served, keyModels: key?.models ?? [], keyHash, seesAll, baseUrl: address.baseUrl },
      keyAlias: key?.alias ?? null,
    }
  }
}
