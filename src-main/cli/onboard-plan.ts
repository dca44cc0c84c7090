import { valueIn } from '#shared/engine-config/config-lookup.ts'
import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { onboardEngine, type OnboardingInput } from '#shared/engine-config/onboarding.ts'
import { providerIn } from '#shared/engine-config/providers-in-file.ts'
import type { EngineKeyPlace } from '#shared/engine.ts'

import { authProfileId } from '../engine/auth-profiles.ts'
import { editFailure, refuseProblems } from '../engine/engine-failure.ts'
import type { AgentFiles } from '../engine/engine-files.ts'
import { lookAt, stoppingProblems, type EngineReading } from '../engine/engine-reading.ts'
import { keyVariableFor } from '../engine/key-variable.ts'
import type { Machine } from '../engine/machine.ts'
import type { ModelChoice } from './choose-models.ts'
import type { ChosenKey } from './gateway-choice.ts'

/** What onboarding is going to write. */
export interface OnboardPlan {
  /** The config file; the same as before when nothing has to change in it. */
  readonly text: string
  /** Where the key goes; null where it is already, or there is none. */
  readonly storeKeyIn: EngineKeyPlace | null
  /** What the user should know, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * Works out what onboarding changes, and writes nothing. Throws AppFailure `config-invalid` for a file it cannot edit, and
 * for one the engine would not start with even then.
 */
export async function planOnboarding(
  reading: EngineReading,
  machine: Machine,
  wanted: {
    /** As the config file is to have it. */
    readonly baseUrl: string
    readonly choice: ModelChoice
    readonly key: ChosenKey
    readonly keyPlace: EngineKeyPlace
    readonly gatewayMode: 'local' | null
  },
): Promise<OnboardPlan> {
  const { file, look, place } = reading
  const { key, choice } = wanted
  if (file !== null && look.document === null) refuseProblems(look.problems, 'Correct the file first.')
  const name = gatewayKeyVariable(reading)
  const storeKeyIn = placeToStore(reading, name, key, wanted.keyPlace)
  const known = new Set(look.facts.variables.map((variable) => variable.name))
  const input: OnboardingInput = {
    baseUrl: wanted.baseUrl,
    models: choice.models,
    primary: choice.primary,
    apiKey: apiKeyForm(key, storeKeyIn, wanted.keyPlace),
    gatewayMode: wanted.gatewayMode,
    isVariableSet: (variable) =>
      known.has(variable) || (storeKeyIn === 'state-env-file' && variable === name),
  }
  const { text, notes } = onboarded(reading, input)
  const after = await lookAt(text, place, machine)
  refuseProblems(stoppingProblems(after.problems), 'Correct the file first.')
  const stale = after.problems.filter(({ code }) => code === 'stale-models-file')
  return {
    text,
    storeKeyIn,
    notes: [
      ...notes,
      ...keyNotes(reading, name, key, { machine, keyPlace: wanted.keyPlace }),
      ...stale.map(({ message }) => `${message} Litedesk’s window can make it forget.`),
    ],
  }
}

/** The variable the gateway's key goes by in this config. */
function gatewayKeyVariable({ look, place }: EngineReading): string {
  const written = providerIn(look.config?.value ?? null, GATEWAY_PROVIDER_ID)?.block['apiKey']
  return keyVariableFor(GATEWAY_PROVIDER_ID, written, place.definition)
}

/** Whether the file says how the engine's own gateway is to run. */
export function hasGatewayMode({ look }: EngineReading): boolean {
  return valueIn(look.config?.value, ['gateway', 'mode']) !== undefined
}

function onboarded({ look, place, file }: EngineReading, input: OnboardingInput) {
  try {
    const { text, notes } = onboardEngine(look.document, place.definition, input)
    return { text, notes }
  } catch (cause) {
    throw file === null ? cause : editFailure(cause)
  }
}

/** Where a key that was given has to be stored; null where it stands there already, or none was given. */
function placeToStore(
  { look }: EngineReading,
  name: string,
  { key, source }: ChosenKey,
  place: EngineKeyPlace,
): EngineKeyPlace | null {
  if (key === null || source !== 'given') return null
  const stored = place === 'state-env-file' ? look.files.dotenv?.get(name) : profileKey(look.files.agents[0])
  return stored === key ? null : place
}

function profileKey(agent: AgentFiles | undefined): string | null {
  const id = authProfileId(GATEWAY_PROVIDER_ID)
  return agent?.stored?.profiles.find(({ profileId }) => profileId === id)?.key ?? null
}

function apiKeyForm(
  { key, source }: ChosenKey,
  storeKeyIn: EngineKeyPlace | null,
  keyPlace: EngineKeyPlace,
): OnboardingInput['apiKey'] {
  if (key === null) return 'stand-in'
  const place = source === 'given' ? (storeKeyIn ?? keyPlace) : null
  return place === 'auth-profile' || source === 'auth-profile' ? 'none' : 'variable'
}

/** What keeps the engine from using the key that was given. */
function keyNotes(
  { look, place: { definition } }: EngineReading,
  name: string,
  { key, source }: ChosenKey,
  { machine, keyPlace }: { readonly machine: Machine; readonly keyPlace: EngineKeyPlace },
): string[] {
  if (key === null || source !== 'given' || keyPlace === 'auth-profile') return []
  const others = look.files.agents.filter(({ stored }) =>
    stored?.profiles.some((profile) => profile.providerId === GATEWAY_PROVIDER_ID && profile.key !== key),
  )
  const inEnvironment = machine.environment[name]?.trim()
  return [
    ...others.map(
      ({ agentId }) =>
        `The agent "${agentId}" of ${definition.name} has another key in its stored profiles, which wins: ` +
        '--key-place auth-profile replaces it.',
    ),
    ...(inEnvironment && inEnvironment !== key
      ? [
          `${name} is set to another key in this environment: started from here, ${definition.name} uses that one.`,
        ]
      : []),
  ]
}
