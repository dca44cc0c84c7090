import type { PicoUsd } from './pico-usd.ts'

/** A row of the log as it is kept: what the viewer shows, no more. Empty texts of the gateway are null. */
export interface LogEntry {
  readonly id: string
  /** ms since 1970, by the gateway's clock. */
  readonly timeMs: number
  readonly callId: string | null
  readonly model: string | null
  readonly providerModel: string | null
  readonly provider: string | null
  readonly callType: string | null
  readonly keyHash: string | null
  readonly keyAlias: string | null
  readonly user: string | null
  readonly endUser: string | null
  readonly teamId: string | null
  readonly teamAlias: string | null
  readonly tags: readonly string[]
  readonly client: string | null
  readonly sessionId: string | null
  readonly deploymentId: string | null
  readonly hasFailed: boolean
  readonly cost: PicoUsd
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cachedTokens: number
  readonly reasoningTokens: number
  readonly durationMs: number
  readonly firstTokenMs: number | null
  readonly isCacheHit: boolean
  readonly errorClass: string | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
}
