import type { AppState } from '#shared/app-state.ts'
import { defaultLocalSetup } from '#shared/local-gateway.ts'
import { defaultSettings } from '#shared/settings.ts'

/** The state of a Litedesk that knows no gateway yet. */
export const emptyState: AppState = {
  settings: defaultSettings,
  gateways: [],
  activeGatewayId: null,
  connection: { state: 'none' },
  gatewayWatch: null,
  keyInUse: null,
  localGateway: {
    status: { state: 'off' },
    programs: [],
    hasSearched: false,
    installation: {
      release: '1.106.2',
      aboutDownloadMegabytes: 180,
      aboutDiskMegabytes: 750,
      installer: null,
      error: null,
    },
    setup: defaultLocalSetup,
    variables: [],
    database: { source: 'none', isSet: false, lastFour: null },
  },
  models: [],
  chosenModel: null,
  recentModels: [],
  favouriteModels: [],
  engines: [],
  quickChat: { state: 'off' },
  spend: null,
  keyStore: 'pending',
  hasEnvironmentKey: false,
  notices: [],
}
