import { AppFailure, appError } from '#shared/app-error.ts'
import type { EngineDocument, EngineKeyPlace } from '#shared/engine.ts'
import type { GatewayDraft } from '#shared/gateway.ts'
import type { KeyHandedOver, KeyHandOver } from '#shared/virtual-key.ts'

import type { StoredGateway } from '../settings/store-schema.ts'
import type { ClipboardLoan } from './clipboard-loan.ts'
import type { NewKey } from './new-keys.ts'

/** Where new keys can go. */
export interface HandOverPlaces {
  readonly clipboard: ClipboardLoan
  /** Shows a key in a message box of the system; resolves when it is closed, with whether it is to be copied. */
  readonly show: (key: NewKey) => Promise<boolean>
  readonly gateways: {
    find(id: string): StoredGateway
    save(draft: GatewayDraft): Promise<StoredGateway>
  }
  /** A gateway is new in the list; `isActivated`: and is to be used. */
  readonly gatewayAdded: (id: string, isActivated: boolean) => void
  readonly engines: {
    storeKey(id: string, providerId: string, place: EngineKeyPlace, key: string): Promise<EngineDocument>
  }
}

/** Brings a new key where it was sent. Its text goes nowhere else. Throws AppFailure. */
export async function handOver(key: NewKey, to: KeyHandOver, places: HandOverPlaces): Promise<KeyHandedOver> {
  switch (to.to) {
    case 'clipboard':
      return { to: 'clipboard', clearsAt: (await places.clipboard.lend(key.text)).toISOString() }
    case 'show':
      if (await places.show(key)) await places.clipboard.lend(key.text)
      return { to: 'show' }
    case 'chat': {
      const gateway = places.gateways.find(key.gatewayId)
      if (gateway.isDemo) throw demoEnds()
      const { id } = await places.gateways.save({
        id: null,
        name: to.name,
        baseUrl: gateway.baseUrl,
        key: { source: to.keep, key: key.text },
      })
      places.gatewayAdded(id, to.isActivated)
      return { to: 'chat', gatewayId: id }
    }
    case 'engine': {
      const document = await places.engines.storeKey(to.engineId, to.providerId, to.place, key.text)
      return { to: 'engine', document }
    }
  }
}

function demoEnds(): AppFailure {
  return new AppFailure(
    appError(
      'invalid-input',
      'The demo gateway forgets its keys when Litedesk quits, so this one is not stored.',
      {
        nextStep: 'Copy it, or show it.',
      },
    ),
  )
}
