import type { ConfigEdit, ConfigPath, ConfigValue } from '../config-document/config-edit.ts'

import { isConfigObject } from '../config-document/config-value.ts'
import { arrayIn, objectIn, valueIn } from './config-lookup.ts'

export const DEFAULT_MODEL_PATH: ConfigPath = ['agents', 'defaults', 'model']
export const IMAGE_MODEL_PATH: ConfigPath = ['agents', 'defaults', 'imageModel']
export const ALLOWLIST_PATH: ConfigPath = ['agents', 'defaults', 'models']
export const AGENTS_PATH: ConfigPath = ['agents', 'list']

/** A place in the file that refers to a model. */
export interface ModelRefSite {
  readonly path: ConfigPath
  /** As written. */
  readonly text: string
  /** Whether it is the key of an allowlist entry instead of a value. */
  readonly isKey: boolean
}

/**
 * Every place that refers to a model as `provider/model` or by an alias, in the file's order by section.
 * Source: engine config contract §4, with "Other places that hold model refs".
 */
export function modelRefSites(root: ConfigValue): ModelRefSite[] {
  return [
    ...choiceSites(root, DEFAULT_MODEL_PATH),
    ...choiceSites(root, IMAGE_MODEL_PATH),
    ...Object.keys(objectIn(root, ALLOWLIST_PATH))
      .filter((key) => key !== '$include')
      .map((text) => ({ path: [...ALLOWLIST_PATH, text], text, isKey: true })),
    ...choiceSites(root, ['agents', 'defaults', 'subagents', 'model']),
    ...textSite(root, ['agents', 'defaults', 'heartbeat', 'model']),
    ...arrayIn(root, AGENTS_PATH).flatMap((_agent, index) => [
      ...choiceSites(root, [...AGENTS_PATH, index, 'model']),
      ...choiceSites(root, [...AGENTS_PATH, index, 'subagents', 'model']),
      ...textSite(root, [...AGENTS_PATH, index, 'heartbeat', 'model']),
    ]),
    ...textSite(root, ['hooks', 'gmail', 'model']),
    ...arrayIn(root, ['hooks', 'mappings']).flatMap((_mapping, index) =>
      textSite(root, ['hooks', 'mappings', index, 'model']),
    ),
    ...textSite(root, ['messages', 'tts', 'summaryModel']),
  ]
}

/** The edit that makes a place refer to another model. An allowlist entry that would come twice goes instead. */
export function refEdit(root: ConfigValue, site: ModelRefSite, ref: string): ConfigEdit {
  if (!site.isKey) return { type: 'set', path: site.path, value: ref }
  return valueIn(root, [...ALLOWLIST_PATH, ref]) === undefined
    ? { type: 'rename', path: site.path, key: ref }
    : { type: 'delete', path: site.path }
}

/** A plain text, or an object with a primary model and fallbacks. */
function choiceSites(root: ConfigValue, path: ConfigPath): ModelRefSite[] {
  if (!isConfigObject(valueIn(root, path))) return textSite(root, path)
  return [
    ...textSite(root, [...path, 'primary']),
    ...arrayIn(root, [...path, 'fallbacks']).flatMap((_fallback, index) =>
      textSite(root, [...path, 'fallbacks', index]),
    ),
  ]
}

function textSite(root: ConfigValue, path: ConfigPath): ModelRefSite[] {
  const text = valueIn(root, path)
  return typeof text === 'string' ? [{ path, text, isKey: false }] : []
}
