import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { EngineDesk } from '#main/engine/engine-desk.ts'
import { openEngineDesk } from '#main/engine/open-engine-desk.ts'
import type { EngineFile, EngineKind } from '#shared/engine.ts'

import { temporaryFolder } from './temporary-folder.ts'

const PLACES = {
  'nova-engine': { folder: '.nova-engine', file: 'nova-engine.json' },
  idlehands: { folder: '.idlehands', file: 'idlehands.json' },
} as const

/** A home folder of a test's own, for both engines. */
export interface EngineHome {
  readonly folder: string
  /** Where Litedesk keeps its copies. */
  readonly userData: string
  /** Makes the engines and Litedesk look here and nowhere else. */
  readonly environment: Readonly<Record<string, string>>
  /** Absolute path of a file in the engine's state folder; its config file when the name is left out. */
  path(kind: EngineKind, name?: string): string
  /** Writes such a file and returns its path. */
  write(kind: EngineKind, content: string | object, name?: string): string
  read(kind: EngineKind, name?: string): string
}

/** A new, empty home folder that goes with the test. */
export function engineHome(folder = temporaryFolder()): EngineHome {
  const path = (kind: EngineKind, name?: string): string =>
    join(folder, PLACES[kind].folder, name ?? PLACES[kind].file)
  return {
    folder,
    userData: join(folder, 'litedesk'),
    environment: { HOME: folder, USERPROFILE: folder, LITEDESK_USER_DATA: join(folder, 'litedesk') },
    path,
    write: (kind, content, name) => {
      const file = path(kind, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2), {
        mode: 0o600,
      })
      return file
    },
    read: (kind, name) => readFileSync(path(kind, name), 'utf8'),
  }
}

/** A desk over such a home, looked at once, and what it told. */
export async function deskIn(
  home: EngineHome,
  environment: Readonly<Record<string, string>> = {},
): Promise<{
  readonly desk: EngineDesk
  /** The lists it told of, newest last. */
  readonly listed: EngineFile[][]
  /** Ids and hashes of changed files. */
  readonly changed: (readonly [string, string | null])[]
  /** The default config file of an engine. */
  readonly engine: (kind: EngineKind) => EngineFile
}> {
  const listed: EngineFile[][] = []
  const changed: (readonly [string, string | null])[] = []
  const desk = openEngineDesk({
    userData: home.userData,
    environment: { ...home.environment, ...environment },
    chosen: [],
    listed: (engines) => listed.push(engines),
    changed: ({ id, hash }) => changed.push([id, hash]),
  })
  await desk.list.refresh()
  return {
    desk,
    listed,
    changed,
    engine: (kind) => desk.list.engine(`${kind}:${home.path(kind)}`),
  }
}
