import { z } from 'zod'

import { editPlainJson, parsePlainJson } from './plain-json.ts'

/** A provider as an agent's derived `models.json` has it. Holds the key: stays in main. */
export interface RememberedProvider {
  readonly providerId: string
  /** null when it has none. */
  readonly baseUrl: string | null
  readonly modelIds: readonly string[]
  /** As the file has it: a key, a variable's name, or a command after `!`; null when it has none. */
  readonly apiKey: string | null
}

/** `models.json`. Source: engine config contract, "models.json (derived file in the agent dir)". */
const ModelsFile = z.looseObject({ providers: z.record(z.string(), z.unknown()) })
const Provider = z.looseObject({
  baseUrl: z.string().optional(),
  apiKey: z.string().optional(),
  models: z.array(z.unknown()).optional(),
})
const ModelEntry = z.looseObject({ id: z.string() })

/** The providers of a `models.json`, in its order; a broken file has none. */
export function readModelsFile(text: string): RememberedProvider[] {
  const file = ModelsFile.safeParse(parsePlainJson(text))
  if (!file.success) return []
  return Object.entries(file.data.providers).flatMap(([providerId, value]) => {
    const provider = Provider.safeParse(value)
    if (!provider.success) return []
    const { baseUrl, apiKey, models } = provider.data
    return [
      {
        providerId,
        baseUrl: baseUrl || null,
        apiKey: apiKey || null,
        modelIds: (models ?? []).flatMap((model) => ModelEntry.safeParse(model).data?.id ?? []),
      },
    ]
  })
}

/** The file without a provider, which the engine writes anew from its config. Throws SyntaxError for what is not JSON. */
export function withoutProvider(text: string, providerId: string): string {
  return editPlainJson(text, { type: 'delete', path: ['providers', providerId] })
}
