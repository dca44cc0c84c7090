import type { ConfigEdit, ConfigPath, ConfigValue } from '../../config-document/config-edit.ts'
import type { EngineDefinition } from '../engine-definition.ts'
import { modelPart, normaliseProviderId, parseModelRef } from '../model-ref.ts'
import { ALLOWLIST_PATH, modelRefSites, type ModelRefSite } from '../model-ref-sites.ts'
import { objectIn } from '../config-lookup.ts'
import { providerMentions } from '../provider-mentions.ts'

/** A place that refers to a provider or model. */
export interface Reference {
  readonly path: ConfigPath
  /** As the file writes it. */
  readonly text: string
  /** Whether it goes along with a new name. What belongs to a stored auth profile does not. */
  readonly follows: boolean
}

/** Every place that refers to a provider, alone or with a model. */
export function referencesToProvider(
  root: ConfigValue,
  definition: EngineDefinition,
  providerId: string,
): Reference[] {
  const sites = sitesOfProvider(root, definition, providerId)
  const mentions = providerMentions(root, definition, providerId)
  return [
    ...sites.map(({ path, text }) => ({ path, text, follows: true })),
    ...mentions.map(({ path, follows }) => ({ path, text: providerId, follows })),
  ]
}

/** Every place that refers to a model by its provider and id. Aliases stand for themselves and are not among them. */
export function referencesToModel(
  root: ConfigValue,
  definition: EngineDefinition,
  providerId: string,
  modelId: string,
): Reference[] {
  return sitesOfModel(root, definition, providerId, modelId).map(({ path, text }) => ({
    path,
    text,
    follows: true,
  }))
}

export function sitesOfProvider(
  root: ConfigValue,
  definition: EngineDefinition,
  providerId: string,
): ModelRefSite[] {
  const id = normaliseProviderId(providerId, definition)
  return modelRefSites(root).filter(({ text }) => parseModelRef(text, definition)?.providerId === id)
}

export function sitesOfModel(
  root: ConfigValue,
  definition: EngineDefinition,
  providerId: string,
  modelId: string,
): ModelRefSite[] {
  return sitesOfProvider(root, definition, providerId).filter(
    ({ text }) => modelPart(text) === modelId || parseModelRef(text, definition)?.modelId === modelId,
  )
}

/** The edits that make places refer to something else; an allowlist entry that would come twice goes. */
export function followEdits(
  root: ConfigValue,
  sites: readonly ModelRefSite[],
  newRef: (text: string) => string,
): ConfigEdit[] {
  const keys = new Set(Object.keys(objectIn(root, ALLOWLIST_PATH)))
  return sites.flatMap((site): ConfigEdit[] => {
    const ref = newRef(site.text)
    if (ref === site.text) return []
    if (!site.isKey) return [{ type: 'set', path: site.path, value: ref }]
    keys.delete(site.text)
    if (keys.has(ref)) return [{ type: 'delete', path: site.path }]
    keys.add(ref)
    return [{ type: 'rename', path: site.path, key: ref }]
  })
}

/** The edits that take references out; later elements of a list before earlier ones, so that each index still holds. */
export function dropEdits(sites: readonly ModelRefSite[]): ConfigEdit[] {
  return sites.toReversed().map(({ path }) => ({ type: 'delete', path }))
}
