import { create } from 'zustand'

import { useNavigation } from '../../app/navigation-store.ts'

/** Whether the dialog for a new virtual key is to be open. */
export const useNewKeyAsked = create<{ readonly isAsked: boolean }>(() => ({ isAsked: false }))

/** The user wants a new virtual key, from wherever they are. */
export function newKeyAsked(): void {
  useNavigation.getState().openGateway('keys')
  useNewKeyAsked.setState({ isAsked: true })
}

export function newKeyLeft(): void {
  useNewKeyAsked.setState({ isAsked: false })
}
