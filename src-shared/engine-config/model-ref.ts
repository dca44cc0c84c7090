import type { EngineDefinition } from './engine-definition.ts'

/** A model as the config file refers to it. Source: engine config contract §4, "Ref parsing". */
export interface ModelRef {
  /** Lower-case, and by the name the engine knows it under. */
  readonly providerId: string
  /** With its case and further slashes; without the profile. */
  readonly modelId: string
  /** The auth profile chosen behind `@`; null when none is, or the engine knows no such thing. */
  readonly profile: string | null
}

/**
 * Takes a reference apart at its first slash. Null where either side is empty or there is no slash: then it is an alias, or
 * the engine takes it for a model of `anthropic`.
 */
export function parseModelRef(text: string, definition: EngineDefinition): ModelRef | null {
  const trimmed = text.trim()
  const slash = trimmed.indexOf('/')
  if (slash === -1) return null
  const providerId = normaliseProviderId(trimmed.slice(0, slash), definition)
  const { modelId, profile } = splitProfile(trimmed.slice(slash + 1).trim(), definition)
  return providerId === '' || modelId === '' ? null : { providerId, modelId, profile }
}

/** `provider/model`, as the file writes it. */
export function formatModelRef(providerId: string, modelId: string, profile: string | null = null): string {
  return `${providerId.trim().toLowerCase()}/${modelId}${profile === null ? '' : `@${profile}`}`
}

/** What stands behind the first slash of a reference: model id and profile, as written. */
export function modelPart(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1).trim()
}

/** A provider id as the engine compares it. §3.5 */
export function normaliseProviderId(id: string, definition: EngineDefinition): string {
  const lower = id.trim().toLowerCase()
  return Object.hasOwn(definition.providerAliases, lower)
    ? (definition.providerAliases[lower] ?? lower)
    : lower
}

/** Whether two references name the same model, whatever profile they choose. */
export function isSameModel(first: string, second: string, definition: EngineDefinition): boolean {
  const [one, other] = [parseModelRef(first, definition), parseModelRef(second, definition)]
  if (!one || !other) return first.trim() === second.trim()
  return one.providerId === other.providerId && one.modelId === other.modelId
}

/** Whether the engine would cut the end of this model id off and take it for a profile. */
export function losesItsEnd(modelId: string, definition: EngineDefinition): boolean {
  return splitProfile(modelId, definition).profile !== null
}

function splitProfile(
  text: string,
  definition: EngineDefinition,
): { readonly modelId: string; readonly profile: string | null } {
  const at = definition.cutsProfileFromRef ? text.lastIndexOf('@') : -1
  const isInLastSegment = at > text.lastIndexOf('/') + 1 && at < text.length - 1
  return isInLastSegment
    ? { modelId: text.slice(0, at), profile: text.slice(at + 1) }
    : { modelId: text, profile: null }
}
