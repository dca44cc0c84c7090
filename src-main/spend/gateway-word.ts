import { AppFailure } from '#shared/app-error.ts'
import type { Model } from '#shared/model.ts'
import type { SpendFilter } from '#shared/spend-query.ts'

import type { GatewayAddress } from '../gateway/gateway-client.ts'
import { listModels } from '../gateway/model-list.ts'
import { Fresh } from './fresh.ts'
import { readKeyBudget, type KeyBudget } from './own-key.ts'
import { readDailyActivity, type DailyActivity } from './sync/daily-activity.ts'

const DAY_MS = 86_400_000
const KEY_FRESH_MS = 60_000
const MODELS_FRESH_MS = 10 * 60_000
const ACTIVITY_FRESH_MS = 60_000
const ACTIVITY_DAYS = 366

/** What a gateway says of itself beside its log, asked again after a while: its keys' budgets, its models, its daily figures. */
export class GatewayWord {
  readonly #address: () => GatewayAddress
  readonly #signal: AbortSignal
  readonly #key: Fresh<KeyBudget | null>
  readonly #models: Fresh<Model[]>
  readonly #activity: Fresh<DailyActivity[]>

  constructor(address: () => GatewayAddress, signal: AbortSignal) {
    this.#address = address
    this.#signal = signal
    this.#key = new Fresh(KEY_FRESH_MS, () => this.#readKey(null))
    this.#models = new Fresh(MODELS_FRESH_MS, () => listModels(address(), signal))
    this.#activity = new Fresh(ACTIVITY_FRESH_MS, () => this.#readActivity())
  }

  /** Another gateway or key is asked from now on. */
  forget(): void {
    this.#key.forget()
    this.#models.forget()
    this.#activity.forget()
  }

  /** The budget of a key, of the own one for null. */
  budget(keyHash: string | null): Promise<KeyBudget | null> {
    return keyHash === null ? this.#key.get() : this.#readKey(keyHash)
  }

  /** A model by the name it is asked by; null where the gateway does not tell. */
  async model(name: string | null): Promise<Model | null> {
    try {
      return (await this.#models.get()).find(({ id }) => id === name) ?? null
    } catch (cause) {
      // Without prices a row is shown all the same.
      if (cause instanceof AppFailure) return null
      throw cause
    }
  }

  /** The daily figures of a filter's range; null where the gateway does not tell. */
  async activity({ from, to }: SpendFilter): Promise<readonly DailyActivity[] | null> {
    const all = await this.#activity.get().catch(() => null)
    if (all === null) return null
    const first = from?.slice(0, 10) ?? ''
    // A day belongs to the range when it begins in it.
    return all.filter(({ day }) => day >= first && (to === null || `${day}T00:00:00.000Z` < to))
  }

  #readKey(hash: string | null): Promise<KeyBudget | null> {
    return readKeyBudget(this.#address(), hash, this.#signal)
  }

  #readActivity(): Promise<DailyActivity[]> {
    const now = Date.now()
    const days = { first: dayOf(now - ACTIVITY_DAYS * DAY_MS), last: dayOf(now + DAY_MS) }
    return readDailyActivity(this.#address(), days, this.#signal)
  }
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}
