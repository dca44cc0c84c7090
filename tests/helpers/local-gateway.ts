import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { LocalGatewaySetup, LocalGatewayStatus, LogLine } from '#shared/local-gateway.ts'
import { GatewayRegistry } from '#main/gateway/gateway-registry.ts'
import { readConfig } from '#main/local-gateway/config-reading.ts'
import { GatewayLog } from '#main/local-gateway/gateway-log.ts'
import { guardedBy } from '#main/local-gateway/guarded-process.ts'
import { LocalGatewayHost } from '#main/local-gateway/local-gateway-host.ts'
import { OwnInstallation } from '#main/local-gateway/own-installation.ts'
import { KeyVault, type SafeStorage } from '#main/settings/key-vault.ts'
import { AppStateOwner } from '#main/state/app-state-owner.ts'

import { freePort } from '../litellm/free-port.ts'
import { emptyState } from './empty-state.ts'
import { memoryStore } from './memory-store.ts'

/** The guard, run from its source. */
const guardFile = join(import.meta.dirname, '../../src-main/local-gateway/guard.ts')

/** A local gateway with everything around it that is not Electron. */
export interface LocalGatewayBench {
  readonly host: LocalGatewayHost
  readonly state: AppStateOwner
  readonly store: ReturnType<typeof memoryStore>
  readonly registry: GatewayRegistry
  readonly told: readonly LogLine[]
  /** Every state it was in, in order, without repetition. */
  readonly seen: readonly LocalGatewayStatus['state'][]
  readonly status: () => LocalGatewayStatus
  /** Resolves when it is in this state. */
  readonly until: <State extends LocalGatewayStatus['state']>(
    state: State,
  ) => Promise<Extract<LocalGatewayStatus, { state: State }>>
}

/** Makes one over the LiteLLM in `environmentPath`. `storageFolder` gets what Litedesk keeps. */
export async function localGatewayBench(parts: {
  readonly storageFolder: string
  readonly environmentPath: string
  readonly setup?: Partial<LocalGatewaySetup>
  readonly users?: Readonly<Record<string, string | undefined>>
  readonly readyWithinMs?: number
  readonly restartPausesMs?: readonly number[]
}): Promise<LocalGatewayBench> {
  const store = memoryStore()
  const vault = new KeyVault(openStorage, join(parts.storageFolder, 'weak-key'), 'linux')
  const registry = new GatewayRegistry(store, vault)
  const state = new AppStateOwner(emptyState)
  const folder = join(parts.storageFolder, 'litellm')
  mkdirSync(folder)
  const startGuarded = guardedBy(guardFile)
  const told: LogLine[] = []
  const seen: LocalGatewayStatus['state'][] = []
  let last: LocalGatewayStatus['state'] = 'off'
  state.subscribe(({ localGateway }) => {
    const now = localGateway?.status.state ?? last
    if (now !== last) seen.push(now)
    last = now
  })
  const host = new LocalGatewayHost({
    store,
    vault,
    state,
    registry,
    folder,
    installation: new OwnInstallation(folder, startGuarded),
    startGuarded,
    readConfig: async (text, path) => readConfig(text, path),
    users: parts.users ?? { PATH: process.env['PATH'], HOME: parts.storageFolder, OTHER_SECRET: 'not-yours' },
    log: new GatewayLog((lines) => told.push(...lines)),
    reconnect: () => state.change({ gateways: registry.list(), activeGatewayId: registry.activeId }),
    ...(parts.readyWithinMs !== undefined && { readyWithinMs: parts.readyWithinMs }),
    ...(parts.restartPausesMs !== undefined && { restartPausesMs: parts.restartPausesMs }),
  })
  await host.setUp({
    environmentPath: parts.environmentPath,
    program: 'chosen',
    config: {
      type: 'generated',
      models: [{ model: 'openai/gpt-4o', name: 'gpt-4o', apiBase: null, variable: 'OPENAI_API_KEY' }],
    },
    ...parts.setup,
  })
  store.update({ localGateway: { ...store.file.localGateway, lastPort: await freePort() } })
  const status = (): LocalGatewayStatus => state.state.localGateway.status
  return {
    host,
    state,
    store,
    registry,
    told,
    seen,
    status,
    until: (wanted) =>
      new Promise((resolve) => {
        const look = (): boolean => {
          const now = status()
          if (!isIn(now, wanted)) return false
          resolve(now)
          return true
        }
        if (look()) return
        const stop = state.subscribe(() => {
          if (look()) stop()
        })
      }),
  }
}

function isIn<State extends LocalGatewayStatus['state']>(
  status: LocalGatewayStatus,
  state: State,
): status is Extract<LocalGatewayStatus, { state: State }> {
  return status.state === state
}

/** Whether a process of this id is there; one that has ended and was not fetched by its parent is not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** A key store that hides nothing. */
const openStorage: SafeStorage = {
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text) => Buffer.from(`v11${Buffer.from(text).toString('hex')}`),
  decryptStringAsync: async (cipher) => ({
    result: Buffer.from(cipher.toString().slice(3), 'hex').toString(),
  }),
}
