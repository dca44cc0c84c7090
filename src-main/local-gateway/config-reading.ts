import { isMap, isScalar, parseDocument, visit, type Document } from 'yaml'

import { AppFailure, appError } from '#shared/app-error.ts'

/** Variables that Litedesk or the system gives the process anyway. */
const GIVEN = new Set(['LITELLM_MASTER_KEY', 'LITELLM_SALT_KEY', 'DATABASE_URL', 'HOME', 'PATH'])

const REFERENCE = /^os\.environ\/([A-Za-z_][A-Za-z0-9_]*)$/

/** What Litedesk has to know of a config file to run it. */
export interface ConfigReading {
  /** Variables it refers to as `os.environ/NAME`, in order, without those the process gets anyway. */
  readonly variables: readonly string[]
  /** The master key it states itself, which counts before any variable; null when it leaves that to the environment. */
  readonly masterKey: { readonly variable: string } | { readonly text: string } | null
  /** Whether it names its own database. */
  readonly hasDatabase: boolean
}

/** Reads the text of a `config.yaml`. Throws AppFailure `config-invalid` with the place where it is not YAML. */
export function readConfig(text: string, path: string): ConfigReading {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error !== undefined) {
    throw invalid(`The config file ${path} is not YAML.`, error.message)
  }
  if (!isMap(document.contents)) {
    throw invalid(`The config file ${path} holds no settings.`, 'A config.yaml begins with model_list.')
  }
  const variables = new Set<string>()
  visit(document, {
    Scalar(key, { value }) {
      const name = key === 'key' || typeof value !== 'string' ? undefined : REFERENCE.exec(value)?.[1]
      if (name !== undefined && !GIVEN.has(name)) variables.add(name)
    },
  })
  return {
    variables: [...variables],
    masterKey: masterKeyOf(document),
    hasDatabase: document.hasIn(['general_settings', 'database_url']),
  }
}

function masterKeyOf(document: Document): ConfigReading['masterKey'] {
  const node = document.getIn(['general_settings', 'master_key'], true)
  const text = isScalar(node) ? node.value : null
  if (typeof text !== 'string' || text === '') return null
  const variable = REFERENCE.exec(text)?.[1]
  return variable === undefined ? { text } : { variable }
}

function invalid(message: string, details: string): AppFailure {
  return new AppFailure(
    appError('config-invalid', message, {
      nextStep: 'Mend the file, or choose another one.',
      details: details.slice(0, 4000),
    }),
  )
}
