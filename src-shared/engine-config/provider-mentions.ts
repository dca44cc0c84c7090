import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'

import { isConfigObject } from '../config-document/config-value.ts'
import { arrayIn, objectIn, textIn } from './config-lookup.ts'
import { normaliseProviderId } from './model-ref.ts'
import type { EngineDefinition } from './engine-definition.ts'

/** A place that names a provider without a model. */
export interface ProviderMention {
  readonly path: ConfigPath
  /**
   * Whether it goes along when the provider gets another id. What belongs to a stored auth profile does not: the profile
   * keeps the old id.
   */
  readonly follows: boolean
}

const MEDIA_PATH: ConfigPath = ['tools', 'media']

/** Where a provider is named without a model: media tools, auth profiles and their order. */
export function providerMentions(
  root: ConfigValue,
  definition: EngineDefinition,
  providerId: string,
): ProviderMention[] {
  const id = normaliseProviderId(providerId, definition)
  const isMeant = (text: string | null) => text !== null && normaliseProviderId(text, definition) === id
  const mediaLists = [
    [...MEDIA_PATH, 'models'],
    ...Object.keys(objectIn(root, MEDIA_PATH)).map((kind) => [...MEDIA_PATH, kind, 'models']),
  ]
  const media = mediaLists.flatMap((list) =>
    arrayIn(root, list).map((_item, index) => ({ path: [...list, index, 'provider'], follows: true })),
  )
  const profiles = Object.entries(objectIn(root, ['auth', 'profiles'])).flatMap(([name, profile]) =>
    isConfigObject(profile) ? [{ path: ['auth', 'profiles', name, 'provider'], follows: false }] : [],
  )
  const orders = Object.keys(objectIn(root, ['auth', 'order']))
    .filter(isMeant)
    .map((key) => ({ path: ['auth', 'order', key], follows: false }))
  return [...[...media, ...profiles].filter(({ path }) => isMeant(textIn(root, path))), ...orders]
}
