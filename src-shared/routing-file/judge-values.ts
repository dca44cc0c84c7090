import type { ConfigPath, ConfigValue } from '../config-document/config-edit.ts'
import { isConfigArray, isConfigObject, ownMember } from '../config-document/config-value.ts'
import { secretMarkPattern } from '../secret-mark.ts'
import type { YamlDocument } from '../yaml-document/yaml-document.ts'
import type { YamlNode } from '../yaml-document/yaml-node.ts'
import type { RoutingFacts } from './judge-routing.ts'
import { environmentReference } from './routing-edits.ts'
import { type RoutingFile, settingOf } from './routing-file.ts'
import type { RoutingFinding } from './routing-problem.ts'

const REFERENCE = /^os\.environ\/(.*)$/s
const NAME = /^[A-Za-z_]\w*$/
/** Spellings of other programs that LiteLLM passes on as they are. */
const FOREIGN =
  /^(?:\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)|os\.environ\.([A-Za-z_]\w*)|os\.environ\[["']?([A-Za-z_]\w*)["']?\]|env\/([A-Za-z_]\w*))$/
/** Numbers to YAML 1.2 and to people, texts to PyYAML: without a point, or without a sign of the exponent. */
const POINTLESS_EXPONENT = /^[-+]?\d[\d_]*(?:[eE][-+]?\d+|\.[\d_]*[eE]\d+)$/

/** What is wrong with single values: variables, secrets, numbers. */
export function* judgeValues(
  document: YamlDocument,
  file: RoutingFile,
  facts: RoutingFacts,
): Iterable<RoutingFinding> {
  const variables = facts.variables === null ? null : new Set(facts.variables)
  for (const { path, value } of stringsIn(file.value, [])) {
    yield* stringFindings({ path, value, file, variables })
  }
  yield* numberFindings(document, document.root, [])
  yield* proxyFindings(file, variables)
}

interface JudgedString {
  readonly path: ConfigPath
  readonly value: string
  readonly file: RoutingFile
  readonly variables: ReadonlySet<string> | null
}

function* stringFindings({ path, value, file, variables }: JudgedString): Iterable<RoutingFinding> {
  const [, name] = REFERENCE.exec(value) ?? []
  if (name !== undefined) {
    if (!NAME.test(name)) {
      yield {
        code: 'foreign-reference',
        severity: 'error',
        path,
        message: `“${name}” is no name of a variable; it is written os.environ/NAME, without spaces.`,
      }
    } else if (variables?.has(name) === false) yield missingVariable(path, name, file)
    return
  }
  const foreign = FOREIGN.exec(value)
    ?.slice(1)
    .find((group) => group !== undefined)
  if (foreign !== undefined) {
    const reference = environmentReference(foreign)
    yield {
      code: 'foreign-reference',
      severity: 'warning',
      path,
      message: `LiteLLM takes this as it is written; a variable is written ${reference}.`,
      fix: { label: `Write ${reference}`, edits: [{ type: 'set', path, value: reference }] },
    }
  }
  if (value.search(secretMarkPattern()) === -1) return
  const reference = environmentReference(variableFor(path, file))
  yield {
    code: 'literal-secret',
    severity: 'warning',
    path,
    message: `A secret stands in the file itself, where everybody who can read the file finds it. Put it into a variable, then write ${reference} here.`,
    fix: { label: `Write ${reference}`, edits: [{ type: 'set', path, value: reference }] },
  }
}

function missingVariable(path: ConfigPath, name: string, file: RoutingFile): RoutingFinding {
  const own = ownMember(file.value, 'environment_variables')
  if (isConfigObject(own) && Object.hasOwn(own, name)) {
    return {
      code: 'late-variable',
      severity: 'warning',
      path,
      message: `${name} is set in environment_variables of this file, which LiteLLM reads only after it has looked for ${name}.`,
    }
  }
  return {
    code: 'missing-variable',
    severity: 'warning',
    path,
    message: `${name} is not set in the environment LiteLLM would run in, so it would go without it.`,
  }
}

/** The variable a value usually stands in. */
function variableFor(path: ConfigPath, file: RoutingFile): string {
  const key = path.findLast((step) => typeof step === 'string') ?? 'SECRET'
  if (path[0] === 'general_settings' && key === 'master_key') return 'LITELLM_MASTER_KEY'
  if (path[0] === 'general_settings' && key === 'database_url') return 'DATABASE_URL'
  const deployment = path[0] === 'model_list' ? file.deployments[Number(path[1])] : undefined
  const provider = deployment?.model.includes('/') ? deployment.model.split('/')[0] : undefined
  const words = provider === undefined || key.startsWith(provider) ? key : `${provider}_${key}`
  const name = words.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')
  return /^\d/.test(name) ? `KEY_${name}` : name
}

function* numberFindings(document: YamlDocument, node: YamlNode, path: ConfigPath): Iterable<RoutingFinding> {
  for (const [index, { key, value }] of node.items.entries()) {
    const place = [...path, key ?? index]
    if (value.kind === 'scalar' && value.style === 'PLAIN') {
      const written = document.text.slice(value.range.start, value.range.end)
      const number = Number(written.replaceAll('_', ''))
      if (POINTLESS_EXPONENT.test(written) && Number.isFinite(number)) {
        yield {
          code: 'number-as-text',
          severity: 'warning',
          path: place,
          message: `LiteLLM reads ${written} as text; a number with an exponent needs a point, and a sign.`,
          fix: {
            label: 'Write it as a number',
            edits: [{ type: 'set', path: place, value: number }],
          },
        }
      }
    }
    yield* numberFindings(document, value, place)
  }
}

function* proxyFindings(file: RoutingFile, variables: ReadonlySet<string> | null): Iterable<RoutingFinding> {
  const masterKey = settingOf(file.value, 'general_settings', 'master_key') ?? null
  if (masterKey === null && variables?.has('LITELLM_MASTER_KEY') !== true) {
    yield {
      code: 'no-master-key',
      severity: 'warning',
      path: ['general_settings', 'master_key'],
      message:
        'There is no master key: whoever reaches the proxy can use it, and nobody can manage it safely.',
      fix: {
        label: `Write ${environmentReference('LITELLM_MASTER_KEY')}`,
        edits: [
          {
            type: 'set',
            path: ['general_settings', 'master_key'],
            value: environmentReference('LITELLM_MASTER_KEY'),
          },
        ],
      },
    }
  }
  const databaseUrl = settingOf(file.value, 'general_settings', 'database_url') ?? null
  const needsDatabase = settingOf(file.value, 'general_settings', 'store_model_in_db') === true
  if (needsDatabase && databaseUrl === null && variables?.has('DATABASE_URL') !== true) {
    yield {
      code: 'no-database',
      severity: 'warning',
      path: ['general_settings', 'store_model_in_db'],
      message: 'Models are to be stored in a database, and neither database_url nor DATABASE_URL names one.',
    }
  }
}

function* stringsIn(value: ConfigValue, path: ConfigPath): Iterable<{ path: ConfigPath; value: string }> {
  if (typeof value === 'string') yield { path, value }
  else if (isConfigArray(value)) {
    for (const [index, element] of value.entries()) yield* stringsIn(element, [...path, index])
  } else if (isConfigObject(value)) {
    for (const [key, member] of Object.entries(value)) yield* stringsIn(member, [...path, key])
  }
}
