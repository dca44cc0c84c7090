/** Calls something at most so often: at once, and then again for what came meanwhile. */
export class Throttle {
  readonly #everyMs: number
  readonly #work: () => void
  #timer: NodeJS.Timeout | null = null
  #isWanted = false

  constructor(everyMs: number, work: () => void) {
    this.#everyMs = everyMs
    this.#work = work
  }

  call(): void {
    if (this.#timer !== null) {
      this.#isWanted = true
      return
    }
    this.#timer = setTimeout(() => this.#again(), this.#everyMs)
    this.#work()
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#isWanted = false
  }

  #again(): void {
    this.#timer = null
    if (!this.#isWanted) return
    this.#isWanted = false
    this.call()
  }
}
