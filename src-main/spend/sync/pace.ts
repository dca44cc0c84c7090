/** Rows and seconds of the last while, to tell how fast rows come in. */
const WINDOW_MS = 10_000

/** How fast something goes on, over the last ten seconds. */
export class Pace {
  #marks: { readonly at: number; readonly count: number }[] = []

  /** Notes that `count` more were done at `at` ms. */
  add(count: number, at: number): void {
    this.#marks.push({ at, count })
    this.#marks = this.#marks.filter((mark) => at - mark.at <= WINDOW_MS)
  }

  /** For each second; null while there is too little to go by. */
  perSecond(now: number): number | null {
    const [first] = this.#marks
    if (!first || this.#marks.length < 2) return null
    const elapsed = Math.max(now - first.at, 1)
    // What the first mark counted was done before it.
    const count = this.#marks.slice(1).reduce((sum, mark) => sum + mark.count, 0)
    return (count / elapsed) * 1000
  }

  reset(): void {
    this.#marks = []
  }
}
