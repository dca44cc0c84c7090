import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { runProgram } from '../run-program.ts'

/** How long Prisma may take to fetch its engine, in ms: some 15 MB. */
const FETCH_WITHIN_MS = 120_000

/**
 * Prisma's native query engine the ordinary way: its own tool fetches it from Prisma's own host. Returns the program, or
 * null where that host cannot be reached, which the tool tells within seconds. `folder` holds Prisma's packages.
 */
export async function fetchNativeEngine(folder: string): Promise<string | null> {
  const tool = join(folder, 'node_modules', 'prisma-5')
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: folder,
    ELECTRON_RUN_AS_NODE: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_CLI_QUERY_ENGINE_TYPE: 'binary',
  }
  const options = { folder, environment, signal: AbortSignal.timeout(FETCH_WITHIN_MS) }
  const isFetched = await runProgram(
    process.execPath,
    [join(tool, 'build', 'index.js'), 'version'],
    options,
  ).then(
    ({ status }) => status === 0,
    () => false,
  )
  return isFetched ? findEngine([tool, join(tool, 'node_modules'), join(folder, 'node_modules')]) : null
}

function findEngine(places: readonly string[]): string | null {
  for (const place of places) {
    for (const holder of [place, join(place, '@prisma', 'engines')]) {
      const name = existsSync(holder)
        ? readdirSync(holder).find((entry) => /^query-engine-[^.]+/.test(entry))
        : undefined
      if (name !== undefined && !name.endsWith('.sha256') && !name.endsWith('.gz')) return join(holder, name)
    }
  }
  return null
}
