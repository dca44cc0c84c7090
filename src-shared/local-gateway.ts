import { z } from 'zod'

import { AppError } from './app-error.ts'
import { KeyState } from './gateway.ts'

/** The id of the gateway in the list that is LiteLLM on this computer. */
export const LOCAL_GATEWAY_ID = 'local'

/** The name of an environment variable. */
const VariableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/)

/**
 * A LiteLLM on this computer.
 * `own`: installed by Litedesk into its own folder. `path`: the `litellm` of the user's PATH. `chosen`: of an environment the
 * user pointed to.
 */
export const LocalProgram = z.object({
  source: z.enum(['own', 'path', 'chosen']),
  /** The executable, absolute. */
  path: z.string(),
  /** null when it does not tell. */
  version: z.string().nullable(),
  /**
   * `refused`: a release known to be malicious, never run. `incomplete`: without what the gateway needs (`litellm[proxy]`).
   * `older`: older than Litedesk is tested with.
   */
  verdict: z.enum(['fine', 'older', 'incomplete', 'refused']),
})
export type LocalProgram = z.infer<typeof LocalProgram>

/** What an installation is at. */
export const InstallStep = z.enum(['preparing', 'downloading', 'installing', 'checking'])
export type InstallStep = z.infer<typeof InstallStep>

/** What the local gateway is doing. */
export const LocalGatewayStatus = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('finding') }),
  z.object({
    state: z.literal('installing'),
    step: InstallStep,
    /** Packages that are there; null until it is known. */
    done: z.number().int().nullable(),
    /** All packages; null until it is known. */
    total: z.number().int().nullable(),
    /** What is being fetched now, such as "polars 1.31.0"; null for nothing in particular. */
    detail: z.string().nullable(),
  }),
  z.object({
    state: z.literal('starting'),
    port: z.number().int(),
    /** ISO 8601 UTC. */
    since: z.string(),
    /** 0 for the user's own start; how often it was started again after it ended by itself. */
    restarts: z.number().int(),
  }),
  z.object({
    state: z.literal('running'),
    port: z.number().int(),
    since: z.string(),
    restarts: z.number().int(),
    /** What is missing though it runs, such as a database; null for nothing. */
    lack: z.enum(['database', 'database-lost', 'key']).nullable(),
  }),
  /** It ended by itself and is started again after a pause. */
  z.object({
    state: z.literal('waiting'),
    restarts: z.number().int(),
    /** ISO 8601 UTC. */
    until: z.string(),
    error: AppError,
  }),
  z.object({ state: z.literal('stopping') }),
  z.object({
    state: z.literal('failed'),
    /** What failed, for what can be done about it. */
    task: z.enum(['install', 'start']),
    error: AppError,
  }),
])
export type LocalGatewayStatus = z.infer<typeof LocalGatewayStatus>

/** A model the generated config file offers. */
export const LocalModel = z.object({
  /** LiteLLM's, such as `openai/gpt-4o`; `openai/*` for all of a provider. */
  model: z.string().trim().min(3).max(200),
  /** The public name. */
  name: z.string().trim().min(1).max(200),
  /** Of a provider on this computer or elsewhere; null for the provider's own address. */
  apiBase: z.string().max(2048).nullable(),
  /** The variable with the provider's key; null for a provider that asks for none. */
  variable: VariableName.nullable(),
})
export type LocalModel = z.infer<typeof LocalModel>

/** Where the gateway's config file comes from. */
export const LocalConfigSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('generated'), models: z.array(LocalModel).max(500) }),
  /** A `config.yaml` of the user's, read and never written. */
  z.object({ type: z.literal('file'), path: z.string().min(1).max(4096) }),
])
export type LocalConfigSource = z.infer<typeof LocalConfigSource>

/** How the local gateway is to be run, without its secrets. */
export const LocalGatewaySetup = z.object({
  /** Which LiteLLM; null for the first of own, chosen, path that is there and fine. */
  program: z.enum(['own', 'path', 'chosen']).nullable(),
  /** A folder with a virtual environment, or a Python or `litellm` in one; null for none. */
  environmentPath: z.string().max(4096).nullable(),
  /** null for one that is free, the same every time where possible. */
  port: z.number().int().min(1024).max(65_535).nullable(),
  config: LocalConfigSource,
  /** Whether it is started with Litedesk. */
  startsWithLitedesk: z.boolean(),
})
export type LocalGatewaySetup = z.infer<typeof LocalGatewaySetup>

/** A variable the gateway's process gets, as far as the renderer may know it. */
export const LocalVariable = z.object({ name: z.string(), key: KeyState })
export type LocalVariable = z.infer<typeof LocalVariable>

/** LiteLLM on this computer, as windows and tray see it. */
export const LocalGateway = z.object({
  status: LocalGatewayStatus,
  /** Those that were found, the one that is used first; empty before the first search. */
  programs: z.array(LocalProgram),
  hasSearched: z.boolean(),
  /** What installing would do. */
  installation: z.object({
    release: z.string(),
    aboutDownloadMegabytes: z.number(),
    aboutDiskMegabytes: z.number(),
    /** What would install it; null when there is neither uv nor a Python that can. */
    installer: z.enum(['uv', 'python']).nullable(),
    /** Why there is no installer; null when there is one. */
    error: AppError.nullable(),
  }),
  setup: LocalGatewaySetup,
  /** What the config file refers to as `os.environ/NAME`, and whether a key is kept for it. */
  variables: z.array(LocalVariable),
  /** Whether a database's address is kept. */
  database: KeyState,
})
export type LocalGateway = z.infer<typeof LocalGateway>

/** A secret for the gateway's process and how it is kept; `none` forgets it. */
export const LocalSecret = z.discriminatedUnion('source', [
  z.object({ source: z.enum(['key-store', 'weak-store', 'session']), value: z.string().min(1).max(4096) }),
  z.object({ source: z.literal('none') }),
])
export type LocalSecret = z.infer<typeof LocalSecret>

/** A line of the log: of LiteLLM, of its installation, or of Litedesk about it. Redacted. */
export const LogLine = z.object({
  /** Counts up from 0 for as long as Litedesk runs. */
  number: z.number().int(),
  /** ISO 8601 UTC. */
  at: z.string(),
  source: z.enum(['gateway', 'installer', 'litedesk']),
  level: z.enum(['info', 'warning', 'error']),
  text: z.string(),
})
export type LogLine = z.infer<typeof LogLine>

/** So many lines are kept; older ones are let go. */
export const KEPT_LOG_LINES = 5000

/** How a new user's local gateway would be run. */
export const defaultLocalSetup: LocalGatewaySetup = {
  program: null,
  environmentPath: null,
  port: null,
  config: { type: 'generated', models: [] },
  startsWithLitedesk: false,
}
