import { ConfigWatcher } from '../config-file/config-watcher.ts'
import type { EngineList } from './engine-list.ts'
import type { EngineReading } from './engine-reading.ts'

/**
 * Keeps the list in step with the disk: watches the config files, what they include, and the files with keys around them,
 * until `close`. A profile that is made while Litedesk runs is found at the next look, such as when the window gets the
 * focus.
 */
export class EngineWatch {
  readonly #list: EngineList
  readonly #watcher: ConfigWatcher
  readonly #failed: (cause: unknown) => void
  readonly #stopListening: () => void
  #watched: ReadonlySet<string> = new Set()
  #isClosed = false

  constructor(list: EngineList, failed: (cause: unknown) => void) {
    this.#list = list
    this.#failed = failed
    this.#watcher = new ConfigWatcher({ onChange: () => this.look(), onTrouble: failed })
    this.#stopListening = list.subscribe((readings) => this.#follow(readings))
  }

  /** Looks at all files now, and goes on watching. */
  look(): void {
    this.#list.refresh().catch(this.#failed)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopListening()
    await this.#watcher.close()
  }

  #follow(readings: readonly EngineReading[]): void {
    const wanted = new Map(readings.flatMap(pathsOf))
    for (const path of this.#watched) if (!wanted.has(path)) this.#watcher.unwatch(path)
    const added = [...wanted].filter(([path]) => !this.#watched.has(path))
    this.#watched = new Set(wanted.keys())
    void this.#begin(added)
  }

  /** What changed between being read and being watched is only seen by another look, where no hash tells. */
  async #begin(added: readonly (readonly [string, string | null | undefined])[]): Promise<void> {
    const begun = added.map(([path, hash]) => this.#watcher.watch(path, hash).catch(this.#failed))
    await Promise.all(begun)
    if (added.some(([, hash]) => hash === undefined) && !this.#isClosed) this.look()
  }
}

/** What belongs to a config file, with the hash of what was read; undefined where nobody keeps it. */
function pathsOf({ place, file, look }: EngineReading): [string, string | null | undefined][] {
  const around = [
    look.files.dotenvPath,
    ...look.files.agents.flatMap(({ profilesPath, modelsPath }) => [profilesPath, modelsPath]),
    ...(look.config?.files ?? []),
  ]
  return [...around.map((path): [string, undefined] => [path, undefined]), [place.path, file?.hash ?? null]]
}
