import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'

import { hashOf, readFileBytes } from './config-file.ts'
import { isMissing, systemCodeOf } from './file-failure.ts'
import { FolderWatches } from './folder-watch.ts'
import { watchPlaces, type WatchPlace } from './watch-places.ts'

/** A writer is waited for until it has been quiet for so long … */
const QUIET_MS = 80
/** … or has gone on for so long. */
const LONGEST_WAIT_MS = 400
/** Network disks and the file share of WSL tell nothing; they are looked at. */
const SWEEP_MS = 5_000
/** Places can change while they are being watched. */
const MAX_ARMINGS = 5

/** A file's content is not what it was. */
export interface ConfigChange {
  readonly path: string
  /** Lower-case hex sha256 of its bytes; null when it is gone or cannot be read. */
  readonly hash: string | null
}

export interface ConfigWatcherOptions {
  onChange(change: ConfigChange): void
  /** The system refused something; files are still looked at every few seconds. */
  onTrouble(cause: unknown): void
}

interface WatchedFile {
  readonly path: string
  /** What was last known of the content; undefined before the first look. */
  version: string | undefined
  /** What the system last said about the file, for the sweep. */
  signature: string
  stopListening: readonly (() => void)[]
  timer: NodeJS.Timeout | null
  firstHintMs: number | null
  look: Promise<void>
}

/**
 * Tells when files change, come and go, whatever way: written in place, replaced, deleted, through links, with folders that
 * are made later. The system's events are only hints to look; what is told is that the content's hash differs, so writes
 * that change nothing are not told, and Litedesk's own writes are.
 */
export class ConfigWatcher {
  readonly #options: ConfigWatcherOptions
  readonly #files = new Map<string, WatchedFile>()
  readonly #folders = new FolderWatches()
  readonly #sweep: NodeJS.Timeout
  #isClosed = false

  constructor(options: ConfigWatcherOptions) {
    this.#options = options
    this.#sweep = setInterval(() => void this.#sweepAll(), SWEEP_MS).unref()
  }

  /**
   * Begins to watch a file, which need not exist; watching when it returns. `knownHash` is what the caller takes the content
   * to be (null: nothing); a difference is told. Without it, the content that is found counts as known.
   */
  async watch(path: string, knownHash?: string | null): Promise<void> {
    const key = resolve(path)
    if (this.#isClosed || this.#files.has(key)) return
    const file: WatchedFile = {
      path,
      version: knownHash === null ? ABSENT : knownHash,
      signature: '',
      stopListening: [],
      timer: null,
      firstHintMs: null,
      look: Promise.resolve(),
    }
    this.#files.set(key, file)
    await this.#look(file)
  }

  unwatch(path: string): void {
    const file = this.#files.get(resolve(path))
    if (file === undefined) return
    this.#files.delete(resolve(path))
    if (file.timer !== null) clearTimeout(file.timer)
    stopListening(file)
  }

  /** Looks at every file now, as when somebody comes back to the window. */
  async check(): Promise<void> {
    await Promise.all([...this.#files.values()].map((file) => this.#look(file)))
  }

  /** Nothing is told afterwards. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#sweep)
    const looks = [...this.#files.values()].map(({ look }) => look)
    for (const file of this.#files.values()) this.unwatch(file.path)
    await Promise.all(looks)
  }

  #hint(file: WatchedFile): void {
    if (!this.#isWatched(file)) return
    const nowMs = Date.now()
    file.firstHintMs ??= nowMs
    if (file.timer !== null) clearTimeout(file.timer)
    const delayMs = Math.max(0, Math.min(QUIET_MS, file.firstHintMs + LONGEST_WAIT_MS - nowMs))
    file.timer = setTimeout(() => void this.#look(file), delayMs)
  }

  /** One look at a time, so that what is told is in order. */
  async #look(file: WatchedFile): Promise<void> {
    if (file.timer !== null) clearTimeout(file.timer)
    file.timer = null
    file.firstHintMs = null
    file.look = file.look
      .then(() => this.#lookNow(file))
      .catch((cause: unknown) => this.#options.onTrouble(cause))
    await file.look
  }

  async #lookNow(file: WatchedFile): Promise<void> {
    await this.#arm(file)
    file.signature = await signatureOf(file.path)
    const version = await versionOf(file.path)
    const known = file.version
    file.version = version
    if (known === undefined || known === version || !this.#isWatched(file)) return
    this.#options.onChange({ path: file.path, hash: version.startsWith(NO_HASH) ? null : version })
  }

  #isWatched(file: WatchedFile): boolean {
    return this.#files.get(resolve(file.path)) === file
  }

  /** Listens wherever a change can come from, until that is no longer somewhere else once it listens. */
  async #arm(file: WatchedFile): Promise<void> {
    let armedFor = ''
    for (let armings = 0; armings < MAX_ARMINGS; armings += 1) {
      const places = await watchPlaces(file.path)
      if (JSON.stringify(places) === armedFor) return
      armedFor = JSON.stringify(places)
      const listening = await Promise.all(places.map((place) => this.#listen(place, file)))
      stopListening(file)
      file.stopListening = listening
      if (!this.#isWatched(file)) stopListening(file)
    }
  }

  async #listen({ folder, name }: WatchPlace, file: WatchedFile): Promise<() => void> {
    try {
      return await this.#folders.listen(folder, name, () => this.#hint(file))
    } catch (cause) {
      if (!isMissing(cause)) this.#options.onTrouble(cause)
      return () => undefined
    }
  }

  async #sweepAll(): Promise<void> {
    for (const file of this.#files.values()) {
      if ((await signatureOf(file.path)) !== file.signature) this.#hint(file)
    }
  }
}

function stopListening(file: WatchedFile): void {
  for (const stop of file.stopListening) stop()
  file.stopListening = []
}

/** Versions that are no hashes begin so. */
const NO_HASH = '!'
const ABSENT = `${NO_HASH}absent`

async function versionOf(path: string): Promise<string> {
  try {
    const bytes = await readFileBytes(path)
    return bytes === null ? ABSENT : hashOf(bytes)
  } catch (cause) {
    return `${NO_HASH}${String(cause)}`
  }
}

async function signatureOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path)
    return [dev, ino, size, mtimeMs, ctimeMs].join()
  } catch (cause) {
    return systemCodeOf(cause) ?? 'unknown'
  }
}
