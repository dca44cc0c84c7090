import { setTimeout as delay } from 'node:timers/promises'

import { z } from 'zod'

import { AppFailure, appError, type AppError } from '#shared/app-error.ts'
import type {
  Deployment,
  DeploymentChanges,
  DeploymentDraft,
  ModelCatalogue,
  ModelTrial,
  SavedDeployment,
} from '#shared/deployment.ts'

import { sendToGateway, type GatewayAddress } from '../gateway/gateway-client.ts'
import { judgeKey } from '../gateway/gateway-facts.ts'
import { managementError, managing } from '../gateway/management-error.ts'
import { strangeAnswer } from '../gateway/strange-answer.ts'
import { deploymentDisagreements } from './deployment-disagreements.ts'
import { newBody, patchBody } from './deployment-request.ts'
import { readDeployment, readModelGroups } from './model-catalogue.ts'
import { reckonedCost, tryModel } from './model-trial.ts'

/** The row of LiteLLM_ProxyModelTable; its values are encrypted. */
const StoredModel = z.union([
  z.object({ model_id: z.string().min(1) }).transform((row) => row.model_id),
  z.object({ model_info: z.object({ id: z.string().min(1) }) }).transform((row) => row.model_info.id),
])

/** No deployment has this id: a change to it tells what changing would meet, and changes nothing. */
const NOBODY = 'litedesk-asks-whether-models-can-be-changed'
/** Pauses before a list is read again that does not show a change yet: another worker may have answered; ms. */
const SHOWN_AFTER_MS = [0, 300, 1000]

export interface DeploymentDeskParts {
  /** Where a gateway is. Throws AppFailure `gone` for one that was removed. */
  readonly addressOf: (gatewayId: string) => Promise<GatewayAddress>
  /** Models of a gateway are not what they were. */
  readonly changed: (gatewayId: string) => void
  /** What the gateway's own checks found unhealthy, by public name. */
  readonly learnHealth: (gatewayId: string, unhealthy: readonly string[]) => void
  readonly now?: () => Date
}

/**
 * The models of the gateways and the deployments behind them: reads, changes and tries them. Every change is read again,
 * since what a gateway answers to it is encrypted and may not be what it keeps. Throws AppFailure throughout.
 */
export class DeploymentDesk {
  readonly #parts: DeploymentDeskParts

  constructor(parts: DeploymentDeskParts) {
    this.#parts = parts
  }

  /** See `deployment:list`. */
  async list(gatewayId: string): Promise<ModelCatalogue> {
    const address = await this.#parts.addressOf(gatewayId)
    const [groups, readOnly] = await Promise.all([readModelGroups(address), whyReadOnly(address)])
    const unhealthy = groups.filter(({ health }) => health?.state === 'unhealthy').map(({ name }) => name)
    this.#parts.learnHealth(gatewayId, unhealthy)
    return { groups, readOnly, readAt: (this.#parts.now?.() ?? new Date()).toISOString() }
  }

  async add(gatewayId: string, draft: DeploymentDraft): Promise<SavedDeployment> {
    const address = await this.#parts.addressOf(gatewayId)
    const answer = await this.#send(gatewayId, () =>
      sendToGateway(address, '/model/new', {
        method: 'POST',
        body: newBody(draft),
        secrets: secretsOf(draft),
      }),
    )
    const id = StoredModel.safeParse(answer.json)
    if (!id.success) throw strangeAnswer('/model/new')
    const deployment = await readUntil(address, id.data, (found) => found !== null)
    return {
      id: id.data,
      deployment,
      disagreements: deployment === null ? [] : deploymentDisagreements(draft, deployment, null),
    }
  }

  async update(gatewayId: string, id: string, changes: DeploymentChanges): Promise<SavedDeployment> {
    const address = await this.#parts.addressOf(gatewayId)
    const before = await this.#changeable(address, id)
    await this.#send(gatewayId, () =>
      sendToGateway(address, `/model/${encodeURIComponent(id)}/update`, {
        method: 'PATCH',
        body: patchBody(id, changes),
        secrets: secretsOf(changes),
      }),
    )
    const differing = (found: Deployment | null) =>
      found === null ? null : deploymentDisagreements(changes, found, before)
    const deployment = await readUntil(address, id, (found) => differing(found)?.length === 0)
    return { id, deployment, disagreements: differing(deployment) ?? [] }
  }

  async remove(gatewayId: string, id: string): Promise<void> {
    const address = await this.#parts.addressOf(gatewayId)
    await this.#changeable(address, id)
    await this.#send(gatewayId, () =>
      sendToGateway(address, '/model/delete', { method: 'POST', body: { id } }),
    )
  }

  /** See `deployment:try`. */
  async try(gatewayId: string, model: string, id: string | null): Promise<ModelTrial> {
    const address = await this.#parts.addressOf(gatewayId)
    const trial = await tryModel(address, id ?? model)
    if (trial.cost !== null || trial.deploymentId === null) return trial
    const answered = await readDeployment(address, trial.deploymentId)
    return answered ? { ...trial, cost: reckonedCost(trial, answered.prices) } : trial
  }

  /** A deployment of the config file would be refused in words that differ by release; it is not even asked. */
  async #changeable(address: GatewayAddress, id: string): Promise<Deployment | null> {
    const found = await readDeployment(address, id)
    if (found === null || found.isInDatabase) return found
    throw new AppFailure(
      appError(
        'model-in-config',
        'This model stands in the gateway’s config file, which cannot be changed from here.',
        {
          nextStep: 'Change the config file, or add the model anew and take it out of the file.',
        },
      ),
    )
  }

  async #send<Value>(gatewayId: string, act: () => Promise<Value>): Promise<Value> {
    try {
      return await managing('model', act)
    } finally {
      // Also after a failure: a timeout does not tell whether it was done.
      this.#parts.changed(gatewayId)
    }
  }
}

/**
 * Why models cannot be changed with this key; null when they can. Whether the gateway keeps models in its database is told
 * by no route, so a deployment that does not exist is changed, which every gateway refuses in telling words.
 */
async function whyReadOnly(address: GatewayAddress): Promise<AppError | null> {
  const verdict = await judgeKey(address)
  if (verdict.state === 'refused') return managementError(verdict.error, 'model')
  if (verdict.kind !== 'admin') {
    return managementError(appError('forbidden', 'No admin key.', { status: 403 }), 'model')
  }
  if (verdict.lacksDatabase) {
    return managementError(appError('no-database', 'No database.', { status: 500 }), 'model')
  }
  try {
    await managing('model', () =>
      sendToGateway(address, `/model/${NOBODY}/update`, { method: 'PATCH', body: patchBody(NOBODY, {}) }),
    )
    return null
  } catch (cause) {
    if (!(cause instanceof AppFailure)) throw cause
    const { kind } = cause.error
    return kind === 'no-database' || kind === 'model-storage-off' || kind === 'forbidden' ? cause.error : null
  }
}

/** Reads a deployment until it is as wished, for a moment; then as it is. */
async function readUntil(
  address: GatewayAddress,
  id: string,
  isAsWished: (found: Deployment | null) => boolean,
): Promise<Deployment | null> {
  let found: Deployment | null = null
  for (const pause of SHOWN_AFTER_MS) {
    if (pause > 0) await delay(pause)
    found = await readDeployment(address, id)
    if (isAsWished(found)) break
  }
  return found
}

function secretsOf({ apiKey, params }: DeploymentChanges): string[] {
  const texts = Object.values(params ?? {}).filter((value) => typeof value === 'string')
  return [...(typeof apiKey === 'string' ? [apiKey] : []), ...texts.filter((text) => text.length >= 12)]
}
