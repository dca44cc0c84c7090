import type { ConfigValue } from '../config-document/config-edit.ts'
import { isConfigArray } from '../config-document/config-value.ts'

import { arrayIn, objectIn, textIn } from './config-lookup.ts'
import type { EngineDefinition } from './engine-definition.ts'
import type { KeySources, OpenLink, StoredProfile, StoredProfiles } from './key-sources.ts'
import { lastFourOf } from '../last-four.ts'
import { normaliseProviderId } from './model-ref.ts'

/**
 * A provider's stored profiles in the order the engine tries them: by the stored order, else by that of the config, else
 * those the config names, else all; those that cool down last. One that the config names differently is ignored.
 */
export function profileLinks(
  providerId: string,
  sources: KeySources,
  definition: EngineDefinition,
): OpenLink[] {
  const { profiles: store, config, now } = sources
  if (!store) return []
  const id = normaliseProviderId(providerId, definition)
  const own = store.profiles.filter((profile) => normaliseProviderId(profile.providerId, definition) === id)
  const pick = (names: readonly string[]) =>
    names.flatMap((name) => own.find(({ profileId }) => profileId === name) ?? [])
  const order = storedOrder(id, store, definition) ?? configOrder(id, config, definition)
  // Names the config has for profiles that are gone are as good as none.
  const named = pick(namedProfiles(id, config, definition))
  const tried = order ? pick(order) : named.length > 0 ? named : own
  const skipped = own.filter((profile) => !tried.includes(profile))
  const isCooling = ({ coolsUntil }: StoredProfile) => (coolsUntil ?? 0) > now
  return [...tried.filter((profile) => !isCooling(profile)), ...tried.filter(isCooling)]
    .map((profile) => linkOf(profile, sources, definition, null))
    .concat(
      skipped.map((profile) => linkOf(profile, sources, definition, 'Not among the profiles to be tried.')),
    )
}

function linkOf(
  profile: StoredProfile,
  { config, now, profiles }: KeySources,
  definition: EngineDefinition,
  fault: string | null,
): OpenLink {
  const why = fault ?? faultOf(profile, config, now, definition)
  const isCooling = (profile.coolsUntil ?? 0) > now
  return {
    source: 'auth-profile',
    label: profile.profileId,
    displayPath: profiles?.displayPath ?? null,
    state: why === null ? null : 'ignored',
    lastFour: profile.key === null ? null : lastFourOf(profile.key.trim()),
    note: why ?? (isCooling ? 'Failed lately, so it is tried last.' : null),
  }
}

/** Why the engine passes over a profile, as a sentence; null when it does not. */
function faultOf(
  profile: StoredProfile,
  config: ConfigValue,
  now: number,
  definition: EngineDefinition,
): string | null {
  const path = ['auth', 'profiles', profile.profileId]
  const mode = textIn(config, [...path, 'mode'])
  const provider = textIn(config, [...path, 'provider'])
  if (
    provider !== null &&
    normaliseProviderId(provider, definition) !== normaliseProviderId(profile.providerId, definition)
  ) {
    return 'The config file gives this profile to another provider.'
  }
  const isCompatible = mode === profile.type || (mode === 'oauth' && profile.type === 'token')
  if (mode !== null && !isCompatible) {
    return `The config file says ${mode}, and the profile is ${profile.type}.`
  }
  if ((profile.key ?? '').trim() === '' && profile.hasReference !== true) return 'It holds no key.'
  const expiresAt = profile.expiresAt ?? 0
  return profile.type === 'token' && expiresAt > 0 && expiresAt <= now ? 'The token has expired.' : null
}

/** Profiles the config gives to a provider. */
function namedProfiles(id: string, config: ConfigValue, definition: EngineDefinition): string[] {
  return Object.keys(objectIn(config, ['auth', 'profiles'])).filter((name) => {
    const provider = textIn(config, ['auth', 'profiles', name, 'provider'])
    return provider !== null && normaliseProviderId(provider, definition) === id
  })
}

function storedOrder(
  id: string,
  { order }: StoredProfiles,
  definition: EngineDefinition,
): readonly string[] | undefined {
  return Object.entries(order).find(([key]) => normaliseProviderId(key, definition) === id)?.[1]
}

function configOrder(
  id: string,
  config: ConfigValue,
  definition: EngineDefinition,
): readonly string[] | undefined {
  const orders = objectIn(config, ['auth', 'order'])
  const key = Object.keys(orders).find((name) => normaliseProviderId(name, definition) === id)
  if (key === undefined || !isConfigArray(orders[key])) return undefined
  return arrayIn(orders, [key]).filter((name) => typeof name === 'string')
}
