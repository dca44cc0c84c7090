import { engineDefinition, engineDefinitions } from '#shared/engine-config/engine-definitions.ts'
import type { EngineKind } from '#shared/engine.ts'

import { chosenPlace, defaultPlace, displayPath, findProfiles, type EnginePlace } from './engine-places.ts'
import type { Machine } from './machine.ts'

/** A place with what a list shows of it. */
export interface NamedPlace extends EnginePlace {
  /** `kind:path`; the same for the same file at any time. */
  readonly id: string
  /** `Nova Engine`, or with what tells several apart: `Nova Engine (work)`. */
  readonly name: string
  readonly displayPath: string
}

/**
 * The config files of every engine there is: the default one of each, whether it exists or not, its profiles, then the
 * files the user picked. A file that comes up twice is there once, as the engine finds it.
 */
export async function findEngines(
  machine: Machine,
  chosen: readonly { readonly kind: EngineKind; readonly path: string }[],
): Promise<NamedPlace[]> {
  const perEngine = await Promise.all(
    engineDefinitions.map(async (definition) => [
      await defaultPlace(definition, machine),
      ...(await findProfiles(definition, machine)),
      ...chosen
        .filter(({ kind }) => kind === definition.kind)
        .map(({ path }) => chosenPlace(engineDefinition(definition.kind), machine, path)),
    ]),
  )
  return perEngine.flatMap((places) => named(withoutRepeats(places), machine))
}

/** The id of an engine's config file. */
export function engineFileId(place: EnginePlace): string {
  return `${place.definition.kind}:${place.path}`
}

function withoutRepeats(places: readonly EnginePlace[]): EnginePlace[] {
  return places.filter(
    (place, index) => places.findIndex((other) => engineFileId(other) === engineFileId(place)) === index,
  )
}

function named(places: readonly EnginePlace[], machine: Machine): NamedPlace[] {
  const hints = places.map((place) => hintOf(place, machine))
  return places.map((place, index) => {
    const shown = displayPath(place.path, machine)
    const hint = hints[index] ?? null
    const isShared = hints.some((other, at) => at !== index && other === hint)
    const suffix = isShared ? shown : hint
    return {
      ...place,
      id: engineFileId(place),
      name: suffix === null ? place.definition.name : `${place.definition.name} (${suffix})`,
      displayPath: shown,
    }
  })
}

/** The shortest word that says which file of its engine it is; null for the default one. */
function hintOf(place: EnginePlace, machine: Machine): string | null {
  if (place.origin === 'found') return place.profile
  const { basename, dirname } = machine.paths
  const file = basename(place.path)
  return file === place.definition.fileName ? basename(dirname(place.path)) : file
}
