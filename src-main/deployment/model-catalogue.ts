import { z } from 'zod'

import { AppFailure } from '#shared/app-error.ts'
import type { Deployment, ModelGroup, ModelHealth, ModelPrices } from '#shared/deployment.ts'
import type { Model } from '#shared/model.ts'

import { getFromGateway, type GatewayAddress } from '../gateway/gateway-client.ts'
import { LooseNumber, LooseText, LooseTexts, perMillion } from '../gateway/loose-fields.ts'
import { listModels } from '../gateway/model-list.ts'
import { capabilitiesOf, DeploymentRow, deploymentOfRow, PRICE_FIELDS } from './deployment-row.ts'

/** One entry of `GET /model_group/info`. Any field but the name may be missing or null. */
const GroupRow = z.looseObject({ model_group: z.string().min(1) })
const GroupRows = z.object({ data: z.array(z.unknown()) })
const DeploymentRows = z.object({ data: z.array(z.unknown()) })

/**
 * All models the key may see, grouped by public name, with the deployments behind them: from `/model_group/info` and
 * `/model/info`, and where these are refused, names alone. Throws AppFailure when the gateway tells nothing.
 */
export async function readModelGroups(address: GatewayAddress): Promise<ModelGroup[]> {
  const [rows, deployments] = await Promise.all([readGroups(address), readDeployments(address)])
  if (rows.length > 0) {
    return rows.map((row) => groupOf(row, deploymentsOf(row.model_group, deployments)))
  }
  const models = await listModels(address)
  return models.map((model) => groupOfModel(model, deploymentsOf(model.id, deployments)))
}

/** All deployments the key may see; empty where the gateway does not tell. */
async function readDeployments(address: GatewayAddress): Promise<Deployment[]> {
  return orNothing(async () => {
    const rows = DeploymentRows.safeParse((await getFromGateway(address, '/model/info')).json)
    return rows.success ? rows.data.data.flatMap((item) => readRow(item)) : []
  })
}

/** One deployment; null when the gateway has it no more, or does not tell. */
export async function readDeployment(address: GatewayAddress, id: string): Promise<Deployment | null> {
  try {
    const path = `/model/info?litellm_model_id=${encodeURIComponent(id)}`
    const rows = DeploymentRows.safeParse((await getFromGateway(address, path)).json)
    const found = rows.success ? rows.data.data.flatMap((item) => readRow(item)) : []
    return found.find((deployment) => deployment.id === id) ?? null
  } catch (cause) {
    // LiteLLM refuses the question where there is none with this id.
    if (cause instanceof AppFailure && (cause.error.status === 400 || cause.error.status === 404)) return null
    throw cause
  }
}

function readRow(item: unknown): Deployment[] {
  const row = DeploymentRow.safeParse(item)
  return row.success ? [deploymentOfRow(row.data)] : []
}

async function readGroups(address: GatewayAddress): Promise<z.output<typeof GroupRow>[]> {
  return orNothing(async () => {
    const rows = GroupRows.safeParse((await getFromGateway(address, '/model_group/info')).json)
    if (!rows.success) return []
    return rows.data.data.flatMap((item) => {
      const row = GroupRow.safeParse(item)
      return row.success ? [row.data] : []
    })
  })
}

/** An empty list where the gateway keeps this route to itself; what `/v1/models` would meet too goes on. */
async function orNothing<Item>(read: () => Promise<Item[]>): Promise<Item[]> {
  try {
    return await read()
  } catch (cause) {
    const kind = cause instanceof AppFailure ? cause.error.kind : null
    if (kind === 'forbidden' || kind === 'not-found' || kind === 'no-database' || kind === 'gateway-failed') {
      return []
    }
    throw cause
  }
}

function deploymentsOf(name: string, deployments: readonly Deployment[]): Deployment[] {
  return deployments.filter(({ model }) => model === name)
}

