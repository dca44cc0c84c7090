import type { ConfigPath } from '../../config-document/config-edit.ts'
import type { Finding } from '../config-problem.ts'
import { keyFormOf, keyVariableOf } from '../key-form.ts'
import { normaliseProviderId } from '../model-ref.ts'
import type { ProviderInFile } from '../providers-in-file.ts'

import type { JudgeScope } from './judge-scope.ts'
import { quoted } from './wording.ts'

/** How providers come by their keys. */
export function judgeKeys(scope: JudgeScope): Finding[] {
  return scope.providers.flatMap((provider) => [
    ...judgeKey(provider, scope),
    ...judgeHeaders(provider.path, provider.block['headers'], scope),
    ...provider.models.flatMap((model) => judgeHeaders(model.path, model.entry['headers'], scope)),
  ])
}

function judgeKey(provider: ProviderInFile, scope: JudgeScope): Finding[] {
  const path = [...provider.path, 'apiKey']
  const key = keyFormOf(provider.block['apiKey'], scope.isVariableSet)
  switch (key.form) {
    case 'bare-name': {
      const text = `\${${key.name}}`
      return [
        {
          code: 'bare-variable-name',
          severity: 'warning',
          path,
          message:
            `The name ${quoted(key.name)} itself would be sent as the key, unless the key is found elsewhere first. ` +
            `A variable is written ${quoted(text)}.`,
          fix: scope.isVariableSet(key.name)
            ? { label: `Write ${quoted(text)}`, edits: [{ type: 'set', path, value: text }] }
            : null,
        },
      ]
    }
    case 'command':
      return [commandFinding(path, scope)]
    case 'none':
      return hasKeyElsewhere(provider, scope) ? [] : [noKey(provider, scope)]
    default:
      return []
  }
}

function judgeHeaders(owner: ConfigPath, headers: unknown, scope: JudgeScope): Finding[] {
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return []
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' && value.trimStart().startsWith('!')
      ? [commandFinding([...owner, 'headers', name], scope)]
      : [],
  )
}

function commandFinding(path: ConfigPath, { definition }: JudgeScope): Finding {
  return {
    code: 'command-key',
    severity: 'warning',
    path,
    message: `A value that begins with "!" is run as a shell command by ${definition.name}, and what it prints is sent.`,
  }
}

/** Whether a provider without an `apiKey` needs none, or gets one from somewhere else. */
function hasKeyElsewhere(provider: ProviderInFile, scope: JudgeScope): boolean {
  const { definition, facts, includes } = scope
  if (provider.models.length === 0) return true
  if (provider.block['auth'] === 'aws-sdk') return true
  if (includes.around([...provider.path, 'apiKey']).length > 0) return true
  const variable = keyVariableOf(provider.id, definition)
  if (variable !== null && scope.isVariableSet(variable)) return true
  const id = normaliseProviderId(provider.id, definition)
  const chain = facts.keyChains.find(({ providerId }) => normaliseProviderId(providerId, definition) === id)
  if (chain) {
    return chain.links.some(
      ({ source, state }) => source === 'auth-profile' && (state === 'wins' || state === 'shadowed'),
    )
  }
  return facts.authProfiles.some(({ providerId }) => normaliseProviderId(providerId, definition) === id)
}

function noKey(provider: ProviderInFile, scope: JudgeScope): Finding {
  const { definition, facts } = scope
  const path = [...provider.path, 'apiKey']
  // The engine looks in the variable by itself only for the provider it belongs to.
  const variable = Object.values(definition.keyVariables).find((name) => scope.isVariableSet(name))
  const text = `\${${variable}}`
  const owner = quoted(provider.id)
  return {
    code: 'no-key',
    severity: 'error',
    path,
    message:
      `${definition.name} finds no key for ${owner}${facts.authProfiles.length > 0 ? ', also not among its stored profiles' : ''}. ` +
      'A provider with models and no key keeps all configured providers from loading; where a gateway needs none, any word will do.',
    fix:
      variable === undefined
        ? null
        : { label: `Write ${quoted(text)}`, edits: [{ type: 'set', path, value: text }] },
  }
}
