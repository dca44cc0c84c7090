import type { ModelGroup } from '#shared/deployment.ts'
import type { Capability, Model } from '#shared/model.ts'

const CAPABILITIES: readonly (readonly [supports: string, Capability])[] = [
  ['reasoning', 'reasoning'],
  ['vision', 'vision'],
  ['function_calling', 'tools'],
  ['web_search', 'web-search'],
]

/** A public name as the rest of Litedesk knows models. */
export function modelOfGroup(group: ModelGroup): Model {
  return {
    id: group.name,
    providers: group.providers,
    mode: group.mode,
    contextWindow: group.contextWindow,
    maxOutputTokens: group.maxOutputTokens,
    inputPrice: group.prices.input,
    outputPrice: group.prices.output,
    capabilities: CAPABILITIES.filter(([supports]) => group.capabilities.includes(supports)).map(
      ([, capability]) => capability,
    ),
    parameters: group.parameters,
  }
}
