import { log } from '../log/log.ts'

/** The part of Electron's clipboard that is used. */
export interface Clipboard {
  readText(): Promise<string>
  writeText(text: string): Promise<void>
  clear(): void
}

/** How long a key stays in the clipboard, in ms. */
export const CLEAR_AFTER_MS = 60_000

/** Lends a key to the clipboard and takes it away again, unless something else was copied meanwhile. */
export class ClipboardLoan {
  readonly #clipboard: Clipboard
  #lent: { readonly text: string; readonly timer: NodeJS.Timeout } | null = null

  constructor(clipboard: Clipboard) {
    this.#clipboard = clipboard
  }

  /** Tells when it will be cleared. */
  async lend(text: string): Promise<Date> {
    if (this.#lent) clearTimeout(this.#lent.timer)
    await this.#clipboard.writeText(text)
    const timer = setTimeout(() => {
      this.end().catch((cause: unknown) => log.error('The clipboard could not be cleared', cause))
    }, CLEAR_AFTER_MS)
    this.#lent = { text, timer }
    return new Date(Date.now() + CLEAR_AFTER_MS)
  }

  /** Clears it now, as on quitting. */
  async end(): Promise<void> {
    if (!this.#lent) return
    const { text, timer } = this.#lent
    clearTimeout(timer)
    this.#lent = null
    if ((await this.#clipboard.readText()) === text) this.#clipboard.clear()
  }
}
