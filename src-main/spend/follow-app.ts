import { powerMonitor } from 'electron'

import type { AppState } from '#shared/app-state.ts'

import { log } from '../log/log.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import type { SpendService } from './spend-service.ts'

/** Spend forgets gateways that are removed, and asks again where a key may be another one. */
export function followGateways(state: AppStateOwner, spend: SpendService): void {
  let known = state.state.gateways
  state.subscribe((change) => {
    if (change.gateways === undefined && change.activeGatewayId === undefined) return
    const { gateways } = state.state
    const removed = known.filter(({ id }) => !gateways.some((gateway) => gateway.id === id))
    known = gateways
    for (const { id } of removed) {
      void spend
        .forget(id)
        .catch((cause: unknown) => log.warn('A mirror of spend logs was not removed', cause))
    }
    spend.gatewaysChanged(gateways.map(({ id }) => id))
  })
}

/** Copying old rows can wait for mains power. */
export function followPower(spend: SpendService): void {
  if (powerMonitor.isOnBatteryPower()) spend.setBattery(true)
  powerMonitor.on('on-battery', () => spend.setBattery(true))
  powerMonitor.on('on-ac', () => spend.setBattery(false))
}

/** False for a gateway that said that it has no database; what is not known may be. */
export function mayHaveLog({ connection }: AppState, gatewayId: string): boolean {
  const isKnown = connection.state === 'connected' && connection.gatewayId === gatewayId
  return !isKnown || connection.facts.hasDatabase !== false
}
