import type { Folder } from '#shared/folder.ts'

import { log } from '../log/log.ts'

/** What the news works with. */
export interface FolderNewsParts {
  /** The folders of these conversations with what they cost now. */
  readonly foldersOf: (conversationIds: readonly string[]) => Promise<readonly Folder[]>
  readonly tell: (folder: Folder) => void
}

/** Tells what folders cost after something in them did. Bills come in bunches: while one look is under way, the next gathers. */
export class FolderNews {
  readonly #parts: FolderNewsParts
  readonly #waiting = new Set<string>()
  #isLooking = false

  constructor(parts: FolderNewsParts) {
    this.#parts = parts
  }

  /** Conversations may cost something else. */
  spent(conversationIds: readonly string[]): void {
    for (const id of conversationIds) this.#waiting.add(id)
    if (!this.#isLooking && this.#waiting.size > 0) void this.#look()
  }

  async #look(): Promise<void> {
    this.#isLooking = true
    while (this.#waiting.size > 0) {
      const ids = [...this.#waiting]
      this.#waiting.clear()
      try {
        for (const folder of await this.#parts.foldersOf(ids)) this.#parts.tell(folder)
      } catch (cause) {
        log.warn('What a folder costs could not be told', cause)
      }
    }
    this.#isLooking = false
  }
}
