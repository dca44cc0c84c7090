import type { ConfigEdit, ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import { isConfigArray, isConfigObject, ownMember } from '../config-document/config-value.ts'
import {
  EVERY_MODEL,
  type FallbackKind,
  fallbackKeys,
  type FallbackRule,
  fallbackSections,
  type RoutingFile,
  settingOf,
} from './routing-file.ts'

/** What a new deployment begins with. */
export interface NewDeployment {
  readonly modelName: string
  /** `provider/model`. */
  readonly model: string
  /** null to leave it out. */
  readonly apiBase: string | null
  /** The variable its key stands in; null for none. */
  readonly keyVariable: string | null
}

/** Puts a deployment behind the last one. */
export function addDeployment(
  { deployments, value }: RoutingFile,
  { modelName, model, apiBase, keyVariable }: NewDeployment,
): ConfigEdit[] {
  const entry = {
    model_name: modelName,
    litellm_params: {
      model,
      ...(apiBase === null ? {} : { api_base: apiBase }),
      ...(keyVariable === null ? {} : { api_key: environmentReference(keyVariable) }),
    },
  }
  return isConfigArray(ownMember(value, 'model_list'))
    ? [{ type: 'insert', path: ['model_list', deployments.length], value: entry }]
    : [{ type: 'set', path: ['model_list'], value: [entry] }]
}

/** Sets something of a deployment, such as `['litellm_params', 'rpm']`; null takes it out. */
export function setDeployment(index: number, field: ConfigPath, value: ConfigValue): ConfigEdit[] {
  return setOrDelete(['model_list', index, ...field], value)
}

export function removeDeployment(index: number): ConfigEdit[] {
  return [{ type: 'delete', path: ['model_list', index] }]
}

export function moveDeployment(from: number, to: number): ConfigEdit[] {
  return [{ type: 'move', path: ['model_list', from], to }]
}

/** Gives a deployment another public name; what names the old one follows when no other deployment has it. */
export function renameModel(file: RoutingFile, index: number, name: string): ConfigEdit[] {
  const old = file.deployments[index]?.modelName ?? ''
  const edits: ConfigEdit[] = [{ type: 'set', path: ['model_list', index, 'model_name'], value: name }]
  const isShared = file.deployments.filter(({ modelName }) => modelName === old).length > 1
  if (old === '' || isShared) return edits
  for (const { path, source, targets, kind } of file.rules) {
    for (const [place, target] of targets.entries()) {
      if (target === old) edits.push({ type: 'set', path: targetPath(file, [...path, place]), value: name })
    }
    const isTaken = file.rules.some((rule) => rule.kind === kind && rule.source === name)
    if (source === old && path.length === 4 && !isTaken) edits.push({ type: 'rename', path, key: name })
  }
  for (const alias of file.aliases) {
    if (alias.target !== old) continue
    const isPlain = typeof valueIn(file, alias.path) === 'string'
    edits.push({ type: 'set', path: isPlain ? alias.path : [...alias.path, 'model'], value: name })
  }
  return edits
}

/** The rule that decides who catches a model; null where nobody does. */
export function ruleOf(file: RoutingFile, kind: FallbackKind, source: string): FallbackRule | null {
  return file.rules.find((rule) => rule.kind === kind && rule.source === source && rule.isRead) ?? null
}

/** Lets a model be caught by one more, at the end or before a place of the list. */
export function addFallback(
  file: RoutingFile,
  kind: FallbackKind,
  source: string,
  target: string,
  place: number | null = null,
): ConfigEdit[] {
  const rule = ruleOf(file, kind, source)
  if (rule !== null) {
    if (rule.targets.includes(target)) return []
    return [{ type: 'insert', path: [...rule.path, place ?? rule.targets.length], value: target }]
  }
  if (kind === 'general' && source === EVERY_MODEL) {
    return [{ type: 'set', path: [defaultSection(file), 'default_fallbacks'], value: [target] }]
  }
  const section = file.sections[kind]
  const path: ConfigPath = [section, fallbackKeys[kind]]
  const list = settingOf(file.value, section, fallbackKeys[kind])
  const entry = { [source]: [target] }
  return isConfigArray(list)
    ? [{ type: 'insert', path: [...path, list.length], value: entry }]
    : [{ type: 'set', path, value: [entry] }]
}

/** Takes one out of those that catch; a rule, a list and a section that would be empty go with it. */
export function removeFallback(file: RoutingFile, rule: FallbackRule, place: number): ConfigEdit[] {
  if (rule.targets.length > 1) return [{ type: 'delete', path: [...rule.path, place] }]
  return [{ type: 'delete', path: emptiedPath(file, rule.path) }]
}

export function moveFallback(rule: FallbackRule, from: number, to: number): ConfigEdit[] {
  return [{ type: 'move', path: [...rule.path, from], to }]
}

/** Gives a model another name beside its own. */
export function setAlias(name: string, target: string, isHidden: boolean): ConfigEdit[] {
  const value = isHidden ? { model: target, hidden: true } : target
  return [{ type: 'set', path: ['router_settings', 'model_group_alias', name], value }]
}

export function removeAlias(file: RoutingFile, name: string): ConfigEdit[] {
  return [{ type: 'delete', path: emptiedPath(file, ['router_settings', 'model_group_alias', name]) }]
}

/** Sets a member of a section; null takes it out. */
export function setSetting(section: string, key: string, value: ConfigValue): ConfigEdit[] {
  return setOrDelete([section, key], value)
}

/** How LiteLLM is told to take a value from its environment. */
export function environmentReference(variable: string): string {
  return `os.environ/${variable}`
}

function setOrDelete(path: ConfigPath, value: ConfigValue): ConfigEdit[] {
  return value === null ? [{ type: 'delete', path }] : [{ type: 'set', path, value }]
}

function defaultSection({ value, sections }: RoutingFile): string {
  const known = fallbackSections.find(
    (section) => settingOf(value, section, 'default_fallbacks') !== undefined,
  )
  return known ?? sections.general
}

/** The path itself, or that of what would be left empty without it; sections stay. */
function emptiedPath(file: RoutingFile, path: ConfigPath): ConfigPath {
  let place = path
  while (place.length > 2 && sizeAt(file, place.slice(0, -1)) === 1) place = place.slice(0, -1)
  return place
}

function sizeAt(file: RoutingFile, path: ConfigPath): number {
  const value = valueIn(file, path)
  if (isConfigArray(value)) return value.length
  return isConfigObject(value) ? Object.keys(value).length : 0
}

function targetPath(file: RoutingFile, path: ConfigPath): ConfigPath {
  return isConfigObject(valueIn(file, path)) ? [...path, 'model'] : path
}

function valueIn({ value }: RoutingFile, path: ConfigPath): ConfigValue | undefined {
  let at: ConfigValue | undefined = value
  for (const step of path) {
    if (typeof step === 'number') at = isConfigArray(at) ? at[step] : undefined
    else at = isConfigObject(at) ? ownMember(at, step) : undefined
  }
  return at
}
