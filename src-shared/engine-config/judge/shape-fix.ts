import type { ConfigEdit, ConfigPath, ConfigValue } from '../../config-document/config-edit.ts'
import type { ProblemFix } from '../config-problem.ts'
import { valueIn } from '../config-lookup.ts'
import { SecretRef } from '../secret-ref.ts'
import type { SchemaIssue } from '../schema-issues.ts'

import type { JudgeScope } from './judge-scope.ts'
import { quoted } from './wording.ts'

/** How an issue can be mended without inventing anything; null where that takes a person. */
export function fixOfIssue(issue: SchemaIssue, scope: JudgeScope): ProblemFix | null {
  if (issue.kind === 'missing') return missingFix(issue.path, scope)
  return issue.kind === 'wrong-type' ? typeFix(issue.path, issue.expected, scope) : null
}

function missingFix(path: ConfigPath, scope: JudgeScope): ProblemFix | null {
  const parent = path.slice(0, -1)
  const place = placeOf(parent)
  if (place === 'model' && path.at(-1) === 'name') {
    const id = valueIn(scope.root, [...parent, 'id'])
    return typeof id === 'string' && id !== '' ? setFix('Use the id as its name', path, id) : null
  }
  if (place === 'provider' && path.at(-1) === 'models') return setFix('Add an empty list of models', path, [])
  return null
}

function typeFix(path: ConfigPath, expected: readonly string[], scope: JudgeScope): ProblemFix | null {
  const value = valueIn(scope.root, path)
  const place = placeOf(path)
  if (typeof value === 'string') {
    if (place === 'default-model') return setFix('Write it as an object', path, { primary: value })
    if (place === 'model' && value !== '')
      return setFix('Write it as an object', path, { id: value, name: value })
    if (expected.includes('number')) return numberFix(path, value)
    if (expected.includes('boolean') && (value === 'true' || value === 'false')) {
      return setFix(`Write ${value} without quotes`, path, value === 'true')
    }
    if (expected.includes('array') && value !== '') return setFix('Write it as a list', path, [value])
  }
  if (place === 'allowlist-entry' && (value === true || value === null)) return setFix('Write {}', path, {})
  return path.at(-1) === 'apiKey' ? referenceFix(path, value, scope) : null
}

function numberFix(path: ConfigPath, text: string): ProblemFix | null {
  const number = Number(text.replaceAll(/[_,](?=\d{3})/g, ''))
  return text.trim() !== '' && Number.isFinite(number)
    ? setFix(`Write ${number} as a number`, path, number)
    : null
}

/** A SecretRef for a variable says in one engine what `${NAME}` says in both. */
function referenceFix(
  path: ConfigPath,
  value: ConfigValue | undefined,
  scope: JudgeScope,
): ProblemFix | null {
  const { data } = SecretRef.safeParse(value)
  if (data?.source !== 'env' || !scope.isVariableSet(data.id)) return null
  const text = `\${${data.id}}`
  return setFix(`Write ${quoted(text)}`, path, text)
}

function setFix(label: string, path: ConfigPath, value: ConfigValue): ProblemFix {
  const edit: ConfigEdit = { type: 'set', path, value }
  return { label, edits: [edit] }
}

type ShapePlace = 'provider' | 'model' | 'default-model' | 'allowlist-entry' | null

function placeOf(path: ConfigPath): ShapePlace {
  const [root, section, third, fourth] = path
  if (root === 'models' && section === 'providers') {
    if (path.length === 3) return 'provider'
    return path.length === 5 && fourth === 'models' ? 'model' : null
  }
  if (root !== 'agents' || section !== 'defaults') return null
  if (path.length === 3 && (third === 'model' || third === 'imageModel')) return 'default-model'
  return path.length === 4 && third === 'models' ? 'allowlist-entry' : null
}
