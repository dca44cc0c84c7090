import type { EngineKind } from '../engine.ts'

/**
 * What tells one engine of the OpenClaw family from another. Code asks the definition, never for the kind of engine.
 * Source: engine config contract; the sections are named at the fields.
 */
export interface EngineDefinition {
  readonly kind: EngineKind
  /** As people say it. */
  readonly name: string
  /** The command line tool. */
  readonly command: string

  /** In the home folder; a profile's folder has `-` and its name behind it. §1.1, §1.4 */
  readonly folderName: string
  readonly fileName: string
  /** Former folders the engine still reads, in its order. §1.3 */
  readonly legacyFolderNames: readonly string[]
  /** Former names of the config file, tried after the new one in each folder. §1.3 */
  readonly legacyFileNames: readonly string[]
  readonly variables: EngineVariables
  /** Names of the engine's profiles, in either case; `default` is the one without a name. §1.4 */
  readonly profileName: RegExp
  /** Used while `gateway.port` is not set. §0.1 */
  readonly defaultGatewayPort: number

  /** Keys the config file may have at its root; any other stops the engine. §7 */
  readonly rootKeys: readonly string[]
  /** Former root keys, which the engine moves by itself when its gateway starts. §7 */
  readonly legacyRootKeys: readonly string[]
  /** Values of `api`. §3.4 */
  readonly apis: readonly string[]
  /** Whether `agents.defaults.model` may be a plain string. §4 */
  readonly allowsModelString: boolean
  /** Whether a provider's `apiKey` may be a SecretRef. §6.3 */
  readonly allowsSecretRef: boolean
  readonly allowsSlotAffinity: boolean
  readonly allowsBedrockDiscovery: boolean

  /** Whether an `$include` may lead out of the config file's folder. §0.1 */
  readonly includesMayLeaveFolder: boolean
  /** What the engine shows instead of a secret, and what no file may hold. §2.4 */
  readonly redactionMarker: string

  /** Other spellings of provider ids, lower-case. §3.5 */
  readonly providerAliases: Readonly<Record<string, string>>
  /** Providers the engine brings along; a reference to one needs nothing under `models.providers`. */
  readonly builtInProviders: readonly string[]
  /** The variable a provider's key is looked for in, by provider id. §6.1 */
  readonly keyVariables: Readonly<Record<string, string>>
  /** Whether `@name` at the end of a model reference chooses an auth profile, so that no id may have one. §4 */
  readonly cutsProfileFromRef: boolean
  /** Whether an allowlist entry counts only when its provider is configured or built in. §4 */
  readonly ignoresAllowlistStrangers: boolean
  /** Whether an agent's `models.json` keeps its old `baseUrl` and `apiKey` in merge mode. §3.6 */
  readonly modelsFileKeepsOldKeys: boolean
  /** Whether `anthropic-messages` copes with a `baseUrl` that ends in `/v1`. §3.7 */
  readonly stripsV1ForAnthropic: boolean
  /** Whether `mode` and `apiKey` are understood as `type` and `key` in `auth-profiles.json`. §6.4 */
  readonly acceptsMisspeltAuthProfiles: boolean
}

/** Environment variables an engine reads; where older names count too, the strongest comes first. §1.2 */
export interface EngineVariables {
  readonly home: string
  readonly stateDir: readonly string[]
  readonly configPath: readonly string[]
  readonly agentDir: readonly string[]
  readonly oauthDir: string
  readonly profile: string
  /** `1` where the config is made by Nix. */
  readonly nixMode: string
  /** Makes the engine import variables of the login shell; the gateway's key is not among them. §6.2 */
  readonly loadShellEnv: string
}
