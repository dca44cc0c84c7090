import { AppFailure, type AppError } from '#shared/app-error.ts'

/** The error something fails with. Throws when it does not fail, or fails with something else. */
export async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const cause: unknown = await work.then(
    () => new Error('It did not fail'),
    (failure: unknown) => failure,
  )
  if (!(cause instanceof AppFailure)) throw cause
  return cause.error
}
