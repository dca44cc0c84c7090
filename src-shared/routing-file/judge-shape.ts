import { pathText } from '../config-document/config-path.ts'
import { isConfigArray, isConfigObject, ownMember } from '../config-document/config-value.ts'
import type { YamlDocument } from '../yaml-document/yaml-document.ts'
import type { RoutingFile } from './routing-file.ts'
import type { RoutingFinding } from './routing-problem.ts'

const sections = ['litellm_settings', 'router_settings', 'general_settings', 'environment_variables'] as const

/** What LiteLLM needs of a file to start with it, and what it takes without a word. */
export function* judgeShape(document: YamlDocument, file: RoutingFile): Iterable<RoutingFinding> {
  for (const { path, ranges } of document.duplicates) {
    const last = ranges.at(-1)
    yield {
      code: 'duplicate-key',
      severity: 'warning',
      path,
      mark: 'key',
      ...(last === undefined ? {} : { range: last }),
      message: `${pathText(path)} is written ${ranges.length} times; LiteLLM takes the last and drops the others.`,
    }
  }
  if (document.value !== null && !isConfigObject(document.value)) {
    yield {
      code: 'no-map',
      severity: 'error',
      stopsGateway: true,
      path: [],
      range: { start: 0, end: Math.min(document.text.length, 1) },
      message: 'A LiteLLM config begins with names such as model_list: at the edge of the line.',
    }
    return
  }
  for (const section of sections) {
    const value = ownMember(file.value, section)
    if (value === undefined || value === null || isConfigObject(value)) continue
    yield {
      code: 'no-map',
      severity: 'error',
      stopsGateway: true,
      path: [section],
      message: `${section} has to hold names with values, such as \`name: value\`, further in.`,
    }
  }
  yield* modelFindings(file)
}

function* modelFindings(file: RoutingFile): Iterable<RoutingFinding> {
  const list = ownMember(file.value, 'model_list')
  if (list === undefined || list === null || (isConfigArray(list) && list.length === 0)) {
    yield {
      code: 'empty-section',
      severity: 'info',
      path: ['model_list'],
      mark: 'key',
      message: 'There are no models in this file; LiteLLM starts, and serves only those of its database.',
    }
    return
  }
  if (!isConfigArray(list)) {
    yield {
      code: 'no-list',
      severity: 'error',
      stopsGateway: true,
      path: ['model_list'],
      message: 'model_list has to be a list: each model begins with a dash.',
    }
    return
  }
  for (const [index, entry] of list.entries()) yield* entryFindings(entry, index)
  const counts = new Map<string, number[]>()
  for (const { modelName, index } of file.deployments) {
    if (modelName !== '') counts.set(modelName, [...(counts.get(modelName) ?? []), index])
  }
  for (const [name, indexes] of counts) {
    const [, second] = indexes
    if (second === undefined) continue
    yield {
      code: 'load-balanced',
      severity: 'info',
      path: ['model_list', second, 'model_name'],
      message: `${indexes.length} deployments share the name ${name}: LiteLLM balances the load between them.`,
    }
  }
}

function* entryFindings(entry: unknown, index: number): Iterable<RoutingFinding> {
  const path = ['model_list', index] as const
  const missing = (field: readonly string[], message: string): RoutingFinding => ({
    code: 'missing-field',
    severity: 'error',
    stopsGateway: true,
    path: [...path, ...field],
    message,
  })
  const object = entry as Parameters<typeof isConfigObject>[0]
  if (!isConfigObject(object)) {
    yield missing([], 'A model needs model_name and litellm_params.')
    return
  }
  const name = ownMember(object, 'model_name')
  if (typeof name !== 'string' || name === '') {
    yield missing(
      ['model_name'],
      typeof name === 'number'
        ? 'The model_name has to be text: put it between quotes.'
        : 'This model has no model_name, by which it is asked for.',
    )
  }
  const params = ownMember(object, 'litellm_params')
  if (!isConfigObject(params)) {
    yield missing(['litellm_params'], 'This model has no litellm_params, which say who serves it.')
    return
  }
  const model = ownMember(params, 'model')
  if (typeof model !== 'string' || model === '') {
    yield missing(
      ['litellm_params', 'model'],
      'litellm_params has no model, such as openai/gpt-4o; LiteLLM does not start without it.',
    )
  }
}
