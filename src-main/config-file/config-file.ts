import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'

import { AppFailure, appError } from '#shared/app-error.ts'

import { fileFailure, isMissing } from './file-failure.ts'

/** Config files are read whole and kept in memory; an engine's is some 10 kB. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024

/** A text file as it is on disk. */
export interface ConfigFile {
  /** With its byte order mark, where it has one. */
  readonly text: string
  readonly bytes: Uint8Array
  /** Lower-case hex sha256 of the bytes. */
  readonly hash: string
}

/**
 * Reads a text file; null when there is none. Throws AppFailure: `config-invalid` when it is not UTF-8 text, and
 * `storage-failed` when it is too large, no file, or may not be read.
 */
export async function readConfigFile(path: string): Promise<ConfigFile | null> {
  const bytes = await readFileBytes(path)
  return bytes === null ? null : { text: decode(bytes, path), bytes, hash: hashOf(bytes) }
}

/** The same without looking at what the bytes mean. */
export async function readFileBytes(path: string): Promise<Uint8Array | null> {
  try {
    const stats = await stat(path)
    // Opening a pipe would wait for its other end.
    if (!stats.isFile()) throw notAFile(path, stats.isDirectory())
    return await readBounded(path)
  } catch (cause) {
    if (isMissing(cause)) return null
    throw fileFailure(cause, path, 'read')
  }
}

/** Lower-case hex sha256, of a text's UTF-8 bytes. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

async function readBounded(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    if (size > MAX_FILE_BYTES) throw tooLarge(path)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new AppFailure(
      appError('config-invalid', `${basename(path)} is not UTF-8 text.`, {
        nextStep: 'Save it as UTF-8 in a text editor, then try again.',
        details: `${path}: ${String(cause)}`,
      }),
    )
  }
}

function notAFile(path: string, isFolder: boolean): AppFailure {
  return new AppFailure(
    appError(
      'storage-failed',
      `${basename(path)} is ${isFolder ? 'a folder, not a file' : 'not a regular file'}.`,
      {
        nextStep: 'Move it away or choose another file.',
        details: path,
      },
    ),
  )
}

function tooLarge(path: string): AppFailure {
  return new AppFailure(
    appError('storage-failed', `${basename(path)} is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB.`, {
      nextStep: 'Check that it is the right file.',
      details: path,
    }),
  )
}
