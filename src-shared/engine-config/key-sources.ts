import type { ConfigValue } from '../config-document/config-edit.ts'
import type { EngineKeyLink } from '../engine.ts'

/** Everything an engine could take a provider's key from, already read. Holds keys: stays in main. */
export interface KeySources {
  /** The config with its includes resolved, variables as written. */
  readonly config: ConfigValue
  readonly configDisplayPath: string
  readonly processEnvironment: Readonly<Record<string, string | undefined>>
  /** The `.env` file of the state folder; null when there is none. */
  readonly envFile: { readonly variables: ReadonlyMap<string, string>; readonly displayPath: string } | null
  /** The agent's `auth-profiles.json`; null when there is none. */
  readonly profiles: StoredProfiles | null
  /** ms since the epoch, for tokens that expire. */
  readonly now: number
}

/** A link before it is known which one wins. `null` state: it has a key the engine would take. */
export type OpenLink = Omit<EngineKeyLink, 'state'> & { readonly state: 'missing' | 'ignored' | null }

/** An agent's `auth-profiles.json`, read. Source: engine config contract §6.4. */
export interface StoredProfiles {
  readonly profiles: readonly StoredProfile[]
  /** Profile ids by provider, in the order the user set; empty when none is set. */
  readonly order: Readonly<Record<string, readonly string[]>>
  readonly displayPath: string
}

/** A stored credential. Holds the key: stays in main. */
export interface StoredProfile {
  readonly profileId: string
  readonly providerId: string
  /** `api_key`, `token` or `oauth`. */
  readonly type: string
  /** The key or token; null where there is none, or only a reference to one. */
  readonly key: string | null
  /** Whether a reference to a key is stored instead. */
  readonly hasReference?: boolean
  /** ms since the epoch; null when it does not expire. */
  readonly expiresAt?: number | null
  /** Until when it is not tried, in ms since the epoch; null when it may be. */
  readonly coolsUntil?: number | null
}
