import { log } from '../log/log.ts'
import type { Delta } from './delta-batcher.ts'

/** How often a growing answer is written down, in ms: the most a killed process can lose. */
const SAVE_EVERY_MS = 400

/** Appends text to a stored message. */
export type AppendDelta = (messageId: string, content: string, reasoning: string) => Promise<void>

/** Writes a growing answer down every so often, one write at a time. What fails to be written comes with the end. */
export class AnswerWriter {
  readonly #append: AppendDelta
  readonly #messageId: string
  #content = ''
  #reasoning = ''
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(append: AppendDelta, messageId: string) {
    this.#append = append
    this.#messageId = messageId
  }

  add(delta: Delta): void {
    this.#content += delta.content
    this.#reasoning += delta.reasoning
    this.#timer ??= setTimeout(() => this.#write(), SAVE_EVERY_MS)
  }

  /** Stops writing; the caller writes the whole next. */
  async settle(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    await this.#writing
  }

  #write(): void {
    const [content, reasoning] = [this.#content, this.#reasoning]
    this.#content = ''
    this.#reasoning = ''
    this.#timer = null
    this.#writing = this.#writing
      .then(() => this.#append(this.#messageId, content, reasoning))
      .catch((cause: unknown) => log.warn('A part of an answer was not written down yet', cause))
  }
}
