import type { ConfigEdit, ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import { isConfigArray, isConfigObject } from '../config-document/config-value.ts'
import { nearestOf } from '../engine-config/nearest.ts'
import { fallbackGraph } from './fallback-graph.ts'
import {
  EVERY_MODEL,
  fallbackKeys,
  type FallbackKind,
  fallbackKinds,
  type FallbackRule,
  fallbackSections,
  isServed,
  type RoutingFile,
  settingOf,
  targetName,
} from './routing-file.ts'
import { removeFallback } from './routing-edits.ts'
import type { RoutingFinding } from './routing-problem.ts'

/** What is wrong with fallbacks and aliases. */
export function* judgeFallbacks(file: RoutingFile): Iterable<RoutingFinding> {
  for (const kind of fallbackKinds) yield* listFindings(file, kind)
  for (const rule of file.rules) yield* ruleFindings(file, rule)
  yield* cycleFindings(file)
  yield* aliasFindings(file)
}

function* listFindings(file: RoutingFile, kind: FallbackKind): Iterable<RoutingFinding> {
  const key = fallbackKeys[kind]
  const filled = fallbackSections.filter((section) => {
    const list = settingOf(file.value, section, key)
    return isConfigArray(list) && list.length > 0
  })
  const [winner, loser] = filled
  if (winner !== undefined && loser !== undefined) {
    yield {
      code: 'unused-rule',
      severity: 'warning',
      path: [loser, key],
      mark: 'key',
      message: `LiteLLM does not read these ${key}: those of ${winner} take their place.`,
    }
  }
  for (const section of fallbackSections) {
    const list = settingOf(file.value, section, key)
    if (list === undefined || list === null) continue
    if (!isConfigArray(list)) {
      yield shape(
        [section, key],
        `${key} has to be a list, such as \`- strong: [cheap]\`.`,
        asList(section, key, list),
      )
      continue
    }
    for (const [index, entry] of list.entries()) yield* entryFindings([section, key, index], key, entry)
  }
}

function* entryFindings(path: ConfigPath, key: string, entry: ConfigValue): Iterable<RoutingFinding> {
  if (!isConfigObject(entry)) {
    yield shape(
      path,
      `An entry of ${key} names one model and those that catch it, such as \`strong: [cheap]\`.`,
      null,
    )
    return
  }
  const members = Object.entries(entry)
  if (members.length !== 1) {
    yield shape(
      path,
      `LiteLLM takes one model for each entry of ${key}; this one has ${members.length}, and it would not start.`,
      members.length > 1 ? { label: 'Make one entry of each', edits: splitEntry(path, members) } : null,
    )
  }
  for (const [source, targets] of members) {
    if (!isConfigArray(targets)) {
      yield shape(
        [...path, source],
        `What catches ${source} has to be a list; LiteLLM would take a text letter by letter.`,
        typeof targets === 'string'
          ? { label: 'Make it a list', edits: [{ type: 'set', path: [...path, source], value: [targets] }] }
          : null,
      )
    } else if (targets.some((target) => targetName(target) === null)) {
      const place = targets.findIndex((target) => targetName(target) === null)
      yield shape([...path, source, place], 'This is no model’s name.', null)
    }
  }
}

function shape(path: ConfigPath, message: string, fix: RoutingFinding['fix']): RoutingFinding {
  return { code: 'fallback-shape', severity: 'error', stopsGateway: true, path, message, fix: fix ?? null }
}

function asList(section: string, key: string, value: ConfigValue): RoutingFinding['fix'] {
  if (!isConfigObject(value)) return null
  const entries = Object.entries(value).map(([source, targets]) => ({ [source]: targets }))
  return {
    label: 'Make it a list',
    edits: [
      { type: 'delete', path: [section, key] },
      { type: 'set', path: [section, key], value: entries },
    ],
  }
}

function splitEntry(path: ConfigPath, members: readonly (readonly [string, ConfigValue])[]): ConfigEdit[] {
  const list = path.slice(0, -1)
  const index = Number(path.at(-1))
  return members.slice(1).flatMap(([source, targets], place): ConfigEdit[] => [
    { type: 'delete', path: [...path, source] },
    { type: 'insert', path: [...list, index + 1 + place], value: { [source]: targets } },
  ])
}

function* ruleFindings(file: RoutingFile, rule: FallbackRule): Iterable<RoutingFinding> {
  const { source, targets, path } = rule
  const seen = new Set<string>()
  if (source !== EVERY_MODEL && !isKnownSource(file, source)) {
    const near = nearestOf(source, file.modelNames)
    yield {
      code: 'unknown-model',
      severity: 'warning',
      path,
      mark: 'key',
      message: `Nothing in this file serves ${source}, so this fallback is never used.`,
      fix: near === null ? null : { label: `Use ${near}`, edits: [{ type: 'rename', path, key: near }] },
    }
  }
  for (const [place, target] of targets.entries()) {
    const remove = { label: 'Remove it', edits: removeFallback(file, rule, place) }
    if (target === '') continue
    if (!isServed(file, target)) {
      const near = nearestOf(target, [...file.modelNames, ...file.aliases.map(({ name }) => name)])
      yield {
        code: 'unknown-model',
        severity: 'error',
        path: [...path, place],
        message: `Nothing in this file serves ${target}, so it catches nobody.`,
        fix:
          near === null
            ? remove
            : { label: `Use ${near}`, edits: [{ type: 'set', path: [...path, place], value: near }] },
      }
    } else if (target === source) {
      yield {
        code: 'repeated-target',
        severity: 'warning',
        path: [...path, place],
        message: `${source} catches itself: what failed is tried again, and fails again.`,
        fix: remove,
      }
    } else if (seen.has(target)) {
      yield {
        code: 'repeated-target',
        severity: 'warning',
        path: [...path, place],
        message: `${target} is in this list already.`,
        fix: remove,
      }
    }
    seen.add(target)
  }
  const isShadowed =
    !rule.isRead &&
    file.rules.some(
      (other) =>
        other.isRead &&
        other.kind === rule.kind &&
        other.source === source &&
        other.path[0] === path[0] &&
        other.path[1] === path[1],
    )
  if (isShadowed) {
    yield {
      code: 'unused-rule',
      severity: 'warning',
      path,
      mark: 'key',
      message: `There is an entry for ${source} above; LiteLLM does not read this one.`,
    }
  }
}

/** LiteLLM also finds `gpt-4o` for `openai/gpt-4o`. Source: LiteLLM `get_fallback_model_group`. */
function isKnownSource(file: RoutingFile, source: string): boolean {
  return isServed(file, source) || file.modelNames.some((name) => name.endsWith(`/${source}`))
}

function* cycleFindings(file: RoutingFile): Iterable<RoutingFinding> {
  for (const cycle of fallbackGraph(file).cycles) {
    const [first = ''] = cycle
    if (cycle.length < 2) continue
    const next = cycle[1] ?? first
    const rule = file.rules.find(
      ({ isRead, source, targets }) => isRead && source === first && targets.includes(next),
    )
    yield {
      code: 'cycle',
      severity: 'warning',
      path: rule ? [...rule.path, rule.targets.indexOf(next)] : [],
      message: `${[...cycle, first].join(' → ')} goes round in a circle: when all of them fail, a request comes back to where it began, and fails later.`,
    }
  }
}

function* aliasFindings(file: RoutingFile): Iterable<RoutingFinding> {
  const modelNames = new Set(file.modelNames)
  for (const { name, target, path } of file.aliases) {
    if (target === '' || !isServed(file, target)) {
      const near = target === '' ? null : nearestOf(target, file.modelNames)
      yield {
        code: 'unknown-model',
        severity: 'error',
        path,
        message:
          target === ''
            ? `The alias ${name} stands for nothing.`
            : `The alias ${name} stands for ${target}, which nothing in this file serves.`,
        fix: near === null ? null : { label: `Use ${near}`, edits: [{ type: 'set', path, value: near }] },
      }
    }
    if (modelNames.has(name)) {
      yield {
        code: 'alias-in-the-way',
        severity: 'warning',
        path,
        mark: 'key',
        message: `${name} is a model of this file too; the alias is in its way.`,
      }
    }
  }
}
