import { requestOrToast } from './bridge.ts'
import { useNavigation } from './navigation-store.ts'
import { isQuickChat } from './opening.ts'

/** Shows the gateways: in this window, or, from the quick chat, in the main one. */
export function openGateways(): void {
  if (isQuickChat) void requestOrToast('quick-chat:show-gateways', undefined)
  else useNavigation.getState().openPlace('settings', 'gateways')
}
