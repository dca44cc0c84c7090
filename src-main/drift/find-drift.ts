import type { ConfigValue } from '#shared/config-document/config-edit.ts'
import type { ModelGroup } from '#shared/deployment.ts'
import type { DriftDifference, DriftField, DriftMend } from '#shared/drift.ts'
import { isChatModel } from '#shared/model-use.ts'
import type { EngineDefinition } from '#shared/engine-config/engine-definition.ts'
import { summariseEngine } from '#shared/engine-config/engine-summary.ts'
import { GATEWAY_PROVIDER_ID } from '#shared/engine-config/litellm-provider.ts'
import { modelFromGateway } from '#shared/engine-config/model-from-gateway.ts'
import { formatModelRef, isSameModel } from '#shared/engine-config/model-ref.ts'
import { configView, type ModelView, type ProviderView } from '#shared/engine-config/provider-view.ts'

import { modelOfGroup } from './group-model.ts'
import type { KeyScope } from './key-scope.ts'

/** What an engine's file is compared with. */
export interface DriftSide {
  /** Whether a provider's address, as the file writes it, is the gateway's. */
  readonly isGateway: (baseUrl: string) => boolean
  /** Public names the connected key is told of. */
  readonly served: readonly ModelGroup[]
  readonly scope: KeyScope
  /** Hash of the key that was asked about, which an admin may change; null for the connected key. */
  readonly keyHash: string | null
  /** Whether the connected key is told of every model; a plain one is told only of those it may use. */
  readonly seesAll: boolean
}

/** The differences between a config's value, with its includes in place, and the gateway; those of models in use first. */
export function findDrift(
  root: ConfigValue,
  definition: EngineDefinition,
  side: DriftSide,
): { readonly providerIds: string[]; readonly differences: DriftDifference[] } {
  const providers = configView(root, definition).providers.filter(
    ({ baseUrl }) => baseUrl !== null && side.isGateway(baseUrl),
  )
  const { primary, fallbacks } = summariseEngine(root)
  const used = [...(primary === null ? [] : [primary]), ...fallbacks]
  const isInUse = (ref: string) => used.some((other) => isSameModel(other, ref, definition))
  const differences = [
    ...providers.flatMap((provider) => ofProvider(provider, side, isInUse)),
    ...missingInEngine(providers, side),
  ]
  return {
    providerIds: providers.map(({ id }) => id),
    differences: differences.sort((one, other) => Number(other.isInUse) - Number(one.isInUse)),
  }
}

function ofProvider(
  provider: ProviderView,
  side: DriftSide,
  isInUse: (ref: string) => boolean,
): DriftDifference[] {
  const seen = new Set<string>()
  return provider.models.flatMap((model) => {
    // A second entry with the same id is the file's own problem.
    if (model.id === null || seen.has(model.id)) return []
    seen.add(model.id)
    const ref = formatModelRef(provider.id, model.id)
    const place = { providerId: provider.id, modelId: model.id, ref, isInUse: isInUse(ref) }
    const group = side.served.find(({ name }) => name === model.id)
    if (group === undefined) return [notThere(place, side)]
    if (!side.scope.allows(group.name)) return [notAllowed(place, side)]
    return otherFigures(place, model, group)
  })
}

type Place = Pick<DriftDifference, 'providerId' | 'modelId' | 'ref' | 'isInUse'>

function difference(
  place: Place,
  rest: Pick<DriftDifference, 'kind' | 'message' | 'mend'> & Partial<DriftDifference>,
  field = '',
): DriftDifference {
  const id = [rest.kind, place.ref, field].filter((part) => part !== '').join(' ')
  return { ...place, inEngine: null, onGateway: null, id, ...rest }
}

function notThere(place: Place, { seesAll }: DriftSide): DriftDifference {
  const { modelId, isInUse } = place
  if (seesAll) {
    return difference(place, {
      kind: 'not-served',
      message: `The gateway does not serve “${modelId}”.`,
      mend: { type: 'remove-from-engine', breaks: isInUse },
    })
  }
  return difference(place, {
    kind: 'not-usable',
    message: `The gateway does not serve “${modelId}”, or this key may not use it.`,
    mend: isInUse ? askAdmin(modelId) : { type: 'remove-from-engine', breaks: false },
  })
}

