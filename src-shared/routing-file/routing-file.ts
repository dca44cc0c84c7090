import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import {
  type ConfigObject,
  isConfigArray,
  isConfigObject,
  ownMember,
} from '../config-document/config-value.ts'

/**
 * What calls a fallback: any failure, a context that is too long, or content that the provider refuses. Source: LiteLLM
 * `Router`, `async_function_with_fallbacks_common_utils`.
 */
export const fallbackKinds = ['general', 'context-window', 'content-policy'] as const
export type FallbackKind = (typeof fallbackKinds)[number]

/** The sections LiteLLM reads lists of fallbacks from; the first that has one wins. Source: LiteLLM `Router.__init__`. */
export const fallbackSections = ['router_settings', 'litellm_settings'] as const
export type FallbackSection = (typeof fallbackSections)[number]

/** The key of each kind's list. */
export const fallbackKeys = {
  general: 'fallbacks',
  'context-window': 'context_window_fallbacks',
  'content-policy': 'content_policy_fallbacks',
} as const satisfies Record<FallbackKind, string>

/** The source that stands for every model. */
export const EVERY_MODEL = '*'

/** One entry of `model_list`. */
export interface RoutedDeployment {
  readonly index: number
  /** Public name; empty where it is missing. */
  readonly modelName: string
  /** `provider/model`; empty where it is missing. */
  readonly model: string
  readonly params: ConfigObject
  readonly info: ConfigObject
}

/** Who catches a model. */
export interface FallbackRule {
  readonly kind: FallbackKind
  /** The model that fails; `*` for every model. */
  readonly source: string
  /** Tried in this order. */
  readonly targets: readonly string[]
  /** Where the targets stand. */
  readonly path: ConfigPath
  /** Whether LiteLLM reads it: another section, or an earlier rule for the same model, may win. */
  readonly isRead: boolean
}

/** Another name for a model. */
export interface ModelAlias {
  readonly name: string
  readonly target: string
  /** Whether lists of models leave it out. */
  readonly isHidden: boolean
  readonly path: ConfigPath
}

/** What a LiteLLM config file says about routing. What has another shape than LiteLLM reads is left out. */
export interface RoutingFile {
  readonly value: ConfigObject
  readonly deployments: readonly RoutedDeployment[]
  readonly rules: readonly FallbackRule[]
  readonly aliases: readonly ModelAlias[]
  /** Public names, each once, in the file's order. */
  readonly modelNames: readonly string[]
  /** Every name that is served as it is written: public names and aliases. */
  readonly served: ReadonlySet<string>
  /** What public names with a star serve. */
  readonly patterns: readonly RegExp[]
  /** Where new fallbacks of a kind belong. */
  readonly sections: Readonly<Record<FallbackKind, FallbackSection>>
}

/** Reads the routing of a config. */
export function readRoutingFile(root: ConfigValue): RoutingFile {
  const value = isConfigObject(root) ? root : {}
  const deployments = deploymentsOf(value)
  const aliases = aliasesOf(value)
  const modelNames = [...new Set(deployments.map(({ modelName }) => modelName).filter((name) => name !== ''))]
  return {
    value,
    deployments,
    rules: fallbackKinds.flatMap((kind) => rulesOf(value, kind)),
    aliases,
    modelNames,
    served: new Set([...modelNames, ...aliases.map(({ name }) => name)]),
    patterns: modelNames.filter((name) => name.includes('*')).map(patternOf),
    sections: {
      general: sectionOf(value, 'general'),
      'context-window': sectionOf(value, 'context-window'),
      'content-policy': sectionOf(value, 'content-policy'),
    },
  }
}

/** A member of a section; undefined where either is missing. */
export function settingOf(value: ConfigObject, section: string, key: string): ConfigValue | undefined {
  const settings = ownMember(value, section)
  return isConfigObject(settings) ? ownMember(settings, key) : undefined
}

