import { create, type StoreApi, type UseBoundStore } from 'zustand'

import type { AppError } from '#shared/app-error.ts'

import { errorOf } from '../../app/bridge.ts'

/** Something a gateway was asked for, as far as it has come. */
export interface Reading<Value> {
  /** Whose it is; null before anything was asked. */
  readonly gatewayId: string | null
  /** What the gateway said last; stays while it is asked again. */
  readonly value: Value | null
  /** Why it could not be asked last. */
  readonly error: AppError | null
  readonly isReading: boolean
}

interface GatewayResource<Value> {
  readonly use: UseBoundStore<StoreApi<Reading<Value>>>
  /** It is shown: asks this gateway, unless that is under way. What it said before stays on show meanwhile. */
  readonly opened: (gatewayId: string) => void
  /** Asks the same gateway once more. */
  readonly reread: () => Promise<void>
}

const nothing = { gatewayId: null, value: null, error: null, isReading: false } as const

/** What is read from the active gateway and kept while its place is open. An answer that comes late is dropped. */
export function gatewayResource<Value>(read: (gatewayId: string) => Promise<Value>): GatewayResource<Value> {
  const use = create<Reading<Value>>(() => nothing)
  let times = 0

  async function ask(gatewayId: string): Promise<void> {
    times += 1
    const time = times
    const { gatewayId: former, value } = use.getState()
    use.setState({ gatewayId, value: former === gatewayId ? value : null, isReading: true, error: null })
    try {
      const came = await read(gatewayId)
      if (time === times) use.setState({ value: came, isReading: false })
    } catch (cause) {
      if (time === times) use.setState({ error: errorOf(cause), isReading: false })
    }
  }
  return {
    use,
    opened: (gatewayId) => {
      const known = use.getState()
      if (known.gatewayId === gatewayId && known.isReading) return
      void ask(gatewayId)
    },
    reread: async () => {
      const { gatewayId } = use.getState()
      if (gatewayId !== null) await ask(gatewayId)
    },
  }
}
