import type { TextPlace } from '../engine.ts'
import { placeAt } from './text-place.ts'

/** The text is not JSON5, or is nested too deep. The message is one sentence for people and does not name the place. */
export class ConfigSyntaxError extends Error {
  override readonly name = 'ConfigSyntaxError'
  /** UTF-16 offset of what is wrong; the length of the text when it ends too early. */
  readonly offset: number
  readonly place: TextPlace

  constructor(message: string, text: string, offset: number) {
    super(message)
    this.offset = offset
    this.place = placeAt(text, offset)
  }
}
