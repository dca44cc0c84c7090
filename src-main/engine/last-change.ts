import { join, resolve } from 'node:path'
import { rm } from 'node:fs/promises'

import { z } from 'zod'

import { writeWhole } from '../config-file/atomic-write.ts'
import { hashOf, readConfigFile } from '../config-file/config-file.ts'

/** The last thing Litedesk wrote to a config file, so that the window, the tray and the command can all take it back. */
const LastChange = z.object({
  /** Absolute. */
  path: z.string(),
  /** What was there before; null when nothing was. */
  backupId: z.string().nullable(),
  /** The file as the change left it: what has changed since is told from that. */
  afterText: z.string(),
  reason: z.string(),
  /** Set when the change was a switch to another model. */
  switched: z.object({ from: z.string().nullable(), to: z.string() }).nullable(),
})
export type LastChange = z.infer<typeof LastChange>

/** Remembers the last change of each config file, one small file each, in a folder of Litedesk's own. */
export class LastChanges {
  readonly #folder: string

  /** @param folder Absolute path; made at the first change. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** null when there is none that can be taken back. */
  async read(path: string): Promise<LastChange | null> {
    const file = await readConfigFile(this.#file(path)).catch(() => null)
    if (file === null) return null
    try {
      const parsed = LastChange.safeParse(JSON.parse(file.text))
      return parsed.success && parsed.data.path === resolve(path) ? parsed.data : null
    } catch {
      // A damaged memory is none.
      return null
    }
  }

  async remember(change: LastChange): Promise<void> {
    await writeWhole(this.#file(change.path), JSON.stringify({ ...change, path: resolve(change.path) }))
  }

  async forget(path: string): Promise<void> {
    await rm(this.#file(path), { force: true })
  }

  #file(path: string): string {
    return join(this.#folder, `${hashOf(resolve(path)).slice(0, 16)}.json`)
  }
}
