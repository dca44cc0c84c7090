import { AppFailure, appError } from '#shared/app-error.ts'

import { hashOf } from './config-file.ts'
import type { ConfigFormat } from './config-format.ts'
import { hideSecrets, type HiddenSecret, type SecretMarks, showSecrets } from './hidden-secrets.ts'
import { json5Format } from './json5-format.ts'

/** A text that was handed to the window. Holds keys: stays in main. */
export interface OpenedText {
  /** Lower-case hex sha256 of the file. */
  readonly hash: string
  readonly text: string
  /** The text as the window has it. */
  readonly hidden: string
  readonly marks: SecretMarks
}

/** Editors keep few versions open at once. */
const MAX_OPENED = 32
/** UTF-16 units of all texts together. */
const MAX_LENGTH = 32 * 1024 * 1024

/** Remembers the texts that were handed out, by config file and hash; the last used ones stay longest. */
export class OpenedTexts {
  readonly #format: ConfigFormat
  readonly #markKey: Uint8Array | undefined
  readonly #texts = new Map<string, { readonly id: string; readonly opened: OpenedText }>()

  /** `markKey`: see `hideSecrets`. */
  constructor(format: ConfigFormat = json5Format, markKey?: Uint8Array) {
    this.#format = format
    this.#markKey = markKey
  }

  /** Hides the secrets of a text and remembers what stands for them. */
  open(id: string, text: string): OpenedText {
    const hash = hashOf(text)
    const known = this.find(id, hash)
    if (known) return known
    const { text: hidden, marks } = hideSecrets(text, this.#format, this.#markKey)
    const opened = { hash, text, hidden, marks }
    this.#add(id, opened)
    return opened
  }

  /** null when it was never handed out, or long ago. */
  find(id: string, hash: string): OpenedText | null {
    const entry = this.#texts.get(keyOf(id, hash))
    if (!entry) return null
    this.#add(id, entry.opened)
    return entry.opened
  }

  /**
   * The text with this hash that the window worked from. Throws AppFailure `config-changed-on-disk` when nobody remembers it
   * and the file is another by now.
   */
  base(
    id: string,
    hash: string,
    now: Pick<OpenedText, 'text' | 'hash'> | null,
  ): Pick<OpenedText, 'text' | 'hash'> {
    const opened = this.find(id, hash) ?? (now?.hash === hash ? now : null)
    if (opened) return opened
    throw new AppFailure(
      appError(
        'config-changed-on-disk',
        'This file was opened too long ago to tell what has changed since.',
        {
          nextStep: 'Copy what you changed, open the file again, and change it there.',
        },
      ),
    )
  }

  /** A text from the window with its secrets. Throws SecretMarkError. */
  withSecrets(id: string, text: string): string {
    return showSecrets(text, this.marksOf(id), this.#format)
  }

  /** What every mark stands for that the window may have of a config file. */
  marksOf(id: string): SecretMarks {
    const marks = new Map<string, HiddenSecret>()
    for (const entry of this.#texts.values()) {
      if (entry.id !== id) continue
      for (const [mark, secret] of entry.opened.marks) marks.set(mark, secret)
    }
    return marks
  }

  #add(id: string, opened: OpenedText): void {
    const key = keyOf(id, opened.hash)
    this.#texts.delete(key)
    this.#texts.set(key, { id, opened })
    this.#forgetOldest()
  }

  /** The newest one stays, whatever its size. */
  #forgetOldest(): void {
    let length = 0
    for (const { opened } of this.#texts.values()) length += opened.text.length
    for (const [key, { opened }] of this.#texts) {
      const isWithin = this.#texts.size <= MAX_OPENED && length <= MAX_LENGTH
      if (isWithin || this.#texts.size === 1) return
      this.#texts.delete(key)
      length -= opened.text.length
    }
  }
}

function keyOf(id: string, hash: string): string {
  return `${hash} ${id}`
}
