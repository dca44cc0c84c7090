/** A rest that can be cut short. One at a time. */
export class WakeableSleep {
  #wake: () => void = () => undefined

  /** Resolves after so many ms, or when woken; `Infinity` waits for that alone. */
  async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : null
      this.#wake = () => {
        if (timer) clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = () => undefined
  }

  /** Ends the rest that is under way, if there is one. */
  wake(): void {
    this.#wake()
  }
}
