import { create } from 'zustand'

import type { LocalGatewaySetup, LocalModel, LocalSecret } from '#shared/local-gateway.ts'

import { getAppState } from '../../app/app-store.ts'
import { requestOrToast } from '../../app/bridge.ts'

/**
 * Whether something was changed that the running gateway does not know; how secrets are kept without a key store; and the
 * models that were chosen before a config file took their place.
 */
export const useLocalChanges = create<{
  readonly isStale: boolean
  readonly fallback: 'session' | 'weak-store'
  readonly models: readonly LocalModel[]
}>(() => ({ isStale: false, fallback: 'session', models: [] }))

/** Changes how the gateway is run, from its next start on. */
export async function setUp(changes: Partial<LocalGatewaySetup>): Promise<void> {
  await requestOrToast('local-gateway:set-up', changes)
  noteChange()
}

/** Keeps a variable of its process as safely as this computer can, or as the user chose; null forgets it. */
export async function setSecret(variable: string, value: string | null): Promise<void> {
  await requestOrToast('local-gateway:set-secret', { variable, secret: secretOf(value) })
  noteChange()
}

/** Starts it, or anew; why it does not start is in its state. */
export async function startLocalGateway(): Promise<void> {
  useLocalChanges.setState({ isStale: false })
  await window.bridge.request('local-gateway:start', undefined)
}

/** Installs it; why that fails is in its state. */
export async function installLiteLlm(): Promise<void> {
  await window.bridge.request('local-gateway:install', undefined)
}

/** Lets the user point to an environment and uses the LiteLLM in it. */
export async function chooseEnvironment(): Promise<void> {
  const chosen = await requestOrToast('local-gateway:choose-environment', undefined)
  const path = chosen?.path ?? null
  if (path !== null) await setUp({ environmentPath: path, program: 'chosen' })
}

/** Lets the user pick a config file and runs that. */
export async function chooseConfig(): Promise<void> {
  const chosen = await requestOrToast('local-gateway:choose-config', undefined)
  const path = chosen?.path ?? null
  if (path === null) return
  const { config } = getAppState().localGateway.setup
  if (config.type === 'generated') useLocalChanges.setState({ models: config.models })
  await setUp({ config: { type: 'file', path } })
}

/** Goes back from a config file to models chosen here. */
export async function chooseModelsHere(): Promise<void> {
  await setUp({ config: { type: 'generated', models: [...useLocalChanges.getState().models] } })
}

function secretOf(value: string | null): LocalSecret {
  if (value === null) return { source: 'none' }
  const hasKeyStore = getAppState().keyStore !== 'none'
  return { source: hasKeyStore ? 'key-store' : useLocalChanges.getState().fallback, value }
}

function noteChange(): void {
  if (getAppState().localGateway.status.state === 'running') useLocalChanges.setState({ isStale: true })
}
