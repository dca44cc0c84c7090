import type { AppState } from '#shared/app-state.ts'

import { environmentKey, type GatewayRegistry } from '../gateway/gateway-registry.ts'
import { initialLocalGateway } from '../local-gateway/local-gateway-state.ts'
import type { Store } from '../settings/store.ts'

/** What windows see before anything was asked of a gateway or looked for on the disk. */
export function initialState(store: Store, registry: GatewayRegistry): AppState {
  const { settings, activeGatewayId, chosenModel, recentModels, favouriteModels } = store.file
  return {
    settings,
    gateways: registry.list(),
    activeGatewayId,
    connection:
      activeGatewayId === null ? { state: 'none' } : { state: 'connecting', gatewayId: activeGatewayId },
    gatewayWatch: null,
    keyInUse: null,
    localGateway: initialLocalGateway(store.file.localGateway),
    models: [],
    chosenModel,
    recentModels,
    favouriteModels,
    engines: [],
    quickChat: { state: 'off' },
    spend: null,
    keyStore: 'pending',
    hasEnvironmentKey: environmentKey() !== null,
    notices: store.notice === null ? [] : [{ id: 'store', text: store.notice }],
  }
}
