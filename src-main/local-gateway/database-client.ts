import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { AppFailure, appError } from '#shared/app-error.ts'

import type { StartGuarded } from './guarded-process.ts'
import { installedBeside } from './installed-packages.ts'

const KEPT_LINES = 30

/**
 * Makes the database client that LiteLLM needs once it is given a database, unless it is there: its Prisma is generated for
 * LiteLLM's tables, which fetches Prisma's engine the first time. Throws AppFailure `start-failed` where that fails. Source:
 * LiteLLM, proxy/utils.py (PrismaClient); prisma-client-py, `prisma generate`.
 */
export async function prepareDatabaseClient(
  parts: {
    /** The `litellm` executable. */
    readonly program: string
    readonly environment: Readonly<Record<string, string>>
    readonly folder: string
  },
  startGuarded: StartGuarded,
  heard: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const installed = await installedBeside(parts.program)
  if (installed === null) return
  const { packages } = installed
  const schema = join(packages, 'litellm', 'proxy', 'schema.prisma')
  const isReady = existsSync(join(packages, 'prisma', 'client.py'))
  if (isReady || !existsSync(join(packages, 'prisma')) || !existsSync(schema)) return
  const lines: string[] = []
  const running = startGuarded({
    command: join(dirname(parts.program), process.platform === 'win32' ? 'prisma.exe' : 'prisma'),
    args: ['generate', '--schema', schema],
    environment: parts.environment,
    folder: parts.folder,
    heard: (line) => {
      heard(line)
      lines.push(line)
      if (lines.length > KEPT_LINES) lines.shift()
    },
  })
  const stop = (): void => void running.stop()
  signal.addEventListener('abort', stop)
  const { status, failure } = await running.ended
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  if (status === 0) return
  throw new AppFailure(
    appError('start-failed', 'LiteLLM’s database client could not be fetched.', {
      nextStep: 'Check the connection and the proxy and start again, or run without a database.',
      details: (failure ?? lines.join('\n')).slice(-4000) || null,
    }),
  )
}
