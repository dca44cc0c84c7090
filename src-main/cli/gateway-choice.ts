import { AppFailure, appError } from '#shared/app-error.ts'
import { normaliseBaseUrl } from '#shared/base-url.ts'
import { textIn } from '#shared/engine-config/config-lookup.ts'
import { GATEWAY_KEY_VARIABLE, GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { PROVIDERS_PATH } from '#shared/engine-config/providers-in-file.ts'
import { substituteVariables } from '#shared/engine-config/variable-text.ts'
import type { CheckStep } from '#shared/gateway.ts'
import { isChatModel } from '#shared/model-use.ts'
import type { Model } from '#shared/model.ts'

import { engineKeyOf, type EngineKey } from '../engine/engine-key.ts'
import type { EngineReading } from '../engine/engine-reading.ts'
import { engineVariables } from '../engine/engine-variables.ts'
import { checkGateway } from '../gateway/connect-check.ts'
import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { listModels } from '../gateway/model-list.ts'
import { UsageError } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'

/** Where LiteLLM listens by itself. */
const USUAL_BASE_URL = 'http://localhost:4000'
/** All steps together, in ms. */
const CHECK_TIMEOUT_MS = 60_000

/** The gateway's key, and where it was found. */
export interface ChosenKey {
  /** null where the gateway is to be asked without one. */
  readonly key: string | null
  /** `given` by the user just now; else where the engine has it already. */
  readonly source: 'given' | EngineKey['source']
}

/**
 * The gateway's address: the one that was typed, else the engine's, else the window's, else LiteLLM's usual one. `written` is
 * how the config file is to have it, so that an address that is right stays as it is. Throws UsageError.
 */
export function chooseBaseUrl(
  typed: string | null,
  reading: EngineReading,
  { settings, machine }: CommandContext,
): { readonly baseUrl: string; readonly written: string } {
  const inFile = textIn(reading.look.config?.value ?? null, [
    ...PROVIDERS_PATH,
    GATEWAY_PROVIDER_ID,
    'baseUrl',
  ])
  const { config, files } = reading.look
  const variables = engineVariables(machine.environment, files.dotenv ?? new Map(), config?.value ?? null)
  const engines =
    inFile === null
      ? null
      : normaliseBaseUrl(substituteVariables(inFile, (name) => variables.get(name)?.value).text)
  const wanted = typed === null ? (engines ?? settings.gatewayUrl ?? USUAL_BASE_URL) : normaliseBaseUrl(typed)
  if (wanted === null) throw new UsageError(`"${typed}" is not a web address, such as ${USUAL_BASE_URL}.`)
  return { baseUrl: wanted, written: inFile !== null && engines === wanted ? inFile : wanted }
}

/**
 * The gateway's key: the one that was typed, else LITELLM_API_KEY, else the engine's, else what somebody answers. It is
 * hidden in all output from here on. Throws UsageError.
 */
export async function chooseKey(
  typed: string | null,
  reading: EngineReading,
  context: CommandContext,
): Promise<ChosenKey> {
  const chosen = await findKey(typed, reading, context)
  if (chosen.key !== null) context.terminal.hide(chosen.key)
  return chosen
}

async function findKey(
  typed: string | null,
  reading: EngineReading,
  { terminal, environment, machine, isJson }: CommandContext,
): Promise<ChosenKey> {
  if (typed !== null) {
    const key = (typed === '-' ? await terminal.readAll() : typed).trim()
    if (key === '' || /\s/.test(key)) {
      throw new UsageError(key === '' ? 'The key is empty.' : 'A key has no spaces or line breaks in it.')
    }
    return { key, source: 'given' }
  }
  const fromEnvironment = environment[GATEWAY_KEY_VARIABLE]?.trim()
  if (fromEnvironment) return { key: fromEnvironment, source: 'given' }
  const own = engineKeyOf(GATEWAY_PROVIDER_ID, reading.look, machine)
  if (own) return own
  if (!terminal.isInteractive || isJson) return { key: null, source: 'given' }
  const answer = await terminal.askSecret('Key of the gateway, not shown (empty if it asks for none): ')
  return { key: answer || null, source: 'given' }
}

/** Checks a gateway step by step, telling how each went, and gives its chat models. Throws AppFailure for the step that failed. */
export async function askGateway(address: GatewayAddress, { terminal }: CommandContext): Promise<Model[]> {
  const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS)
  for await (const step of checkGateway(address.baseUrl, () => Promise.resolve(address.key), signal)) {
    if (step.outcome === 'failed') {
      throw new AppFailure(step.error ?? appError('internal', `The gateway check failed: ${step.finding}`))
    }
    terminal.note(`${MARKS[step.outcome]} ${LABELS[step.name] ?? ''}${step.finding}`)
  }
  const models = (await listModels(address, signal)).filter(isChatModel)
  // `anthropic/*` stands for models, and is none.
  return models.filter(({ id }) => !id.includes('*'))
}

const MARKS = { passed: '✓', warned: '!', unknown: '?' } as const
/** Where the finding alone does not say what it is about. */
const LABELS: Partial<Record<CheckStep['name'], string>> = { reachable: 'Gateway: ', database: 'Database: ' }