/** Whether something answers to a name: a public name, what one with a star serves, or an alias. */
export function isServed({ served, patterns }: RoutingFile, name: string): boolean {
  return served.has(name) || patterns.some((pattern) => pattern.test(name))
}

/** The name of a fallback as it is written: by itself, or with parameters of its own. */
export function targetName(target: ConfigValue): string | null {
  if (typeof target === 'string') return target
  if (!isConfigObject(target)) return null
  const model = ownMember(target, 'model')
  return typeof model === 'string' ? model : null
}

function patternOf(name: string): RegExp {
  const literal = name.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${literal.replaceAll('*', '.*')}$`)
}

function deploymentsOf(value: ConfigObject): RoutedDeployment[] {
  const list = ownMember(value, 'model_list')
  if (!isConfigArray(list)) return []
  return list.map((entry, index) => {
    const params = isConfigObject(entry) ? ownMember(entry, 'litellm_params') : undefined
    const info = isConfigObject(entry) ? ownMember(entry, 'model_info') : undefined
    return {
      index,
      modelName: textIn(entry, 'model_name'),
      model: textIn(params, 'model'),
      params: isConfigObject(params) ? params : {},
      info: isConfigObject(info) ? info : {},
    }
  })
}

function textIn(holder: ConfigValue | undefined, key: string): string {
  const member = isConfigObject(holder) ? ownMember(holder, key) : undefined
  return typeof member === 'string' ? member : ''
}

function rulesOf(value: ConfigObject, kind: FallbackKind): FallbackRule[] {
  const winner = sectionOf(value, kind)
  const key = fallbackKeys[kind]
  const rules: FallbackRule[] = []
  for (const section of fallbackSections) {
    const list = settingOf(value, section, key)
    const seen = new Set<string>()
    for (const [index, entry] of isConfigArray(list) ? list.entries() : []) {
      for (const [source, targets] of isConfigObject(entry) ? Object.entries(entry) : []) {
        if (!isConfigArray(targets)) continue
        rules.push({
          kind,
          source,
          targets: targets.map((target) => targetName(target) ?? ''),
          path: [section, key, index, source],
          isRead: section === winner && !seen.has(source),
        })
        seen.add(source)
      }
    }
  }
  return kind === 'general' ? [...rules, ...defaultRules(value)] : rules
}

/** `default_fallbacks` are a rule for every model behind all others. Source: LiteLLM `Router.__init__`. */
function defaultRules(value: ConfigObject): FallbackRule[] {
  const lists = fallbackSections.flatMap((section) => {
    const list = settingOf(value, section, 'default_fallbacks')
    return isConfigArray(list) && list.length > 0 ? [{ section, list }] : []
  })
  return lists.map(({ section, list }, index) => ({
    kind: 'general',
    source: EVERY_MODEL,
    targets: list.map((target) => targetName(target) ?? ''),
    path: [section, 'default_fallbacks'],
    isRead: index === 0,
  }))
}

function sectionOf(value: ConfigObject, kind: FallbackKind): FallbackSection {
  const key = fallbackKeys[kind]
  const winner = fallbackSections.find((section) => {
    const list = settingOf(value, section, key)
    return isConfigArray(list) && list.length > 0
  })
  return (
    winner ??
    (isConfigObject(ownMember(value, 'litellm_settings')) ? 'litellm_settings' : writtenSection(value))
  )
}

/** Where a file that has no list of fallbacks yet gets one. */
function writtenSection(value: ConfigObject): FallbackSection {
  return isConfigObject(ownMember(value, 'router_settings')) ? 'router_settings' : 'litellm_settings'
}

function aliasesOf(value: ConfigObject): ModelAlias[] {
  const aliases = settingOf(value, 'router_settings', 'model_group_alias')
  if (!isConfigObject(aliases)) return []
  return Object.entries(aliases).map(([name, target]) => ({
    name,
    target: typeof target === 'string' ? target : textIn(target, 'model'),
    isHidden: isConfigObject(target) && ownMember(target, 'hidden') === true,
    path: ['router_settings', 'model_group_alias', name],
  }))
}
