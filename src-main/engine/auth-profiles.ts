import { z } from 'zod'

import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import type { StoredProfile, StoredProfiles } from '#shared/engine-config/key-sources.ts'

import { editPlainJson, parsePlainJson } from './plain-json.ts'

const Credential = z.looseObject({
  type: z.string().optional(),
  provider: z.string(),
  key: z.string().optional(),
  token: z.string().optional(),
  /** Of an OAuth credential. */
  access: z.string().optional(),
  /** ms since the epoch. */
  expires: z.number().optional(),
  /** References to what is kept elsewhere, in one engine. */
  keyRef: z.unknown().optional(),
  tokenRef: z.unknown().optional(),
  /** Misspellings one engine accepts. */
  mode: z.string().optional(),
  apiKey: z.string().optional(),
})
/** `auth-profiles.json`. Source: engine config contract §6.4. */
const AuthStore = z.looseObject({
  profiles: z.record(z.string(), z.unknown()),
  order: z.record(z.string(), z.array(z.string())).optional().catch({}),
  usageStats: z.record(z.string(), z.unknown()).optional().catch({}),
})
/** How a profile fared; times in ms since the epoch. */
const Usage = z.looseObject({ cooldownUntil: z.number().optional(), disabledUntil: z.number().optional() })

/** What a stored file holds that the engine can use, in the file's order; a broken file holds nothing. */
export function readAuthProfiles(
  text: string,
  definition: EngineDefinition,
): Pick<StoredProfiles, 'profiles' | 'order'> {
  const store = AuthStore.safeParse(parsePlainJson(text))
  if (!store.success) return { profiles: [], order: {} }
  const { profiles, order = {}, usageStats = {} } = store.data
  return {
    order,
    profiles: Object.entries(profiles).flatMap(([profileId, value]) => {
      const parsed = Credential.safeParse(value)
      const profile = parsed.success ? profileOf(profileId, parsed.data, definition) : null
      return profile === null ? [] : [{ ...profile, coolsUntil: coolsUntil(usageStats[profileId]) }]
    }),
  }
}

function profileOf(
  profileId: string,
  data: z.infer<typeof Credential>,
  definition: EngineDefinition,
): StoredProfile | null {
  const isForgiving = definition.acceptsMisspeltAuthProfiles
  const type = data.type ?? (isForgiving ? data.mode : undefined)
  if (type === undefined) return null
  const key = data.key ?? data.token ?? data.access ?? (isForgiving ? data.apiKey : undefined)
  return {
    profileId,
    providerId: data.provider,
    type,
    key: key || null,
    hasReference: definition.allowsSecretRef && (data.keyRef !== undefined || data.tokenRef !== undefined),
    expiresAt: data.expires ?? null,
  }
}

function coolsUntil(usage: unknown): number | null {
  const { cooldownUntil = 0, disabledUntil = 0 } = Usage.safeParse(usage).data ?? {}
  return Math.max(cooldownUntil, disabledUntil) || null
}

/** The profile a provider's key is stored as. */
export function authProfileId(providerId: string): string {
  return `${providerId}:default`
}

/**
 * The store with an API key in it; everything else in it stays byte for byte. `text` is null where there is no file yet.
 * Throws SyntaxError for a file that is not JSON.
 */
export function withApiKey(text: string | null, providerId: string, key: string): string {
  const profileId = authProfileId(providerId)
  const credential = { type: 'api_key', provider: providerId, key }
  if (text === null || text.trim() === '') {
    return `${JSON.stringify({ version: 1, profiles: { [profileId]: credential } }, null, 2)}\n`
  }
  const previous = Credential.safeParse(AuthStore.safeParse(parsePlainJson(text)).data?.profiles[profileId])
  const { keyRef: _reference, ...rest } = previous.data ?? {
    provider: '',
    type: undefined,
    keyRef: undefined,
  }
  // Of the same kind: its e-mail address and notes stay, and a reference that would win over the key goes.
  const kept = rest.type === 'api_key' && rest.provider === providerId ? rest : {}
  const value: ConfigValue = JSON.parse(JSON.stringify({ ...kept, ...credential }))
  return editPlainJson(text, { type: 'set', path: ['profiles', profileId], value })
}

/** The store without a profile. Throws SyntaxError for a file that is not JSON. */
export function withoutProfile(text: string, profileId: string): string {
  return editPlainJson(text, { type: 'delete', path: ['profiles', profileId] })
}
