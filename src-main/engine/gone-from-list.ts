import { AppFailure, appError } from '#shared/app-error.ts'

/** What is said of a config file that the list does not have. */
export function goneFromList(): AppFailure {
  return new AppFailure(
    appError('gone', 'This config file is no longer in the list.', { nextStep: 'Choose another one.' }),
  )
}
