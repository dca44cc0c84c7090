import { normaliseBaseUrl } from '../../base-url.ts'
import type { ConfigValue } from '../../config-document/config-edit.ts'
import { renameEdits } from '../edits/provider-edits.ts'
import { isSecretMark } from '../../secret-mark.ts'
import type { Finding } from '../config-problem.ts'
import { GATEWAY_API } from '../litellm-provider.ts'
import { normaliseProviderId } from '../model-ref.ts'
import type { ProviderInFile } from '../providers-in-file.ts'
import { hasVariables } from '../variable-text.ts'

import type { JudgeScope } from './judge-scope.ts'
import { quoted } from './wording.ts'

/** What keeps a provider from being reached although the engine accepts it. */
export function judgeProviders(scope: JudgeScope): Finding[] {
  return scope.providers.flatMap((provider) => [
    ...judgeId(provider, scope),
    ...judgeBaseUrl(provider, scope),
    ...judgeApi(provider, scope),
  ])
}

function judgeId(provider: ProviderInFile, scope: JudgeScope): Finding[] {
  const { id, path } = provider
  const lower = id.trim().toLowerCase()
  const finding = { code: 'provider-id', path, mark: 'key' } as const
  const { definition, providers, root } = scope
  const twin = providers.find((other) => other !== provider && isSameProvider(other.id, id, scope))
  if (twin) {
    return [
      {
        ...finding,
        severity: 'warning',
        message: `${definition.name} takes ${quoted(id)} and ${quoted(twin.id)} for the same provider. Keep one of them.`,
      },
    ]
  }
  if (lower === '' || id.includes('/')) {
    return [
      {
        ...finding,
        severity: 'error',
        message: `No model of ${quoted(id)} can be chosen: what stands before the first slash of a model is its provider.`,
      },
    ]
  }
  if (id === lower) return []
  return [
    {
      ...finding,
      severity: 'warning',
      message: `${definition.name} reads providers in lower case when a model is chosen and would not find ${quoted(id)}.`,
      fix: {
        label: `Rename it to "${lower}"`,
        edits: renameEdits(root, definition, id, lower),
      },
    },
  ]
}

function judgeBaseUrl({ path: owner, block }: ProviderInFile, { definition }: JudgeScope): Finding[] {
  const written = block['baseUrl']
  if (typeof written !== 'string' || written === '' || hasVariables(written) || isSecretMark(written))
    return []
  const path = [...owner, 'baseUrl']
  const finding = { code: 'base-url', severity: 'warning', path } as const
  const set = (label: string, value: ConfigValue) =>
    ({ label, edits: [{ type: 'set', path, value }] }) as const
  const url = written.trim()
  if (!/^https?:\/\/[^\s/?#]/i.test(url)) {
    const whole = `http://${url}`
    const isAddress = !url.includes('://') && normaliseBaseUrl(whole) !== null
    return [
      {
        ...finding,
        message: `This is no http or https address, so ${definition.name} cannot reach the provider.`,
        fix: isAddress ? set('Put http:// before it', whole) : null,
      },
    ]
  }
  if (url !== written) {
    return [
      { ...finding, message: 'White space around the address goes with it.', fix: set('Remove it', url) },
    ]
  }
  const endpoint = /\/+(?:chat\/completions|responses|messages)\/*$/i
  if (endpoint.test(url)) {
    const base = url.replace(endpoint, '')
    return [
      {
        ...finding,
        message: `${definition.name} puts the path of the request behind this address by itself.`,
        fix: set('Remove the path', base),
      },
    ]
  }
  if (!definition.stripsV1ForAnthropic && block['api'] === 'anthropic-messages' && /\/v1\/*$/i.test(url)) {
    return [
      {
        ...finding,
        message: `${definition.name} puts "/v1/messages" behind this address, so "/v1" would come twice.`,
        fix: set('Remove "/v1"', url.replace(/\/+v1\/*$/i, '')),
      },
    ]
  }
  return []
}

/** One model without an `api` keeps the engine from loading any configured provider. */
function judgeApi({ id, path: owner, models }: ProviderInFile, scope: JudgeScope): Finding[] {
  const path = [...owner, 'api']
  const lacking = models.filter(({ path: model }) => scope.isMissing([...model, 'api']))
  if (lacking.length === 0 || !scope.isMissing(path)) return []
  const api = GATEWAY_API
  return [
    {
      code: 'missing-api',
      severity: 'error',
      path,
      message:
        `Nothing says how ${scope.definition.name} is to talk to ${quoted(id)}: neither the provider nor each of its models ` +
        `has an "api". That keeps all configured providers from loading. A LiteLLM gateway speaks "${api}".`,
      fix: { label: `Add api: "${api}"`, edits: [{ type: 'set', path, value: api }] },
    },
  ]
}

function isSameProvider(first: string, second: string, { definition }: JudgeScope): boolean {
  return normaliseProviderId(first, definition) === normaliseProviderId(second, definition)
}
