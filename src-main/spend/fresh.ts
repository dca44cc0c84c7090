/** A value that is asked for at most so often. */
export class Fresh<Value> {
  readonly #forMs: number
  readonly #read: () => Promise<Value>
  #value: Promise<Value> | null = null
  #readAt = -Infinity

  /** `forMs`: how long a value is good for. */
  constructor(forMs: number, read: () => Promise<Value>) {
    this.#forMs = forMs
    this.#read = read
  }

  /** The value, not older than it may be. What failed is asked for again the next time. */
  get(): Promise<Value> {
    const now = Date.now()
    if (this.#value !== null && now - this.#readAt <= this.#forMs) return this.#value
    const value = this.#read()
    this.#value = value
    this.#readAt = now
    value.catch(() => {
      if (this.#value === value) this.#value = null
    })
    return value
  }

  forget(): void {
    this.#value = null
  }
}
