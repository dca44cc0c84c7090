import type { FaultPlan } from './faults.ts'

/** How a demo gateway is set up; everything has a default that suits a person trying Litedesk out. */
export interface DemoGatewayOptions {
  /** TCP port on 127.0.0.1; 0, the default, for a free one. */
  readonly port?: number
  /** The master key; a random `sk-demo-…` when left out. */
  readonly key?: string
  /** The clock of everything dated: keys, budgets, log rows. Pacing follows the real clock. */
  readonly now?: () => Date
  /** Pause between two deltas, in ms; 0 for none; 24 when left out. */
  readonly chunkDelayMs?: number
  /** The same for `demo-slow`; 250 when left out. */
  readonly slowChunkDelayMs?: number
  /** Pause before the first delta, or before an answer that is not streamed, in ms; 0 when left out. */
  readonly latencyMs?: number
  /** The same for `demo-slow`; 2500 when left out. */
  readonly slowLatencyMs?: number
  readonly faults?: FaultPlan
  /** False for a gateway without PostgreSQL; true when left out. */
  readonly database?: boolean
  /** What readiness and x-litellm-version say. */
  readonly version?: string
  /**
   * Answers as the release that tests/conformance runs, where that differs from 1.79.3: statuses of refused keys, types of
   * errors, less in readiness, more routes. Source: docs/litellm-compatibility.md.
   */
  readonly isNewer?: boolean
  /** Pause before a call shows up in the logs and in a key's spend, in ms by `now`; 2000 when left out. */
  readonly spendLogDelayMs?: number
  /** How long a deployment that failed refuses calls, in ms by `now`; 0, the default, for not at all. */
  readonly cooldownMs?: number
  /** Puts `cost` into the usage chunk, as include_cost_in_streaming_usage does; false when left out. */
  readonly hasCostInUsageChunk?: boolean
  /** Keeps prompts and answers in the logs; true when left out. */
  readonly storesPrompts?: boolean
  /** How many made-up calls the logs begin with; 0 when left out. */
  readonly pastCalls?: number
  /** Over how many days they are spread; 14 when left out. */
  readonly pastDays?: number
  /** When they end, in ms since 1970; the start when left out. */
  readonly pastEndMs?: number
  /** How many made-up virtual keys there are beside the usual one; 0 when left out. */
  readonly madeUpKeys?: number
  /** False for a gateway that does not keep models in its database; true when left out. */
  readonly storesModels?: boolean
  /** How many requests `requests` remembers, newest kept; 500 when left out. */
  readonly keptRequests?: number
}

/** The options with their defaults filled in. */
export type DemoGatewaySettings = Required<Omit<DemoGatewayOptions, 'port' | 'key' | 'faults'>>

/** Fills in the defaults. */
export function demoGatewaySettings(options: DemoGatewayOptions): DemoGatewaySettings {
  const now = options.now ?? (() => new Date())
  const spendLogDelayMs = options.spendLogDelayMs ?? 2000
  return {
    now,
    chunkDelayMs: options.chunkDelayMs ?? 24,
    slowChunkDelayMs: options.slowChunkDelayMs ?? 250,
    latencyMs: options.latencyMs ?? 0,
    slowLatencyMs: options.slowLatencyMs ?? 2500,
    database: options.database ?? true,
    version: options.version ?? (options.isNewer === true ? '1.106.2' : '1.79.3'),
    isNewer: options.isNewer ?? false,
    spendLogDelayMs,
    cooldownMs: options.cooldownMs ?? 0,
    hasCostInUsageChunk: options.hasCostInUsageChunk ?? false,
    storesPrompts: options.storesPrompts ?? true,
    pastCalls: options.pastCalls ?? 0,
    pastDays: options.pastDays ?? 14,
    pastEndMs: options.pastEndMs ?? now().getTime() - spendLogDelayMs,
    madeUpKeys: options.madeUpKeys ?? 0,
    storesModels: options.storesModels ?? true,
    keptRequests: options.keptRequests ?? 500,
  }
}
