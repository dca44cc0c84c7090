import { watch, type FSWatcher } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'

/** Listens to folders, each once however many names in it are of interest. */
export class FolderWatches {
  readonly #watches = new Map<string, FolderWatch>()

  /**
   * Calls when something may have happened to this name in the folder, or to the folder, until the returned function is
   * called. Throws the system's error when the folder cannot be watched.
   */
  async listen(folder: string, name: string, listener: () => void): Promise<() => void> {
    const { dev, ino } = await stat(folder)
    const id = `${dev}:${ino}`
    const known = this.#watches.get(folder)
    // Another folder has taken the place of the one that is watched.
    if (known !== undefined && known.id !== id) known.end()
    return (this.#watches.get(folder) ?? this.#open(folder, id)).listen(name, listener)
  }

  #open(folder: string, id: string): FolderWatch {
    const opened = new FolderWatch(folder, id, () => {
      if (this.#watches.get(folder) === opened) this.#watches.delete(folder)
    })
    this.#watches.set(folder, opened)
    return opened
  }
}

class FolderWatch {
  readonly id: string
  readonly #folder: string
  readonly #watcher: FSWatcher
  readonly #onClosed: () => void
  /** By the name as systems that ignore case and spelling compare it. */
  readonly #listeners = new Map<string, Set<() => void>>()

  constructor(folder: string, id: string, onClosed: () => void) {
    this.id = id
    this.#folder = folder
    this.#onClosed = onClosed
    this.#watcher = watch(folder, { persistent: false }, (_event, name) => this.#tell(name))
    // Windows says so when the folder is deleted.
    this.#watcher.on('error', () => this.end())
  }

  listen(name: string, listener: () => void): () => void {
    const key = keyOf(name)
    const listeners = this.#listeners.get(key) ?? new Set()
    this.#listeners.set(key, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(key)
      if (this.#listeners.size === 0) this.#close()
    }
  }

  /** Stops, and calls everybody once, who then has to listen anew. */
  end(): void {
    this.#close()
    this.#tell(null)
  }

  #close(): void {
    this.#watcher.close()
    this.#onClosed()
  }

  /** Without a name, or with the folder's own, anything may have happened. */
  #tell(name: string | null): void {
    const isAny = name === null || keyOf(name) === keyOf(basename(this.#folder))
    const told = isAny ? [...this.#listeners.values()] : [this.#listeners.get(keyOf(name))]
    for (const listeners of told) for (const listener of listeners ?? []) listener()
  }
}

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
