import { useEffect } from 'react'

import { catalogueOpened, catalogueReread } from './catalogue.ts'
import { driftOpened, driftReread } from './drift-report.ts'
import { keysChanged } from './keys/key-list-store.ts'

/** Engines' files change several times in a row; so long it waits for the last one, in ms. */
const SETTLE_MS = 400

/** Asks a connected gateway for its models and the engines' files for their drift, and again after every change. */
export function useFollowGateway(gatewayId: string | null): void {
  useEffect(() => {
    if (gatewayId === null) return undefined
    catalogueOpened(gatewayId)
    driftOpened(gatewayId)
    let timer: ReturnType<typeof setTimeout> | undefined
    const checkSoon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => void driftReread(), SETTLE_MS)
    }
    const isOurs = (change: { readonly gatewayId: string }): boolean => change.gatewayId === gatewayId
    const stops = [
      window.bridge.on('deployment:changed', (change) => {
        if (!isOurs(change)) return
        void catalogueReread()
        checkSoon()
      }),
      window.bridge.on('virtual-key:changed', (change) => {
        if (!isOurs(change)) return
        keysChanged()
        checkSoon()
      }),
      window.bridge.on('engine:changed', checkSoon),
    ]
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  }, [gatewayId])
}
