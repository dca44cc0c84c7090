import { z } from 'zod'

import { AppFailure, type AppError } from '#shared/app-error.ts'
import type { GatewayFacts } from '#shared/gateway.ts'

import { getFromGateway, type GatewayAddress } from './gateway-client.ts'

/** `GET /health/readiness`. Newer gateways tell the public no more than status and db; the rest is in `…/details`. */
const Readiness = z.object({ litellm_version: z.string().nullish(), db: z.string().nullish() })
const KeyInfo = z.object({ info: z.object({ user_id: z.string().nullish() }) })
const UserInfo = z.object({ user_info: z.object({ user_role: z.string().nullish() }).nullish() })

/** What `/health/readiness` told. */
export interface ReadinessFacts {
  readonly version: string | null
  /** null when it did not say. */
  readonly hasDatabase: boolean | null
}

/**
 * Asks the public readiness route, and with a key the one for admins where the public one keeps the version to itself.
 * Throws AppFailure, `not-litellm` when the answer is some other program's.
 */
export async function readReadiness(address: GatewayAddress, signal?: AbortSignal): Promise<ReadinessFacts> {
  const options = signal ? { signal } : {}
  const answer = await getFromGateway({ ...address, key: null }, '/health/readiness', options)
  const parsed = Readiness.safeParse(answer.json)
  if (!parsed.success) return { version: null, hasDatabase: null }
  const { db, litellm_version: version } = parsed.data
  return {
    version: version ?? (address.key === null ? null : await readVersion(address, options)),
    hasDatabase: db === null || db === undefined ? null : db.toLowerCase() === 'connected',
  }
}

/** The version as newer gateways tell it to their admins; null for everybody else, and where there is no such route. */
async function readVersion(
  address: GatewayAddress,
  options: { readonly signal?: AbortSignal },
): Promise<string | null> {
  try {
    const details = Readiness.safeParse(
      (await getFromGateway(address, '/health/readiness/details', options)).json,
    )
    return details.success ? (details.data.litellm_version ?? null) : null
  } catch (cause) {
    if (cause instanceof AppFailure) return null
    throw cause
  }
}

/** What the gateway says of a key. */
export type KeyVerdict =
  | { readonly state: 'accepted'; readonly kind: GatewayFacts['keyKind']; readonly lacksDatabase: boolean }
  | { readonly state: 'refused'; readonly error: AppError }

/**
 * Asks what kind of key this is, by `/key/info` about the key itself: the master key has no row there (404), a gateway
 * without a database answers `no-database` and knows only its master key.
 */
export async function judgeKey(address: GatewayAddress, signal?: AbortSignal): Promise<KeyVerdict> {
  const options = signal ? { signal } : {}
  try {
    const answer = await getFromGateway(address, '/key/info', options)
    const info = KeyInfo.safeParse(answer.json)
    const hasUser =
      info.success && typeof info.data.info.user_id === 'string' && info.data.info.user_id !== ''
    const isAdmin = hasUser && (await isAdminUser(address, options))
    return { state: 'accepted', kind: isAdmin ? 'admin' : 'plain', lacksDatabase: false }
  } catch (cause) {
    if (!(cause instanceof AppFailure)) throw cause
    const { error } = cause
    if (error.status === 404) return { state: 'accepted', kind: 'admin', lacksDatabase: false }
    // The same words come for a key that is not the master key (400) and for the master key (500).
    if (error.kind === 'no-database' && error.status !== 400) {
      return { state: 'accepted', kind: 'admin', lacksDatabase: true }
    }
    if (error.kind === 'forbidden') return { state: 'accepted', kind: 'plain', lacksDatabase: false }
    return { state: 'refused', error }
  }
}

async function isAdminUser(
  address: GatewayAddress,
  options: { readonly signal?: AbortSignal },
): Promise<boolean> {
  try {
    const user = UserInfo.safeParse((await getFromGateway(address, '/user/info', options)).json)
    return user.success && user.data.user_info?.user_role === 'proxy_admin'
  } catch (cause) {
    if (cause instanceof AppFailure) return false
    throw cause
  }
}
