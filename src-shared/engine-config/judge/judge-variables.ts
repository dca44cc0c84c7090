import type { Finding } from '../config-problem.ts'
import { INCLUDE_KEY } from '../include-merge.ts'
import { valueIn } from '../config-lookup.ts'
import { keyFormOf } from '../key-form.ts'
import { hasLiteralReference, variablesIn } from '../variable-text.ts'

import type { JudgeScope } from './judge-scope.ts'
import { quoted } from './wording.ts'

/** References to variables nothing sets, and text that only looks like one. */
export function judgeVariables(scope: JudgeScope): Finding[] {
  const findings: Finding[] = []
  for (const { path, value, range } of scope.document.strings()) {
    if (path.at(-1) === INCLUDE_KEY || path.at(-2) === INCLUDE_KEY || !value.includes('${')) continue
    for (const name of variablesIn(value)) {
      if (!scope.isVariableSet(name)) findings.push({ ...unresolved(name, scope), path, range })
    }
    if (path[0] === 'models' && hasLiteralReference(value)) {
      findings.push({
        code: 'literal-variable',
        severity: path.at(-1) === 'apiKey' ? 'warning' : 'info',
        path,
        range,
        message:
          `${scope.definition.name} takes this as it is written: only capital letters, digits and _ between the braces ` +
          'make a variable.',
      })
    }
  }
  return [...findings, ...judgeReferences(scope)]
}

/** SecretRefs that lead nowhere. */
function judgeReferences(scope: JudgeScope): Finding[] {
  if (!scope.definition.allowsSecretRef) return []
  return scope.providers.flatMap((provider): Finding[] => {
    const path = [...provider.path, 'apiKey']
    const key = keyFormOf(provider.block['apiKey'], scope.isVariableSet)
    if (key.form !== 'reference') return []
    const { source, provider: keeper, id } = key.reference
    const isDefined = valueIn(scope.root, ['secrets', 'providers', keeper]) !== undefined
    if (source === 'env' && keeper === 'default' && !isDefined) {
      return scope.isVariableSet(id) ? [] : [{ ...unresolved(id, scope), path: [...path, 'id'] }]
    }
    if (!scope.isMissing(['secrets', 'providers', keeper])) return []
    return [
      {
        code: 'unknown-secret-provider',
        severity: 'error',
        stopsEngine: true,
        path: [...path, 'provider'],
        message:
          `The file has no secrets.providers.${keeper}, so this key cannot be fetched. ` +
          `The gateway of ${scope.definition.name} would not start.`,
      },
    ]
  })
}

function unresolved(name: string, { definition }: JudgeScope): Omit<Finding, 'path'> {
  return {
    code: 'unresolved-variable',
    severity: 'error',
    message:
      `Litedesk finds no variable ${quoted(name)}: not in the environment, nor in the .env file, nor under "env". ` +
      `Unless it is set where ${definition.name} is started, ${definition.name} does not start.`,
  }
}