function notAllowed(place: Place, { keyHash, scope }: DriftSide): DriftDifference {
  const { modelId } = place
  return difference(place, {
    kind: 'not-allowed',
    message: `The gateway serves “${modelId}”, but this key may not use it.`,
    mend:
      keyHash === null
        ? askAdmin(modelId)
        : { type: 'allow-key', keyHash, models: [...scope.models, modelId] },
  })
}

function askAdmin(modelId: string): DriftMend {
  return {
    type: 'ask-admin',
    text: `Please let my key use the model “${modelId}” on our LiteLLM gateway, or tell me which model to use instead.`,
  }
}

function missingInEngine(
  providers: readonly ProviderView[],
  { served, scope }: DriftSide,
): DriftDifference[] {
  const provider = providers.find(({ id }) => id === GATEWAY_PROVIDER_ID) ?? providers[0]
  if (!provider) return []
  const known = new Set(providers.flatMap(({ models }) => models.map(({ id }) => id)))
  return served
    .filter((group) => !known.has(group.name) && isChatModel(modelOfGroup(group)) && scope.allows(group.name))
    .map(({ name }) =>
      difference(
        {
          providerId: provider.id,
          modelId: name,
          ref: formatModelRef(provider.id, name),
          isInUse: false,
        },
        {
          kind: 'not-in-engine',
          message: `The gateway serves “${name}”, and the file does not have it.`,
          mend: { type: 'add-to-engine' },
        },
      ),
    )
}

const FIELD_WORDS: Record<DriftField, string> = {
  contextWindow: 'context window',
  maxTokens: 'longest answer',
  'cost.input': 'price of input',
  'cost.output': 'price of output',
  'cost.cacheRead': 'price of cached input',
  'cost.cacheWrite': 'price of writing to the cache',
}

/** What a file need not have: it is compared only where it has one. */
const OPTIONAL: ReadonlySet<DriftField> = new Set(['cost.cacheRead', 'cost.cacheWrite'])

function otherFigures(place: Place, model: ModelView, group: ModelGroup): DriftDifference[] {
  const entry = modelFromGateway(modelOfGroup(group))
  const figures: readonly (readonly [DriftField, number | null, number | null])[] = [
    ['contextWindow', model.contextWindow, entry.contextWindow ?? null],
    ['maxTokens', model.maxTokens, entry.maxTokens ?? null],
    ['cost.input', model.cost.input, entry.cost?.input ?? null],
    ['cost.output', model.cost.output, entry.cost?.output ?? null],
    ['cost.cacheRead', model.cost.cacheRead, figureOf(group.prices.cacheRead)],
    ['cost.cacheWrite', model.cost.cacheWrite, figureOf(group.prices.cacheWrite)],
  ]
  return figures.flatMap(([field, inEngine, onGateway]) => {
    if (onGateway === null || isSame(field, inEngine, onGateway)) return []
    return [
      difference(
        place,
        {
          kind: 'other-figure',
          inEngine,
          onGateway,
          message: figureMessage(place.modelId, field, inEngine, onGateway),
          mend: { type: 'correct-in-engine', field, value: onGateway },
        },
        field,
      ),
    ]
  })
}

function isSame(field: DriftField, inEngine: number | null, onGateway: number): boolean {
  if (inEngine === null) return OPTIONAL.has(field)
  // Shorter answers than a model can give are the user's wish.
  if (field === 'maxTokens') return inEngine <= onGateway
  return Math.abs(inEngine - onGateway) <= Math.abs(onGateway) * 1e-9
}

function figureMessage(
  modelId: string,
  field: DriftField,
  inEngine: number | null,
  onGateway: number,
): string {
  const isPrice = field.startsWith('cost.')
  const written = (figure: number): string =>
    isPrice ? `$${figure} per million tokens` : `${figure.toLocaleString('en')} tokens`
  const has = inEngine === null ? 'the file has none' : `${written(inEngine)} in the file`
  return `The ${FIELD_WORDS[field]} of “${modelId}”: ${has}, ${written(onGateway)} on the gateway.`
}

function figureOf(usd: string | null): number | null {
  return usd === null ? null : Number(Number(usd).toPrecision(12))
}