function groupOf(row: z.output<typeof GroupRow>, deployments: readonly Deployment[]): ModelGroup {
  const prices: ModelPrices = {
    input: priceOf(row, PRICE_FIELDS.input),
    output: priceOf(row, PRICE_FIELDS.output),
    cacheRead: priceOf(row, PRICE_FIELDS.cacheRead),
    cacheWrite: priceOf(row, PRICE_FIELDS.cacheWrite),
  }
  const parameters = row['supported_openai_params']
  const providers = LooseTexts.parse(row['providers'])
  return {
    name: row.model_group,
    providers: providers.length > 0 ? providers : providersOf(deployments),
    mode: LooseText.parse(row['mode']) ?? first(deployments, ({ mode }) => mode),
    contextWindow:
      LooseNumber.parse(row['max_input_tokens']) ?? first(deployments, ({ contextWindow }) => contextWindow),
    maxOutputTokens:
      LooseNumber.parse(row['max_output_tokens']) ??
      first(deployments, ({ maxOutputTokens }) => maxOutputTokens),
    prices: mergedPrices(prices, deployments),
    capabilities: unique([
      ...capabilitiesOf(row),
      ...deployments.flatMap(({ capabilities }) => capabilities),
    ]),
    parameters: Array.isArray(parameters) ? LooseTexts.parse(parameters) : null,
    tpmLimit: LooseNumber.parse(row['tpm']),
    rpmLimit: LooseNumber.parse(row['rpm']),
    health: healthOf(row),
    deployments: [...deployments],
  }
}

/** Newer gateways alone, and only where their operator switched health checks on. */
function healthOf(row: z.output<typeof GroupRow>): ModelHealth | null {
  const state = LooseText.parse(row['health_status'])
  if (state !== 'healthy' && state !== 'unhealthy') return null
  const checkedAt = LooseText.parse(row['health_checked_at'])
  return {
    state,
    responseMs: LooseNumber.parse(row['health_response_time']),
    checkedAt: checkedAt !== null && !Number.isNaN(Date.parse(checkedAt)) ? checkedAt : null,
  }
}

/** A model of which the gateway told little. */
function groupOfModel(model: Model, deployments: readonly Deployment[]): ModelGroup {
  const { inputPrice: input, outputPrice: output } = model
  return {
    name: model.id,
    providers: model.providers.length > 0 ? model.providers : providersOf(deployments),
    mode: model.mode ?? first(deployments, ({ mode }) => mode),
    contextWindow: model.contextWindow ?? first(deployments, ({ contextWindow }) => contextWindow),
    maxOutputTokens: model.maxOutputTokens ?? first(deployments, ({ maxOutputTokens }) => maxOutputTokens),
    prices: mergedPrices({ input, output, cacheRead: null, cacheWrite: null }, deployments),
    capabilities: unique(deployments.flatMap(({ capabilities }) => capabilities)),
    parameters: model.parameters,
    tpmLimit: null,
    rpmLimit: null,
    health: null,
    deployments: [...deployments],
  }
}

function priceOf(row: z.output<typeof GroupRow>, name: string) {
  return perMillion(LooseNumber.parse(row[name]))
}

/** The group's own prices, and what it leaves out from the first deployment that has it. */
function mergedPrices(prices: ModelPrices, deployments: readonly Deployment[]): ModelPrices {
  return {
    input: prices.input ?? first(deployments, (deployment) => deployment.prices.input),
    output: prices.output ?? first(deployments, (deployment) => deployment.prices.output),
    cacheRead: prices.cacheRead ?? first(deployments, (deployment) => deployment.prices.cacheRead),
    cacheWrite: prices.cacheWrite ?? first(deployments, (deployment) => deployment.prices.cacheWrite),
  }
}

function providersOf(deployments: readonly Deployment[]): string[] {
  return unique(deployments.flatMap(({ provider }) => (provider === null ? [] : [provider])))
}

function first<Value>(
  deployments: readonly Deployment[],
  of: (deployment: Deployment) => Value | null,
): Value | null {
  for (const deployment of deployments) {
    const value = of(deployment)
    if (value !== null) return value
  }
  return null
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
