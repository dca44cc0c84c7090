import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

import { z } from 'zod'

import { AppFailure, appError } from '#shared/app-error.ts'
import { SpendView } from '#shared/spend.ts'

import { log } from '../log/log.ts'

const MAX_VIEWS = 100
/** Old ones are of no use: each is about a day or a budget's period. */
const MAX_MARKS = 200

const SpendFileV1 = z.object({
  version: z.literal(1),
  views: z.array(SpendView),
  /** What the user was told already. */
  alertMarks: z.array(z.string()),
})
type SpendFile = z.infer<typeof SpendFileV1>

const empty: SpendFile = { version: 1, views: [], alertMarks: [] }

/** What the user keeps of Spend: saved views, and what was told. A file that cannot be read is kept beside, as `.broken`. */
export class SpendFileStore {
  readonly #path: string
  #file: SpendFile

  constructor(path: string) {
    this.#path = path
    this.#file = read(path)
  }

  get views(): SpendView[] {
    return this.#file.views
  }

  /** Adds a view, or replaces the one of its id. Throws AppFailure `storage-failed`, and nothing has changed then. */
  saveView(view: SpendView): SpendView[] {
    const { views } = this.#file
    const isKnown = views.some(({ id }) => id === view.id)
    if (!isKnown && views.length >= MAX_VIEWS) {
      throw new AppFailure(
        appError('invalid-input', `There are ${MAX_VIEWS} saved views already.`, {
          nextStep: 'Remove one you no longer need.',
        }),
      )
    }
    return this.#write({
      views: isKnown ? views.map((other) => (other.id === view.id ? view : other)) : [...views, view],
    }).views
  }

  removeView(id: string): SpendView[] {
    return this.#write({ views: this.#file.views.filter((view) => view.id !== id) }).views
  }

  /** Notes that something was told; false when it was before. */
  mark(mark: string): boolean {
    if (this.#file.alertMarks.includes(mark)) return false
    this.#write({ alertMarks: [...this.#file.alertMarks, mark].slice(-MAX_MARKS) })
    return true
  }

  #write(changes: Partial<SpendFile>): SpendFile {
    const next = { ...this.#file, ...changes }
    try {
      mkdirSync(dirname(this.#path), { recursive: true })
      writeFileSync(`${this.#path}.new`, JSON.stringify(next), { mode: 0o600 })
      renameSync(`${this.#path}.new`, this.#path)
    } catch (cause) {
      throw new AppFailure(
        appError('storage-failed', 'This could not be saved.', {
          nextStep: 'Check that the disk is not full and that the folder may be written, then try again.',
          details: String(cause),
        }),
      )
    }
    this.#file = next
    return next
  }
}

function read(path: string): SpendFile {
  if (!existsSync(path)) return empty
  try {
    return SpendFileV1.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    log.warn('The file of saved views could not be read and was set aside', cause)
    try {
      renameSync(path, `${path}.broken`)
    } catch (failure) {
      log.warn('It could not be set aside either', failure)
    }
    return empty
  }
}
