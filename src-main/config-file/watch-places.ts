import { lstat, readlink } from 'node:fs/promises'
import { basename, dirname, join, parse, resolve, sep } from 'node:path'

/** A name in a folder whose coming, going and changing can change what a path leads to. */
export interface WatchPlace {
  /** Absolute; there are no links in it. */
  readonly folder: string
  readonly name: string
}

/** As many links in a row as Linux follows. */
const MAX_LINKS = 40

/**
 * Where to watch to learn of every change of the file a path leads to: the file in its folder, that folder in its own, each
 * link on the way, or the first name that is not there yet.
 */
export async function watchPlaces(path: string): Promise<WatchPlace[]> {
  const places: WatchPlace[] = []
  let { folder, names } = stepsTo(resolve(path))
  let linkCount = 0
  while (names.length > 0) {
    const [name = '', ...rest] = names
    const step = await stepAt(join(folder, name))
    if (step.type === 'link' && linkCount < MAX_LINKS) {
      places.push({ folder, name })
      linkCount += 1
      const target = stepsTo(resolve(folder, step.target))
      folder = target.folder
      names = [...target.names, ...rest]
      continue
    }
    if (step.type !== 'folder' || rest.length === 0) return [...places, ...withItsFolder({ folder, name })]
    folder = join(folder, name)
    names = rest
  }
  return places
}

type Step = { readonly type: 'link'; readonly target: string } | { readonly type: 'folder' | 'end' }

async function stepAt(path: string): Promise<Step> {
  try {
    const stats = await lstat(path)
    if (stats.isSymbolicLink()) return { type: 'link', target: await readlink(path) }
    return { type: stats.isDirectory() ? 'folder' : 'end' }
  } catch {
    // There is nothing, or nothing that may be looked at.
    return { type: 'end' }
  }
}

/** The folder can be moved away and another put in its place. */
function withItsFolder(place: WatchPlace): WatchPlace[] {
  const { folder } = place
  const outer = dirname(folder)
  return outer === folder ? [place] : [place, { folder: outer, name: basename(folder) }]
}

function stepsTo(path: string): { readonly folder: string; readonly names: string[] } {
  const { root } = parse(path)
  return {
    folder: root,
    names: path
      .slice(root.length)
      .split(sep)
      .filter((name) => name !== ''),
  }
}
