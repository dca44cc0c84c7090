import { AppFailure } from '#shared/app-error.ts'
import type { CheckStep, GatewayDraft } from '#shared/gateway.ts'

import type { Handlers } from '../ipc/serve.ts'
import { tellWindows } from '../ipc/tell.ts'
import type { Store } from '../settings/store.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import type { ActiveGateway } from './active-gateway.ts'
import { checkGateway } from './connect-check.ts'
import { parseBaseUrl, type GatewayRegistry } from './gateway-registry.ts'

const MAX_RECENT = 8

/** Gateways and the model in use, as the renderer asks for them. */
export function gatewayHandlers(parts: {
  registry: GatewayRegistry
  active: ActiveGateway
  state: AppStateOwner
  store: Store
  /** A gateway has left the list. */
  removed: (id: string) => void
}): Handlers {
  const { registry, active, state, store, removed } = parts

  async function check(checkId: string, draft: GatewayDraft): Promise<CheckStep[]> {
    const steps: CheckStep[] = []
    const signal = AbortSignal.timeout(60_000)
    for await (const step of checkDraft(draft, signal)) {
      steps.push(step)
      tellWindows('gateway:checked', { checkId, step })
    }
    return steps
  }

  async function* checkDraft(draft: GatewayDraft, signal: AbortSignal): AsyncGenerator<CheckStep> {
    let baseUrl: string
    try {
      baseUrl = parseBaseUrl(draft.baseUrl)
    } catch (cause) {
      if (!(cause instanceof AppFailure)) throw cause
      yield { name: 'reachable', outcome: 'failed', finding: cause.error.message, error: cause.error }
      return
    }
    yield* checkGateway(baseUrl, () => registry.keyOfDraft(draft), signal)
  }

  return {
    'gateway:check': ({ checkId, draft }) => check(checkId, draft),
    'gateway:save': async (draft) => {
      const { id } = await registry.save(draft)
      registry.activate(id)
      void active.connect()
      return { id }
    },
    'gateway:remove': ({ id }) => {
      const wasActive = registry.activeId === id
      registry.remove(id)
      state.change({ gateways: registry.list(), activeGatewayId: registry.activeId })
      if (wasActive) void active.connect()
      removed(id)
    },
    'gateway:activate': ({ id }) => {
      registry.activate(id)
      void active.connect()
    },
    'gateway:reconnect': () => {
      void active.connect()
    },
    'gateway:use-demo': () => {
      registry.activate(registry.addDemo().id)
      void active.connect()
    },
    'model:choose': ({ id }) => chooseModel(id, state, store),
    'model:favour': ({ id, isFavourite }) => {
      const others = store.file.favouriteModels.filter((other) => other !== id)
      const favouriteModels = isFavourite ? [...others, id] : others
      store.update({ favouriteModels })
      state.change({ favouriteModels })
    },
  }
}

/** Makes a model the one every new message asks, in all windows and the tray. */
export function chooseModel(id: string, state: AppStateOwner, store: Store): void {
  const recentModels = [id, ...store.file.recentModels.filter((other) => other !== id)].slice(0, MAX_RECENT)
  store.remember({ chosenModel: id, recentModels })
  state.change({ chosenModel: id, recentModels })
}
