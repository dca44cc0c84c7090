import { setTimeout as delay } from 'node:timers/promises'

import { AppFailure, appError, type AppError } from '#shared/app-error.ts'

import { getFromGateway } from '../gateway/gateway-client.ts'
import { redact } from '../log/redact.ts'
import type { GuardedProcess, StartGuarded } from './guarded-process.ts'
import { portTaken, startFailure } from './start-failure.ts'

/** A slow disk takes a minute the first time, when Python compiles what it reads, in ms. */
const READY_WITHIN_MS = 180_000
const ASK_EVERY_MS = 250
const ASK_TIMEOUT_MS = 2000
/** One whose own log is switched off answers without having said that it serves, in ms. */
const SILENT_FOR_MS = 15_000
const KEPT_LINES = 200
/** LiteLLM takes another port than the one it was given where 4000 is taken. Source: proxy_cli.py. */
const SERVES = /(?:Uvicorn running on|Listening at:?) https?:\/\/[^:\s]+:(\d+)/

/** All that one run of LiteLLM is made of. */
export interface RunOrder {
  /** The `litellm` executable, absolute. */
  readonly program: string
  readonly configPath: string
  readonly isGenerated: boolean
  readonly port: number
  /** All its process gets. */
  readonly environment: Readonly<Record<string, string>>
  /** Where it runs. */
  readonly folder: string
  /** What must not be told with an error. */
  readonly secrets: readonly string[]
  readonly readyWithinMs?: number
}

/** One run of LiteLLM: from its start until it has ended. */
export class GatewayRun {
  readonly #order: RunOrder
  readonly #process: GuardedProcess
  readonly #lines: string[] = []
  #hasEnded = false
  #isUnwanted = false
  #servedPort: number | null = null

  /** Starts it at once. `heard` gets each line it writes. */
  constructor(order: RunOrder, startGuarded: StartGuarded, heard: (line: string) => void) {
    this.#order = order
    const { program, configPath, port, environment, folder } = order
    this.#process = startGuarded({
      command: program,
      args: ['--config', configPath, '--host', '127.0.0.1', '--port', String(port), '--telemetry', 'False'],
      environment,
      folder,
      heard: (line) => {
        this.#heard(line)
        heard(line)
      },
    })
    void this.#noteEnd()
  }

  /** Fulfilled with true when it ended though nobody asked it to. */
  get ended(): Promise<boolean> {
    return this.#process.ended.then(() => !this.#isUnwanted)
  }

  get pid(): Promise<number | null> {
    return this.#process.pid
  }

  /** Resolves when it answers. Throws AppFailure with why it does not; it has ended then. */
  async ready(): Promise<void> {
    const { port, readyWithinMs = READY_WITHIN_MS } = this.#order
    const address = { baseUrl: `http://127.0.0.1:${port}`, key: null }
    const until = Date.now() + readyWithinMs
    let answeredAt: number | null = null
    while (Date.now() < until) {
      if (this.#servedPort !== null && this.#servedPort !== port) {
        await this.stop()
        throw new AppFailure(portTaken(port))
      }
      if (this.#hasEnded) throw new AppFailure(await this.endError())
      try {
        await getFromGateway(address, '/health/liveliness', { timeoutMs: ASK_TIMEOUT_MS })
        answeredAt ??= Date.now()
        // Another program may have taken the port meanwhile, and answer.
        const saysSo = this.#servedPort === port || Date.now() - answeredAt > SILENT_FOR_MS
        if (saysSo && !this.#hasEnded) return
      } catch (cause) {
        if (!(cause instanceof AppFailure)) throw cause
      }
      await Promise.race([delay(ASK_EVERY_MS), this.#process.ended])
    }
    await this.stop()
    throw new AppFailure(
      appError('timed-out', `LiteLLM did not answer within ${Math.round(readyWithinMs / 1000)} seconds.`, {
        nextStep: 'Its log says what it was doing; then start it again.',
        details: this.#tail(),
      }),
    )
  }

  /** Why it ended, once it has. */
  async endError(): Promise<AppError> {
    const { status, failure } = await this.#process.ended
    if (failure !== null) {
      return appError('program-missing', `${this.#order.program} could not be run.`, {
        nextStep: 'Choose another LiteLLM, or let Litedesk install one.',
        details: failure,
      })
    }
    const { port, configPath, isGenerated } = this.#order
    return startFailure(this.#lines, { port, configPath, isGenerated, status })
  }

  /** Ends it; resolves when it and all it started has ended. */
  async stop(): Promise<void> {
    this.#isUnwanted = true
    await this.#process.stop()
  }

  async #noteEnd(): Promise<void> {
    await this.#process.ended
    this.#hasEnded = true
  }

  #heard(line: string): void {
    this.#lines.push(redact(line, this.#order.secrets))
    if (this.#lines.length > KEPT_LINES) this.#lines.shift()
    const port = SERVES.exec(line)?.[1]
    if (port !== undefined) this.#servedPort = Number(port)
  }

  #tail(): string | null {
    return this.#lines.slice(-30).join('\n').slice(-4000) || null
  }
}
