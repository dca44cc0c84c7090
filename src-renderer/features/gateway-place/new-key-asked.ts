import { create } from 'zustand'

import type { Gateway } from '#shared/gateway.ts'

import { useNavigation } from '../../app/navigation-store.ts'

interface NewKeyAsked {
  /** Whether the user wants one. Whether the key in use may make one is known where the keys are shown. */
  readonly isAsked: boolean
  /** The gateway it is made on, from when its dialog is open; a new key may make another gateway the active one. */
  readonly gateway: Gateway | null
}

export const useNewKeyAsked = create<NewKeyAsked>(() => ({ isAsked: false, gateway: null }))

/** The user wants a new virtual key, from wherever they are. */
export function newKeyAsked(): void {
  useNavigation.getState().openGateway('keys')
  useNewKeyAsked.setState({ isAsked: true })
}

/** It may be made, on this gateway. */
export function newKeyBegun(gateway: Gateway): void {
  useNewKeyAsked.setState({ isAsked: false, gateway })
}

export function newKeyLeft(): void {
  useNewKeyAsked.setState({ isAsked: false, gateway: null })
}
