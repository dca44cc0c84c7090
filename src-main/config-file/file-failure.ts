import { basename } from 'node:path'

import { AppFailure, appError, type ErrorKind } from '#shared/app-error.ts'

/** What was being done with a file when it failed. */
export type FileAction = 'read' | 'write' | 'back-up'

interface Words {
  readonly kind: ErrorKind
  /** What is wrong, as the end of a sentence that begins with the file's name. */
  readonly reason: string
  readonly nextStep: string
}

/**
 * What the user reads when the system refused to read or write a file: kind `config-read-only` where it may not be
 * written, else `storage-failed`. An AppFailure is given back as it is.
 */
export function fileFailure(cause: unknown, path: string, action: FileAction): AppFailure {
  if (cause instanceof AppFailure) return cause
  const { kind, reason, nextStep } = wordsFor(systemCodeOf(cause), action)
  const outcome = action === 'read' ? '' : ' Nothing was changed.'
  return new AppFailure(
    appError(kind, `${basename(path)} ${reason}.${outcome}`, {
      nextStep,
      details: `${path}: ${String(cause)}`.slice(0, 4_000),
    }),
  )
}

/** The system's word for a failure, such as `ENOENT`; null when it is none of the system's. */
export function systemCodeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null
}

/** Whether there is nothing at the path the system was asked about. */
export function isMissing(cause: unknown): boolean {
  const code = systemCodeOf(cause)
  return code === 'ENOENT' || code === 'ENOTDIR'
}

function wordsFor(code: string | null, action: FileAction): Words {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        kind: 'storage-failed',
        reason:
          action === 'back-up'
            ? 'could not be backed up because the disk is full'
            : 'could not be saved because the disk is full',
        nextStep: 'Free some space, then try again.',
      }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refused(code, action)
    case 'EISDIR':
      return {
        kind: 'storage-failed',
        reason: 'is a folder, not a file',
        nextStep: 'Move the folder away or choose another file.',
      }
    case 'ELOOP':
      return {
        kind: 'storage-failed',
        reason: 'is a link that leads back to itself',
        nextStep: 'Replace the link with the file it should lead to.',
      }
    case 'ENOENT':
    case 'ENOTDIR':
      return {
        kind: 'storage-failed',
        reason:
          action === 'back-up'
            ? 'could not be backed up because Litedesk’s own folder is gone'
            : 'is not there because its folder is gone',
        nextStep: 'Check that the folder is there, then try again.',
      }
    case 'EBUSY':
    case 'ETXTBSY':
      return {
        kind: 'storage-failed',
        reason: 'is in use by another program',
        nextStep: 'Close that program, then try again.',
      }
    case null:
    default:
      return {
        kind: 'storage-failed',
        reason: {
          read: 'could not be read',
          write: 'could not be written',
          'back-up': 'could not be backed up',
        }[action],
        nextStep: 'Check that its disk is there and works, then try again.',
      }
  }
}

function refused(code: 'EACCES' | 'EPERM' | 'EROFS', action: FileAction): Words {
  switch (action) {
    case 'read':
      return {
        kind: 'storage-failed',
        reason: 'may not be read by you',
        nextStep: 'Give yourself permission to read it, then try again.',
      }
    case 'back-up':
      return {
        kind: 'storage-failed',
        reason: 'could not be backed up because Litedesk may not write to its own folder',
        nextStep: 'Give yourself permission to write to that folder, then try again.',
      }
    case 'write':
      return {
        kind: 'config-read-only',
        reason: code === 'EROFS' ? 'is on a disk that is read-only' : 'is read-only',
        nextStep:
          code === 'EROFS'
            ? 'Make the disk writable, then try again.'
            : 'Give yourself permission to write to the file and its folder, then try again.',
      }
  }
}
