import { engineDefinition } from '#shared/engine-config/engine-definitions.ts'
import type { EngineFile, EngineKind } from '#shared/engine.ts'

import { engineFileOf, readEngine, type EngineReading } from './engine-reading.ts'
import { chosenPlace } from './engine-places.ts'
import { engineFileId, findEngines } from './find-engines.ts'
import { goneFromList } from './gone-from-list.ts'
import type { LastChanges } from './last-change.ts'
import type { Machine } from './machine.ts'

/** A config file the user picked beside those that are found. */
export interface ChosenFile {
  readonly kind: EngineKind
  /** Absolute. */
  readonly path: string
}

export interface EngineListParts {
  readonly machine: Machine
  /** In the order they were picked. */
  readonly chosen: readonly ChosenFile[]
  readonly lastChanges: LastChanges
  /** The list is not what it was. */
  readonly listed: (engines: EngineFile[]) => void
  /** A file, or what is around it, is not what it was. */
  readonly changed: (engine: EngineFile) => void
}

/** Knows which config files there are and how each of them is. Owns the list; writes nothing. */
export class EngineList {
  readonly #parts: EngineListParts
  #chosen: readonly ChosenFile[]
  #readings: readonly EngineReading[] = []
  #engines: readonly EngineFile[] = []
  #looking: Promise<void> | null = null
  #isAskedAgain = false
  readonly #listeners = new Set<(readings: readonly EngineReading[]) => void>()

  constructor(parts: EngineListParts) {
    this.#parts = parts
    this.#chosen = parts.chosen
  }

  get engines(): readonly EngineFile[] {
    return this.#engines
  }

  /** As last looked at. */
  get readings(): readonly EngineReading[] {
    return this.#readings
  }

  /** Hears of every look. Returns the function that ends the subscription. */
  subscribe(listener: (readings: readonly EngineReading[]) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  get machine(): Machine {
    return this.#parts.machine
  }

  /** Looks at all files; on return the list is not older than the call. */
  async refresh(): Promise<void> {
    if (this.#looking) {
      this.#isAskedAgain = true
      return this.#looking
    }
    this.#looking = this.#lookUntilQuiet().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  /** The engine's entry. Throws AppFailure `gone`. */
  engine(id: string): EngineFile {
    const engine = this.#engines.find((candidate) => candidate.id === id)
    if (!engine) throw goneFromList()
    return engine
  }

  /** Looks at one file anew. Throws AppFailure `gone` when it is not in the list. */
  async read(id: string): Promise<EngineReading> {
    const known = this.#readings.find(({ place }) => place.id === id)
    if (!known) throw goneFromList()
    return readEngine(known.place, this.machine, known)
  }

  /** The files that were picked. */
  get chosen(): readonly ChosenFile[] {
    return this.#chosen
  }

  /** Puts a file on the list, if it is not there, and gives its entry. */
  async choose(kind: EngineKind, path: string): Promise<EngineFile> {
    const place = chosenPlace(engineDefinition(kind), this.machine, path)
    const id = engineFileId(place)
    if (!this.#engines.some((engine) => engine.id === id)) {
      this.#chosen = [...this.#chosen, { kind, path: place.path }]
      await this.refresh()
    }
    return this.engine(id)
  }

  /** Takes a chosen file off the list; the file stays. Throws AppFailure `gone`. */
  async forget(id: string): Promise<void> {
    const { kind, path } = this.engine(id)
    this.#chosen = this.#chosen.filter((file) => file.kind !== kind || file.path !== path)
    await this.refresh()
  }

  async #lookUntilQuiet(): Promise<void> {
    do {
      this.#isAskedAgain = false
      await this.#look()
    } while (this.#isAskedAgain)
  }

  async #look(): Promise<void> {
    const { machine } = this
    const places = await findEngines(machine, this.#chosen)
    const readings: EngineReading[] = []
    for (const place of places) {
      const known = this.#readings.find((reading) => reading.place.id === place.id) ?? null
      readings.push(await readEngine(place, machine, known))
    }
    const engines = await Promise.all(readings.map((reading) => this.#entryOf(reading)))
    const before = { engines: this.#engines, readings: this.#readings }
    this.#readings = readings
    this.#engines = engines
    for (const listener of this.#listeners) listener(readings)
    if (JSON.stringify(engines) !== JSON.stringify(before.engines)) this.#parts.listed(engines)
    for (const [index, engine] of engines.entries()) {
      const old = before.readings.find(({ place }) => place.id === engine.id)
      if (old && isOther(old, readings[index])) this.#parts.changed(engine)
    }
  }

  async #entryOf(reading: EngineReading): Promise<EngineFile> {
    const engine = engineFileOf(reading, null)
    const change = engine.hash === null ? null : await this.#parts.lastChanges.read(engine.path)
    if (!change?.switched || change.backupId === null || change.switched.to !== engine.primary) return engine
    return { ...engine, lastSwitch: { backupId: change.backupId, ...change.switched } }
  }
}

function isOther(old: EngineReading, now: EngineReading | undefined): boolean {
  return (
    old.file?.hash !== now?.file?.hash || JSON.stringify(old.look.facts) !== JSON.stringify(now?.look.facts)
  )
}
