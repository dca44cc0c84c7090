import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'

import { isConfigArray, isConfigObject, type ConfigObject } from '../config-document/config-value.ts'
import { objectIn } from './config-lookup.ts'

export const PROVIDERS_PATH: ConfigPath = ['models', 'providers']

/** A provider as it stands in the file, whatever is wrong with it. */
export interface ProviderInFile {
  /** The key as written. */
  readonly id: string
  readonly path: ConfigPath
  /** Empty where the file has no object. */
  readonly block: ConfigObject
  readonly models: readonly ModelInFile[]
}

/** One element of a provider's `models`. */
export interface ModelInFile {
  readonly index: number
  readonly path: ConfigPath
  /** Empty where the file has no object. */
  readonly entry: ConfigObject
  /** null where it has no usable one. */
  readonly id: string | null
}

/** The providers of a config file, in its order. */
export function providersIn(root: ConfigValue): ProviderInFile[] {
  return Object.entries(objectIn(root, PROVIDERS_PATH))
    .filter(([id]) => id !== '$include')
    .map(([id, value]) => {
      const path = [...PROVIDERS_PATH, id]
      const block = isConfigObject(value) ? value : {}
      return { id, path, block, models: modelsIn(block['models'], [...path, 'models']) }
    })
}

/** The provider with this key; undefined when there is none. */
export function providerIn(root: ConfigValue, id: string): ProviderInFile | undefined {
  return providersIn(root).find((provider) => provider.id === id)
}

function modelsIn(value: ConfigValue | undefined, path: ConfigPath): ModelInFile[] {
  if (!isConfigArray(value)) return []
  return value.map((item, index) => {
    const entry = isConfigObject(item) ? item : {}
    const id = entry['id']
    return {
      index,
      path: [...path, index],
      entry,
      id: typeof id === 'string' && id !== '' ? id : null,
    }
  })
}
