import type { ConfigPath } from '../../config-document/config-edit.ts'
import { familiarKeysAt } from '../agent-keys.ts'
import type { Finding, ProblemFix } from '../config-problem.ts'
import { pathText } from '../../config-document/config-path.ts'
import { arrayIn, objectIn, valueIn } from '../config-lookup.ts'
import { engineDefinitions } from '../engine-definitions.ts'
import { engineSchema } from '../engine-schema.ts'
import { INCLUDE_KEY } from '../include-merge.ts'
import { withoutIncludes } from '../include-sites.ts'
import { nearestOf } from '../nearest.ts'
import { keysAt, schemaIssues, type SchemaIssue } from '../schema-issues.ts'
import { hasVariables } from '../variable-text.ts'

import type { JudgeScope } from './judge-scope.ts'
import { fixOfIssue } from './shape-fix.ts'
import { listed, quoted, wouldNotStart } from './wording.ts'

/** What the engine's schema refuses; each such thing keeps it from starting. */
export function judgeShape(scope: JudgeScope): Finding[] {
  const { definition } = scope
  const value = withoutIncludes(scope.root)
  const issues = schemaIssues(engineSchema(definition), value).filter((issue) => isCertain(issue, scope))
  if (issues.length === 0) return []
  const others = engineDefinitions
    .filter(({ kind }) => kind !== definition.kind)
    .map((other) => ({ name: other.name, refused: keysOf(schemaIssues(engineSchema(other), value)) }))
  return issues.map((issue) => {
    const friends = others.filter(({ refused }) => !refused.has(keyOf(issue))).map(({ name }) => name)
    return findingOf(issue, friends, scope)
  })
}

/** Keys of `agents` that neither the contract nor Litedesk knows. */
export function judgeAgentKeys(scope: JudgeScope): Finding[] {
  const agents = arrayIn(scope.root, ['agents', 'list']).map((_agent, index) => ['agents', 'list', index])
  const paths: ConfigPath[] = [['agents'], ['agents', 'defaults'], ...agents]
  return paths.flatMap((path) =>
    Object.keys(objectIn(scope.root, path)).flatMap((key): Finding[] => {
      const familiar = familiarKeysAt(path) ?? []
      if (key === INCLUDE_KEY || familiar.includes(key)) return []
      const meant = nearestOf(key, familiar)
      return [
        {
          code: 'unfamiliar-key',
          severity: 'warning',
          path: [...path, key],
          mark: 'key',
          message:
            `Litedesk does not know the key ${quoted(key)} in ${pathText(path)}, and ${scope.definition.name} does ` +
            `not start with a key it does not know.${meant === null ? '' : ` Did you mean "${meant}"?`}`,
          fix: meant === null ? null : renameFix(scope, [...path, key], meant),
        },
      ]
    }),
  )
}

/** Leaves out what an include or a variable may set right. */
function isCertain(issue: SchemaIssue, scope: JudgeScope): boolean {
  const { definition, includes, root } = scope
  if (issue.kind === 'missing') return includes.around(issue.path).length === 0
  if (issue.kind === 'unknown-key') {
    const [key, ...deeper] = issue.path
    return deeper.length > 0 || !definition.legacyRootKeys.includes(String(key))
  }
  const site = includes.at(issue.path)
  if (site && !site.hasSiblings) return false
  const value = valueIn(root, issue.path)
  const isText = typeof value === 'string' && hasVariables(value)
  return !(isText && (issue.kind === 'wrong-value' || issue.kind === 'wrong-form'))
}

function findingOf(issue: SchemaIssue, friends: readonly string[], scope: JudgeScope): Finding {
  const { name } = scope.definition
  const fatal = { severity: 'error', stopsEngine: true, path: issue.path } as const
  const accepted = friends.length > 0 ? ` Only ${listed(friends)} accepts it.` : ''
  const subject = subjectOf(issue.path)
  const fix = fixOfIssue(issue, scope)
  switch (issue.kind) {
    case 'unknown-key':
      return unknownKey(issue.path, friends, scope)
    case 'missing':
      return {
        ...fatal,
        code: 'missing-field',
        message: `${subject} is missing here, and ${name} does not start without it.`,
        fix,
      }
    case 'wrong-type': {
      const types = listed(
        issue.expected.map((type) => TYPE_WORDS[type] ?? type),
        'or',
      )
      return {
        ...fatal,
        code: 'wrong-type',
        message: `${subject} must be ${types}. ${wouldNotStart(name)}${accepted}`,
        fix,
      }
    }
    case 'wrong-value':
      return {
        ...fatal,
        code: 'wrong-value',
        message: `${subject} must be ${listed(issue.allowed.map(quoted), 'or')}. ${wouldNotStart(name)}${accepted}`,
        fix,
      }
    case 'empty':
      return {
        ...fatal,
        code: 'wrong-value',
        message: `${subject} must not be empty. ${wouldNotStart(name)}`,
        fix,
      }
    case 'not-positive':
      return {
        ...fatal,
        code: 'wrong-value',
        message: `${subject} must be more than zero. ${wouldNotStart(name)}`,
        fix,
      }
    case 'wrong-form':
      return {
        ...fatal,
        code: 'wrong-value',
        message: `${subject} is not written in a form ${name} takes. ${wouldNotStart(name)}`,
        fix,
      }
  }
}

function unknownKey(path: ConfigPath, friends: readonly string[], scope: JudgeScope): Finding {
  const { definition } = scope
  const key = String(path.at(-1))
  const meant = nearestOf(key, keysAt(engineSchema(definition), path.slice(0, -1)))
  const rename = meant === null ? null : renameFix(scope, path, meant)
  const hints = [
    ...(friends.length > 0 ? [`Only ${listed(friends)} knows it.`] : []),
    ...(rename === null || friends.length > 0 ? [] : [`Did you mean "${meant}"?`]),
  ]
  const remove = { label: `Remove ${quoted(key)}`, edits: [{ type: 'delete', path }] } as const
  return {
    code: 'unknown-key',
    severity: 'error',
    stopsEngine: true,
    path,
    mark: 'key',
    message: [
      `${definition.name} does not know the key ${quoted(key)} here and would not start with it.`,
      ...hints,
    ].join(' '),
    fix: friends.length > 0 ? remove : (rename ?? remove),
  }
}

/** Null when the key that is meant is there already. */
function renameFix(scope: JudgeScope, path: ConfigPath, key: string): ProblemFix | null {
  if (valueIn(scope.root, [...path.slice(0, -1), key]) !== undefined) return null
  return { label: `Rename it to "${key}"`, edits: [{ type: 'rename', path, key }] }
}

/** How a sentence begins that is about what is at a path. */
function subjectOf(path: ConfigPath): string {
  const last = path.at(-1)
  if (last === undefined) return 'The file'
  return typeof last === 'number' ? `Each element of "${String(path.at(-2))}"` : quoted(last)
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function keysOf(issues: readonly SchemaIssue[]): ReadonlySet<string> {
  return new Set(issues.map(keyOf))
}

function keyOf(issue: SchemaIssue): string {
  return JSON.stringify([issue.kind, issue.path])
}
