import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { freePort } from './free-port.ts'
import { startGuarded } from './guarded-program.ts'
import { ownFolder } from './places.ts'
import { mockedModels, type ProxyConfig } from './proxy-config.ts'
import { preparePython } from './python-environment.ts'

export { litellmUnavailableReason } from './python-environment.ts'

/** A busy machine with cold caches takes half of this, in ms. */
const START_WITHIN_MS = 120_000

/** How a proxy is set up; every default is the simplest. */
export interface LiteLlmOptions {
  /** The mocked models alone when left out. */
  readonly config?: ProxyConfig
  /** Environment variables for `os.environ/…` in the configuration; it inherits none of ours. */
  readonly environment?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
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
  const { python, version } = await preparePython()
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-litellm-'))
  const adminKey = `sk-admin-${randomBytes(16).toString('hex')}`
  const port = await freePort()
  const configFile = join(folder, 'config.yaml')
  // JSON is YAML.
  writeFileSync(configFile, JSON.stringify(options.config ?? { model_list: mockedModels }, null, 2))
  const program = await startGuarded({
    name: 'litellm',
    python,
    command: [
      python,
      join(ownFolder, 'launch.py'),
      ...['--config', configFile, '--host', '127.0.0.1', '--port', String(port), '--telemetry', 'False'],
    ],
    environment: {
      ...alone(dirname(python), folder),
      ...options.environment,
      LITELLM_MASTER_KEY: adminKey,
    },
    folder,
    endSignal: 'SIGTERM',
    userId: null,
    readyLine: /Uvicorn running on/,
    readyWithinMs: START_WITHIN_MS,
    ...(options.signal && { signal: options.signal }),
  })
  return { ...program, url: `http://127.0.0.1:${port}`, adminKey, version }
}

/** An environment without our keys and settings, in which only loopback can be reached. */
function alone(programs: string, home: string): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9'
  return {
    PATH: `${programs}:/usr/local/bin:/usr/bin:/bin`,
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
