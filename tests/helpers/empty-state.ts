import type { AppState } from '#shared/app-state.ts'
import { defaultSettings } from '#shared/settings.ts'

/** The state of a Litedesk that knows no gateway yet. */
export const emptyState: AppState = {
  settings: defaultSettings,
  gateways: [],
  activeGatewayId: null,
  connection: { state: 'none' },
  gatewayWatch: null,
  keyInUse: null,
  models: [],
  chosenModel: null,
  recentModels: [],
  favouriteModels: [],
  engines: [],
  quickChat: { state: 'off' },
  keyStore: 'pending',
  hasEnvironmentKey: false,
  notices: [],
}
