import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

import { exclusively } from '../exclusive.ts'
import { cacheFolder } from '../places.ts'
import { Unavailable, type PythonEnvironment } from '../python-environment.ts'
import { mustRun, runProgram } from '../run-program.ts'
import { fetchNativeEngine } from './native-engine.ts'
import { schemaFor } from './schema.ts'

/** What LiteLLM's database layer needs beyond Python packages. */
export interface PrismaEngine {
  /** A folder of programs that must come first on the PATH. */
  readonly programs: string
  /** Variables LiteLLM is started with. */
  readonly environment: Readonly<Record<string, string>>
}

const ownFolder = import.meta.dirname
/** Put in the place of the generated client's type declarations, which double the time LiteLLM takes to start. */
const typesStub = join(ownFolder, 'types_stub.py')

/**
 * Prepares LiteLLM's database layer: a quarter of a minute the first time. The native query engine is used where
 * PRISMA_QUERY_ENGINE_BINARY names one or Prisma's own tool can fetch it, else query-engine.ts stands in for it. Throws
 * Unavailable when its packages cannot be fetched.
 */
export async function preparePrismaEngine(python: PythonEnvironment): Promise<PrismaEngine> {
  const folder = join(cacheFolder, python.version, 'prisma')
  const programs = join(folder, 'programs')
  const standIn = join(programs, 'query-engine')
  const fetched = join(folder, 'native-engine.path')
  const mark = join(folder, 'ready.sha256')
  const schema = readFileSync(join(python.packages, 'litellm_proxy_extras', 'schema.prisma'), 'utf8')
  const lock = readFileSync(join(ownFolder, 'package-lock.json'))
  const types = readFileSync(typesStub)
  const wanted = createHash('sha256').update(lock).update(schema).update(types).digest('hex')
  const isReady = (): boolean => existsSync(mark) && readFileSync(mark, 'utf8') === wanted
  if (!isReady()) {
    await exclusively(join(cacheFolder, 'prisma.held'), async () => {
      if (isReady()) return
      rmSync(folder, { recursive: true, force: true })
      mkdirSync(programs, { recursive: true })
      await installPackages(folder)
      const native = await fetchNativeEngine(folder)
      if (native === null)
        console.log("Prisma's native query engine cannot be fetched here: using the stand-in.")
      else writeFileSync(fetched, native)
      await generateClients(folder, schema, python)
      writeFileSync(mark, wanted)
    })
  }
  writePrograms(programs, folder)
  const native = existsSync(fetched) ? readFileSync(fetched, 'utf8') : standIn
  const engine = process.env['PRISMA_QUERY_ENGINE_BINARY'] ?? native
  return { programs, environment: { PRISMA_QUERY_ENGINE_BINARY: engine } }
}

async function installPackages(folder: string): Promise<void> {
  for (const name of ['package.json', 'package-lock.json']) {
    copyFileSync(join(ownFolder, name), join(folder, name))
  }
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']
  const { ELECTRON_RUN_AS_NODE: _asNode, ...environment } = process.env
  const { status, output } = await runProgram('npm', args, { folder, environment })
  if (status !== 0) throw new Unavailable(`Prisma's packages could not be installed: ${output.trim()}`)
}

/** The Python client for LiteLLM, into its environment, and the JavaScript client for the stand-in. */
async function generateClients(folder: string, schema: string, python: PythonEnvironment): Promise<void> {
  // The command line tool only wants to see that its engines exist.
  const dummy = join(folder, 'no-engine')
  writeProgram(dummy, 'exit 1')
  const environment: NodeJS.ProcessEnv = {
    PATH: [dirname(python.python), '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter),
    HOME: folder,
    ELECTRON_RUN_AS_NODE: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    PRISMA_CLI_QUERY_ENGINE_TYPE: 'binary',
    PRISMA_QUERY_ENGINE_BINARY: dummy,
    PRISMA_QUERY_ENGINE_LIBRARY: dummy,
    PRISMA_SCHEMA_ENGINE_BINARY: dummy,
  }
  // prisma-client-py 0.11 understands what Prisma 5.4 tells it of a schema; the stand-in needs Prisma 6.
  for (const [tool, generator] of [
    ['prisma-5', 'python'],
    ['prisma', 'javascript'],
  ] as const) {
    const file = join(folder, `${generator}.prisma`)
    writeFileSync(file, schemaFor(schema, generator))
    const command = join(folder, 'node_modules', tool, 'build', 'index.js')
    await mustRun(process.execPath, [command, 'generate', '--schema', file], { folder, environment })
  }
  copyFileSync(typesStub, join(python.packages, 'prisma', 'types.py'))
}

function writePrograms(folder: string, prismaFolder: string): void {
  const engine = join(ownFolder, 'query-engine.ts')
  writeProgram(
    join(folder, 'query-engine'),
    // The version is asked for before every start; prisma-client-py only shows it.
    `if [ "$1" = --version ]; then echo 'query-engine stand-in'; exit 0; fi\n` +
      `LITEDESK_PRISMA_FOLDER='${prismaFolder}' ELECTRON_RUN_AS_NODE=1 exec '${process.execPath}' '${engine}' "$@"`,
  )
  // LiteLLM compares schema and database with Prisma's tool at every start. It is told that there is no difference.
  writeProgram(join(folder, 'prisma'), 'exit 0')
}

function writeProgram(file: string, script: string): void {
  const text = `#!/bin/sh\n${script}\n`
  // Another test file may be starting it at this moment.
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return
  writeFileSync(file, text)
  chmodSync(file, 0o755)
}
