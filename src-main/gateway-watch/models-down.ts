import type { AppError } from '#shared/app-error.ts'
import type { ModelDown } from '#shared/gateway-watch.ts'

/** How long LiteLLM rests a deployment unless told otherwise, in ms. */
const COOLDOWN_MS = 5000

/** What is known of models that do not answer, without asking any: the gateway's own checks, and refusals that came by. */
export class ModelsDown {
  #checked: ModelDown[] = []
  #resting = new Map<string, number>()

  /** The gateway's health checks, as the list of models tells them; only those that are unhealthy. */
  check(unhealthy: readonly string[]): void {
    this.#checked = unhealthy.map((model) => ({ model, source: 'health-check', until: null }))
  }

  /** An answer of a model has ended, well or not. Tells whether anything is different now. */
  answered(model: string, error: AppError | null, now: number): boolean {
    if (error?.kind === 'cooldown') {
      this.#resting.set(model, now + (error.retryAfterMs ?? COOLDOWN_MS))
      return true
    }
    return error === null && this.#resting.delete(model)
  }

  forget(): void {
    this.#checked = []
    this.#resting = new Map()
  }

  list(now: number): ModelDown[] {
    for (const [model, until] of this.#resting) if (until <= now) this.#resting.delete(model)
    const checked = this.#checked.filter(({ model }) => !this.#resting.has(model))
    const resting = [...this.#resting].map(([model, until]): ModelDown => ({
      model,
      source: 'cooldown',
      until: new Date(until).toISOString(),
    }))
    return [...checked, ...resting]
  }

  /** When the next model is back, in ms since 1970; null when none rests. */
  nextBackAt(): number | null {
    return this.#resting.size === 0 ? null : Math.min(...this.#resting.values())
  }
}
