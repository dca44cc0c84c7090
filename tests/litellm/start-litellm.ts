import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { freePort } from './free-port.ts'
import { startGuarded } from './guarded-program.ts'
import { ownFolder } from './places.ts'
import { placeCluster, prepareCluster, type Postgres } from './postgres.ts'
import { preparePrismaEngine } from './prisma-engine/prepare.ts'
import { mockedModels, type ProxyConfig } from './proxy-config.ts'
import { preparePython, Unavailable, type PythonEnvironment } from './python-environment.ts'

/** A busy machine with cold caches takes half of this, in ms. */
const START_WITHIN_MS = 120_000

/** How a proxy is set up; every default is the simplest. */
export interface LiteLlmOptions {
  /** The mocked models alone when left out. */
  readonly config?: ProxyConfig
  /** The text of a config.yaml, in the place of `config`. */
  readonly configText?: string
  /** Environment variables for `os.environ/…` in the configuration; it inherits none of ours. */
  readonly environment?: Readonly<Record<string, string>>
  /** Whether it gets a PostgreSQL of its own; false when left out. */
  readonly database?: boolean
  /** Whether models can be added while it runs, which needs a database; true when left out. */
  readonly storesModels?: boolean
  readonly signal?: AbortSignal
}

/**
 * Why there can be no real proxy here; null when there can. Fetches and makes what is missing, which takes a minute or two
 * the first time. For suites that are skipped without the real proxy.
 */
export async function litellmUnavailableReason(
  needs: { readonly database?: boolean } = {},
): Promise<string | null> {
  try {
    const python = await preparePython()
    if (needs.database === true) await Promise.all([preparePrismaEngine(python), prepareCluster(python)])
    return null
  } catch (cause) {
    if (cause instanceof Unavailable) return cause.message
    throw cause
  }
}

/** A running LiteLLM proxy, the real one. */
export interface LiteLlm {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  /** The master key. */
  readonly adminKey: string
  /** Such as "1.106.2". */
  readonly version: string
  /** Everything it wrote. */
  readonly logFile: string
  /** Null without one. */
  readonly database: Postgres | null
  /** Fulfilled when it has ended, asked or not. */
  readonly ended: Promise<void>
  /** Ends it and everything it started. */
  close(): Promise<void>
}

/**
 * Starts the real LiteLLM proxy on 127.0.0.1 and a port of its own. It asks the internet for nothing, and ends with this
 * process however that ends. Throws Unavailable where it cannot be installed, and with the end of its log when it does
 * not start.
 */
export async function startLiteLlm(options: LiteLlmOptions = {}): Promise<LiteLlm> {
  const python = await preparePython()
  if (options.database !== true) return { ...(await startProxy(python, options, {})), database: null }
  const prisma = await preparePrismaEngine(python)
  const cluster = await placeCluster(python)
  // Both at once: LiteLLM takes seconds before it looks for its database.
  const [server, proxy] = await Promise.allSettled([
    cluster.start(options.signal),
    startProxy(python, options, {
      ...prisma.environment,
      DATABASE_URL: cluster.url,
      DISABLE_SCHEMA_UPDATE: 'True',
      STORE_MODEL_IN_DB: options.storesModels === false ? 'False' : 'True',
      PATH: searchPath(python, prisma.programs),
    }),
  ])
  const close = async (): Promise<void> => {
    if (proxy.status === 'fulfilled') await proxy.value.close()
    if (server.status === 'fulfilled') await server.value.close()
  }
  if (server.status === 'fulfilled' && proxy.status === 'fulfilled') {
    return { ...proxy.value, database: server.value, close }
  }
  await close()
  throw [server, proxy].find((result) => result.status === 'rejected')?.reason
}

async function startProxy(
  { python, version }: PythonEnvironment,
  options: LiteLlmOptions,
  databaseVariables: NodeJS.ProcessEnv,
): Promise<Omit<LiteLlm, 'database'>> {
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-litellm-'))
  const adminKey = `sk-admin-${randomBytes(16).toString('hex')}`
  const port = await freePort()
  const configFile = join(folder, 'config.yaml')
  // JSON is YAML.
  const made = JSON.stringify(options.config ?? { model_list: mockedModels }, null, 2)
  writeFileSync(configFile, options.configText ?? made)
  const launch = [python, join(ownFolder, 'launch.py'), '--config', configFile]
  const program = await startGuarded({
    name: 'litellm',
    python,
    command: [...launch, '--host', '127.0.0.1', '--port', String(port), '--telemetry', 'False'],
    environment: {
      ...alone(folder),
      PATH: searchPath({ python }),
      ...databaseVariables,
      ...options.environment,
      LITELLM_MASTER_KEY: adminKey,
      LITELLM_SALT_KEY: adminKey,
    },
    folder,
    removesFolder: true,
    endSignal: 'SIGTERM',
    userId: null,
    readyLine: /Uvicorn running on/,
    readyWithinMs: START_WITHIN_MS,
    ...(options.signal && { signal: options.signal }),
  })
  return { ...program, url: `http://127.0.0.1:${port}`, adminKey, version }
}

function searchPath({ python }: { readonly python: string }, first?: string): string {
  return [
    ...(first === undefined ? [] : [first]),
    dirname(python),
    '/usr/local/bin',
    '/usr/bin',
    '/bin',
  ].join(':')
}

/** An environment without our keys and settings, in which only loopback can be reached. */
function alone(home: string): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9'
  return {
    HOME: home,
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    LITELLM_LOCAL_MODEL_COST_MAP: 'True',
    LITELLM_TELEMETRY: 'False',
    DISABLE_ADMIN_UI: 'True',
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    NO_PROXY: '127.0.0.1,localhost',
  }
}
