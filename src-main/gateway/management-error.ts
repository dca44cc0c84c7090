import { AppFailure, type AppError, type ErrorKind } from '#shared/app-error.ts'

import type { Words } from './gateway-error-words.ts'

/** What is managed: whose absence `gone` means. */
export type Managed = 'key' | 'model'

/**
 * Does something on a route that manages keys or models, and gives its refusals the meaning they have there: 401 and 403
 * say that this key is no admin's, not that it is wrong. Source: docs/litellm-compatibility.md, "Managing".
 */
export async function managing<Value>(managed: Managed, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (cause) {
    throw cause instanceof AppFailure ? new AppFailure(managementError(cause.error, managed)) : cause
  }
}

/** The same for an error that was caught. LiteLLM tells most of these apart by words alone. */
export function managementError(error: AppError, managed: Managed): AppError {
  const kind = managementKind(error, managed)
  const words = kind === null ? null : wordsFor(kind, managed)
  return kind === null || words === null ? error : { ...error, kind, ...words }
}

function managementKind(error: AppError, managed: Managed): ErrorKind | null {
  if (error.status === null) return null
  const said = error.details ?? ''
  if (error.kind === 'no-database') return 'no-database'
  if (/already exists\. Unique key aliases/i.test(said)) return 'alias-taken'
  if (/Enterprise (?:user|feature)|premium user|is an Enterprise/i.test(said)) return 'enterprise-only'
  if (/STORE_MODEL_IN_DB|only supported for DB-stored models/i.test(said)) return 'model-storage-off'
  if (/config-based model|Model in config/i.test(said)) return 'model-in-config'
  if (isGone(error, said, managed)) return 'gone'
  if (error.kind === 'unauthorized') return 'forbidden'
  if (error.kind === 'forbidden') return 'forbidden'
  return null
}

function isGone({ status }: AppError, said: string, managed: Managed): boolean {
  return managed === 'key'
    ? /No keys found|user key does not exist in db|Key not found/i.test(said)
    : /not found in db|not found on proxy/i.test(said) || (status === 404 && /"not_found_error"/.test(said))
}

function wordsFor(kind: ErrorKind, managed: Managed): Words | null {
  switch (kind) {
    case 'no-database':
      return {
        message:
          managed === 'key'
            ? 'The gateway has no database, so it has no virtual keys.'
            : 'The gateway has no database, so its models stand in its config file.',
        nextStep:
          'Connect a PostgreSQL database to the gateway: general_settings.database_url in its config.',
      }
    case 'alias-taken':
      return {
        message: 'Another key of this gateway has this alias already.',
        nextStep: 'Choose another alias.',
      }
    case 'enterprise-only':
      return {
        message: 'LiteLLM keeps this for gateways with an Enterprise license.',
        nextStep: 'Leave it out, or ask the gateway’s admin.',
      }
    case 'model-storage-off':
      return {
        message: 'The gateway does not keep models in its database.',
        nextStep: 'Set general_settings.store_model_in_db to true in the gateway’s config and restart it.',
      }
    case 'model-in-config':
      return {
        message: 'This model stands in the gateway’s config file, which cannot be changed from here.',
        nextStep: 'Change the config file, or add the model anew and take it out of the file.',
      }
    case 'gone':
      return managed === 'key'
        ? { message: 'The gateway has no such key any more.', nextStep: 'Read the list again.' }
        : { message: 'The gateway’s database has no such model any more.', nextStep: 'Read the list again.' }
    case 'forbidden':
      return managed === 'key'
        ? {
            message: 'The connected key may not manage virtual keys.',
            nextStep: 'Connect with an admin key to manage them.',
          }
        : {
            message: 'The connected key may not manage models.',
            nextStep: 'Connect with an admin key to manage them.',
          }
    default:
      return null
  }
}
