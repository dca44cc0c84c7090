import type { AppError } from '#shared/app-error.ts'

/** What was asked for does not exist (any more). */
export class Gone extends Error {
  /** @param what The missing thing as a sentence's subject, such as "This conversation". */
  constructor(what: string) {
    super(`${what} is no longer there.`)
    this.name = 'Gone'
  }
}

/** SQLite's primary result codes that Litedesk tells apart. Source: sqlite.org/rescode.html. */
export const sqliteCode = {
  error: 1,
  permission: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
} as const

/** The primary result code of an error that SQLite gave; null for any other. */
export function sqliteCodeOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  // The low byte: the rest refines it, as IOERR_WRITE refines IOERR.
  return error.errcode & 0xff
}

/**
 * What the user reads when storing or reading failed: kind `gone` or `storage-failed`. Plain data without a schema, so
 * that the worker starts without zod.
 */
export function describeStorageFailure(cause: unknown): AppError {
  if (cause instanceof Gone) {
    return storageError('gone', cause.message, 'It may have been deleted; choose another one.', null)
  }
  const [message, nextStep] = sentencesFor(cause)
  return storageError('storage-failed', message, nextStep, String(cause).slice(0, 4_000))
}

/** A failure of the storage that has no other cause to tell, such as its worker having stopped. */
export function storageError(
  kind: 'gone' | 'storage-failed',
  message: string,
  nextStep: string,
  details: string | null,
): AppError {
  return { kind, message, nextStep, requestId: null, status: null, retryAfterMs: null, details }
}

function sentencesFor(cause: unknown): readonly [message: string, nextStep: string] {
  switch (sqliteCodeOf(cause) ?? systemCodeOf(cause)) {
    case sqliteCode.full:
    case 'ENOSPC':
      return ['The disk is full, so this was not saved.', 'Free some space, then try again.']
    case sqliteCode.permission:
    case sqliteCode.readOnly:
    case sqliteCode.inputOutput:
    case sqliteCode.cannotOpen:
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EIO':
    case 'EISDIR':
      return [
        'The conversations file could not be read or written.',
        'Check that its disk is there and that you may write to it, then try again.',
      ]
    case sqliteCode.busy:
    case sqliteCode.locked:
      return ['Another program is using the conversations file.', 'Close that program, then try again.']
    case sqliteCode.corrupt:
    case sqliteCode.notADatabase:
      return [
        'The conversations file is damaged.',
        'Restart Litedesk: it keeps the damaged file and starts a new one.',
      ]
    case null:
    default:
      return [
        'The conversations could not be read or saved.',
        'Try again; if it happens again, restart Litedesk.',
      ]
  }
}

function systemCodeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null
}
