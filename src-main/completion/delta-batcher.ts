/** Text gathered since the last flush. */
export interface Delta {
  readonly content: string
  readonly reasoning: string
}

/** About one frame: windows need no more than one message for each picture they draw. */
const BATCH_MS = 16

/**
 * Gathers text for about a frame before passing it on. The first piece passes at once, so the first word is not held
 * back. Flush before telling anything else of the stream, so that nothing overtakes the text.
 */
export class DeltaBatcher {
  readonly #pass: (delta: Delta) => void
  #content = ''
  #reasoning = ''
  #timer: NodeJS.Timeout | null = null
  #isFirst = true

  constructor(pass: (delta: Delta) => void) {
    this.#pass = pass
  }

  add(delta: Delta): void {
    this.#content += delta.content
    this.#reasoning += delta.reasoning
    if (this.#isFirst) {
      this.#isFirst = false
      this.flush()
      return
    }
    this.#timer ??= setTimeout(() => this.flush(), BATCH_MS)
  }

  /** Passes on what is there; does nothing when there is nothing. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#content === '' && this.#reasoning === '') return
    const delta = { content: this.#content, reasoning: this.#reasoning }
    this.#content = ''
    this.#reasoning = ''
    this.#pass(delta)
  }
}
