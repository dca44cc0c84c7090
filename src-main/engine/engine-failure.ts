import { AppFailure, appError, type AppError } from '#shared/app-error.ts'
import { ConfigEditError } from '#shared/config-document/config-edit-error.ts'
import { ConfigSyntaxError } from '#shared/config-document/config-syntax-error.ts'
import type { ConfigProblem } from '#shared/engine-config/config-problem.ts'
import { EngineEditError } from '#shared/engine-config/edits/edit-guard.ts'
import type { TextPlace } from '#shared/engine.ts'

import { SecretMarkError } from '../config-file/hidden-secrets.ts'

/** An edit that cannot be made, as the user reads it. What is none of the editors' errors is given back as it is. */
export function editFailure(cause: unknown): unknown {
  if (cause instanceof ConfigSyntaxError) {
    return invalid(`${at(cause.place)}${cause.message}`, 'Correct the file first.')
  }
  if (cause instanceof SecretMarkError) {
    return invalid(`${at(cause.place)}${cause.message}`, 'Nothing was saved.')
  }
  if (cause instanceof EngineEditError) return invalid(cause.message, 'Open the file to change it by hand.')
  if (cause instanceof ConfigEditError) {
    return invalid(
      'The file is written in a way Litedesk cannot change safely.',
      'Change it by hand.',
      cause.message,
    )
  }
  return cause
}

/** A config the engine would not start with. Throws AppFailure `config-invalid` with the first problem, if there is one. */
export function refuseProblems(problems: readonly ConfigProblem[], nextStep: string): void {
  const [first] = problems
  if (first) throw invalid(`${at(first.place)}${first.message}`, nextStep)
}

/** A failure about a config that is not what it has to be. */
export function invalid(message: string, nextStep: string, details: string | null = null): AppFailure {
  return new AppFailure(appError('config-invalid', message, { nextStep, details }))
}

export function managed(name: string): AppFailure {
  return readOnly(`This config file of ${name} is made by Nix.`, 'Change it in your Nix configuration.')
}

function readOnly(message: string, nextStep: AppError['nextStep']): AppFailure {
  return new AppFailure(appError('config-read-only', message, { nextStep }))
}

function at(place: TextPlace | null): string {
  return place === null ? '' : `Line ${place.line}, column ${place.column}: `
}
