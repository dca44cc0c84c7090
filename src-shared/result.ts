import type { AppError } from './app-error.ts'

/** What crosses IPC: Electron keeps only the text of a thrown error, so failures travel as values. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: AppError }

/** Wraps a value as a success. */
export function success<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

/** Wraps an error as a failure. */
export function failure(error: AppError): Result<never> {
  return { ok: false, error }
}

/** Compile-time proof that a union was handled whole; throws if data broke the promise at run time. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
