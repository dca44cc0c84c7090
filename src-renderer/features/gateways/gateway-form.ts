import { normaliseBaseUrl } from '#shared/base-url.ts'
import type { KeyStore } from '#shared/app-state.ts'
import type { Gateway, GatewayDraft, KeyChoice } from '#shared/gateway.ts'

/** How the user gives the key: `paste` is a new one, `keep` the one already stored. */
export type KeyMode = 'paste' | 'environment' | 'none' | 'keep'

/** Where a pasted key goes on a system without a key store. */
export type FallbackStore = 'session' | 'weak-store'

/** A gateway's form as it stands, valid or not. */
export interface GatewayForm {
  /** null for a new gateway. */
  readonly id: string | null
  readonly name: string
  readonly baseUrl: string
  readonly keyMode: KeyMode
  readonly key: string
  readonly fallbackStore: FallbackStore
}

/** What is wrong with a form's fields; null where nothing is. */
export interface FormErrors {
  readonly baseUrl: string | null
  readonly key: string | null
}

/** Where LiteLLM listens unless told otherwise. Source: litellm --port, default 4000. */
const defaultBaseUrl = 'http://localhost:4000'

/** The form to begin with: empty but for the usual address, or filled from a gateway that is to be changed. */
export function formOf(gateway: Gateway | null, hasEnvironmentKey: boolean): GatewayForm {
  return {
    id: gateway?.id ?? null,
    name: gateway?.name ?? '',
    baseUrl: gateway?.baseUrl ?? defaultBaseUrl,
    keyMode: initialKeyMode(gateway, hasEnvironmentKey),
    key: '',
    fallbackStore: gateway?.key.source === 'weak-store' ? 'weak-store' : 'session',
  }
}

/** The ways to give a key that make sense for this gateway on this computer, in the order they are offered. */
export function keyModes(gateway: Gateway | null, hasEnvironmentKey: boolean): KeyMode[] {
  const canKeep = gateway !== null && isStored(gateway)
  const fromEnvironment = hasEnvironmentKey || gateway?.key.source === 'environment'
  return [
    ...(canKeep ? ['keep' as const] : []),
    'paste',
    ...(fromEnvironment ? ['environment' as const] : []),
    'none',
  ]
}

/** What keeps the form from being sent. */
export function formErrors(form: GatewayForm): FormErrors {
  return {
    baseUrl:
      normaliseBaseUrl(form.baseUrl) === null ? 'Enter an address such as http://localhost:4000.' : null,
    key: form.keyMode === 'paste' && form.key.trim() === '' ? 'Paste the key, or choose “No key”.' : null,
  }
}

/** The form as main takes it. Call it once `formErrors` finds nothing. */
export function draftOf(form: GatewayForm, keyStore: KeyStore): GatewayDraft {
  return { id: form.id, name: form.name.trim(), baseUrl: form.baseUrl.trim(), key: keyChoice(form, keyStore) }
}

function keyChoice({ keyMode, key, fallbackStore }: GatewayForm, keyStore: KeyStore): KeyChoice {
  if (keyMode !== 'paste') return { source: keyMode }
  return { source: keyStore === 'none' ? fallbackStore : 'key-store', key: key.trim() }
}

function initialKeyMode(gateway: Gateway | null, hasEnvironmentKey: boolean): KeyMode {
  if (gateway === null) return hasEnvironmentKey ? 'environment' : 'paste'
  if (isStored(gateway)) return 'keep'
  return gateway.key.source === 'environment' || gateway.key.source === 'none' ? gateway.key.source : 'paste'
}

/** Whether Litedesk holds a key of this gateway's own. */
function isStored({ key }: Gateway): boolean {
  return key.isSet && key.source !== 'environment' && key.source !== 'none'
}
