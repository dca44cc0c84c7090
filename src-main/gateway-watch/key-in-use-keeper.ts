import Big from 'big.js'

import { AppFailure, type AppError } from '#shared/app-error.ts'
import type { AppState } from '#shared/app-state.ts'
import type { Usd } from '#shared/money.ts'
import type { VirtualKey } from '#shared/virtual-key.ts'

import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { log } from '../log/log.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import { readOwnKey } from '../virtual-key/own-key.ts'
import { keyInUse } from './key-budget.ts'

/** Pauses, in ms. */
export interface KeeperPauses {
  /** Never asked more often. */
  readonly between: number
  /** From an answer to the question what it cost. */
  readonly afterAnswer: number
  /** From an answer until its cost is in the gateway's figure: LiteLLM books every ten to fifteen seconds. */
  readonly booked: number
  /** While nothing can be spent: an admin may raise the budget, or it is reset. */
  readonly whileExhausted: number
}

const PAUSES: KeeperPauses = { between: 30_000, afterAnswer: 18_000, booked: 17_000, whileExhausted: 120_000 }

/** The key as the gateway told of it; ms since 1970. */
interface ReadKey {
  readonly gatewayId: string
  readonly row: VirtualKey
  readonly readAt: number
}

/**
 * Keeps the slice `keyInUse`: what the connected key may spend. Asks the gateway on connecting and after answers, never
 * more often than every 30 s, and counts its own answers meanwhile. Nothing is thrown: what is not known is null.
 */
export class KeyInUseKeeper {
  readonly #state: AppStateOwner
  readonly #address: () => Promise<GatewayAddress>
  readonly #pauses: KeeperPauses
  readonly #unsubscribe: () => void
  #connection: AppState['connection']
  #key: ReadKey | null = null
  #unbooked: { readonly usd: Usd; readonly at: number }[] = []
  #wasRefused = false
  #timer: NodeJS.Timeout | null = null
  #abort = new AbortController()
  #lastAskedAt = Number.NEGATIVE_INFINITY

  constructor(parts: {
    state: AppStateOwner
    /** Of the active gateway. */
    address: () => Promise<GatewayAddress>
    pauses?: Partial<KeeperPauses>
  }) {
    this.#state = parts.state
    this.#address = parts.address
    this.#pauses = { ...PAUSES, ...parts.pauses }
    this.#connection = parts.state.state.connection
    this.#unsubscribe = parts.state.subscribe((change) => {
      if (change.connection) this.#connected(change.connection)
    })
    this.#connected(this.#connection)
  }

  /** An answer has ended: it cost something, or was refused. */
  answered(answer: { readonly cost: Usd | null; readonly error: AppError | null }): void {
    if (!this.#isOfInterest()) return
    if (answer.cost !== null) this.#unbooked.push({ usd: answer.cost, at: Date.now() })
    if (answer.error?.kind === 'budget-exceeded') this.#wasRefused = true
    this.#show()
    if (answer.cost !== null || answer.error !== null) this.#askIn(this.#pauses.afterAnswer)
  }

  /** Asks no more. */
  stop(): void {
    this.#unsubscribe()
    this.#forget()
  }

  #connected(connection: AppState['connection']): void {
    this.#connection = connection
    // Another key may be connected now, even to the same gateway.
    this.#forget()
    this.#state.change({ keyInUse: null })
    if (this.#isOfInterest()) void this.#ask()
  }

  /** An admin's key has no budget of its own, and without a database there are no others. */
  #isOfInterest(): boolean {
    const connection = this.#connection
    if (connection.state !== 'connected') return false
    return connection.facts.keyKind !== 'admin' && connection.facts.hasDatabase !== false
  }

  #forget(): void {
    this.#abort.abort()
    this.#abort = new AbortController()
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#key = null
    this.#unbooked = []
    this.#wasRefused = false
    this.#lastAskedAt = Number.NEGATIVE_INFINITY
  }

  #askIn(pause: number): void {
    const earliest = this.#lastAskedAt + this.#pauses.between - Date.now()
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#ask(), Math.max(pause, earliest))
  }

  async #ask(): Promise<void> {
    const { signal } = this.#abort
    const connection = this.#connection
    if (connection.state !== 'connected') return
    this.#lastAskedAt = Date.now()
    try {
      const row = await readOwnKey(await this.#address(), signal)
      if (signal.aborted || row === null) return
      this.#read({ gatewayId: connection.gatewayId, row, readAt: Date.now() })
    } catch (cause) {
      if (signal.aborted) return
      // The chat and the watch tell of a gateway that is away; here nothing is known, and the next answer asks again.
      if (!(cause instanceof AppFailure)) log.error('The key in use could not be read', cause)
    }
  }

  #read(key: ReadKey): void {
    this.#key = key
    this.#unbooked = this.#unbooked.filter(({ at }) => key.readAt - at < this.#pauses.booked)
    this.#wasRefused &&= isSpent(key.row)
    this.#show()
    const { keyInUse: shown } = this.#state.state
    if (this.#unbooked.length > 0) this.#askIn(this.#pauses.between)
    else if (shown?.state === 'exhausted') this.#askIn(this.#pauses.whileExhausted)
  }

  #show(): void {
    if (!this.#key) return
    const { gatewayId, row, readAt } = this.#key
    const unbooked = this.#unbooked.reduce((sum, { usd }) => sum.plus(usd), new Big(0)).toFixed()
    this.#state.change({
      keyInUse: keyInUse(gatewayId, row, {
        unbooked,
        wasRefused: this.#wasRefused,
        readAt: new Date(readAt).toISOString(),
      }),
    })
  }
}

/** Whether the gateway's own figure bears a refusal out; one by a team's or a user's budget it does not. */
function isSpent({ spend, maxBudget }: VirtualKey): boolean {
  return maxBudget !== null && Number(spend) >= Number(maxBudget)
}
