import { AppFailure, appError, type AppError } from '#shared/app-error.ts'
import type { LocalGatewaySetup, LocalSecret } from '#shared/local-gateway.ts'

import type { GatewayRegistry } from '../gateway/gateway-registry.ts'
import type { KeyVault } from '../settings/key-vault.ts'
import type { Store } from '../settings/store.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import { prepareDatabaseClient } from './database-client.ts'
import type { GatewayLog } from './gateway-log.ts'
import { GatewayRun, type RunOrder } from './gateway-run.ts'
import type { StartGuarded } from './guarded-process.ts'
import { findInstaller } from './installer-finder.ts'
import { readLack } from './lack.ts'
import { ListEntry } from './list-entry.ts'
import { isLasting, localError } from './local-failure.ts'
import { LocalGatewaySlice } from './local-gateway-state.ts'
import { choosePort } from './local-port.ts'
import { LocalSearch } from './local-search.ts'
import { LocalSecrets } from './local-secrets.ts'
import type { OwnInstallation } from './own-installation.ts'
import { planRestart } from './restart-plan.ts'
import { prepareRun, type ReadConfig } from './run-preparation.ts'
import { runnableProgram } from './runnable-program.ts'

interface Parts {
  readonly store: Store
  readonly vault: KeyVault
  readonly state: AppStateOwner
  readonly registry: GatewayRegistry
  /** Litedesk's own folder for LiteLLM, absolute. */
  readonly folder: string
  readonly installation: OwnInstallation
  readonly startGuarded: StartGuarded
  readonly readConfig: ReadConfig
  /** The user's environment, of which a process gets what it needs. */
  readonly users: Readonly<Record<string, string | undefined>>
  readonly log: GatewayLog
  /** Connects anew to the gateway in use; the list of gateways has changed. */
  readonly reconnect: () => void
  /** Replace the usual patience, in ms. */
  readonly readyWithinMs?: number
  readonly restartPausesMs?: readonly number[]
}

/**
 * LiteLLM on this computer: finds it, installs it, runs it, starts it again when it ends by itself, and ends it with Litedesk.
 * How it is, is the slice `localGateway`. One thing is under way at a time; a newer wish ends what an older one began.
 */
export class LocalGatewayHost {
  readonly #parts: Parts
  readonly #secrets: LocalSecrets
  readonly #slice: LocalGatewaySlice
  readonly #search: LocalSearch
  readonly #entry: ListEntry
  #run: GatewayRun | null = null
  /** Ends the start, the pause or the installation that is under way. */
  #task = new AbortController()
  #queue: Promise<unknown> = Promise.resolve()

  constructor(parts: Parts) {
    this.#parts = parts
    this.#secrets = new LocalSecrets(parts.store, parts.vault)
    this.#slice = new LocalGatewaySlice(parts.state)
    this.#search = new LocalSearch({ ...parts, slice: this.#slice, secrets: this.#secrets })
    this.#entry = new ListEntry(parts)
  }

  get log(): GatewayLog {
    return this.#parts.log
  }

  /** The process id while it runs; null otherwise. */
  async pid(): Promise<number | null> {
    return this.#run === null ? null : this.#run.pid
  }

  /** Looks for LiteLLM and for an installer. */
  find(): Promise<void> {
    return this.#inTurn(async () => {
      // A search is no reason to forget what is under way.
      if (this.#run !== null || this.#slice.status.state === 'waiting') return this.#search.search()
      this.#slice.enter({ state: 'finding' })
      try {
        await this.#search.search()
      } finally {
        this.#slice.enter({ state: 'off' })
      }
    })
  }

  /** Installs the pinned release. How it went is in the state; throws the AppFailure too. */
  install(): Promise<void> {
    return this.#inTurn(async () => {
      this.#demandStopped('install')
      const task = this.#newTask()
      const { installation, users } = this.#parts
      try {
        this.#slice.enter({ state: 'installing', step: 'preparing', done: null, total: null, detail: null })
        const found = await findInstaller(users)
        if ('error' in found) throw new AppFailure(found.error)
        const { installer } = found
        this.#say(`Installing with ${installer.path}`)
        await installation.install(
          installer,
          users,
          {
            progressed: (progress) => this.#slice.enter({ state: 'installing', ...progress }),
            heard: (line) => this.log.add('installer', line),
          },
          task.signal,
        )
        await this.#search.search()
        this.#say('Installed')
        this.#slice.enter({ state: 'off' })
      } catch (cause) {
        const error = localError(cause)
        this.#slice.enter(
          error.kind === 'cancelled' ? { state: 'off' } : { state: 'failed', task: 'install', error },
        )
        throw new AppFailure(error)
      }
    })
  }

  cancelInstall(): void {
    if (this.#slice.status.state === 'installing') this.#task.abort()
  }

  /** Removes what `install` made. Throws AppFailure `invalid-input` while something is under way. */
  removeInstallation(): Promise<void> {
    return this.#inTurn(async () => {
      this.#demandStopped('remove')
      this.#newTask()
      await this.#parts.installation.remove()
      await this.#search.search()
      this.#slice.enter({ state: 'off' })
    })
  }

  /** Remembers how it is to be run from the next start on. */
  async setUp(changes: Partial<LocalGatewaySetup>): Promise<void> {
    const { store } = this.#parts
    const { localGateway } = store.file
    const setup = { ...localGateway.setup, ...changes }
    store.update({ localGateway: { ...localGateway, setup } })
    this.#slice.change({ setup })
    if (changes.environmentPath !== undefined) await this.#search.searchPrograms()
    await this.#search.readVariables()
  }

  async setSecret(variable: string, secret: LocalSecret): Promise<void> {
    await this.#secrets.set(variable, secret)
    await this.#search.readVariables()
  }

  /** Starts it; resolves when it serves and is in the list of gateways. Throws AppFailure with why it does not. */
  start({ activates }: { readonly activates: boolean }): Promise<void> {
    this.#task.abort()
    return this.#inTurn(async () => {
      await this.#end()
      const task = this.#newTask()
      await this.#begin({ activates, restarts: 0 }, task.signal)
    })
  }

  /** Ends it, or what is on the way to it. */
  stop(): Promise<void> {
    this.#task.abort()
    return this.#inTurn(async () => {
      const wasActive = this.#run !== null && this.#entry.isActive
      await this.#end()
      this.#slice.enter({ state: 'off' })
      if (wasActive) this.#parts.reconnect()
    })
  }

  /** Ends everything, for good. */
  async quit(): Promise<void> {
    await this.stop()
    this.log.flush()
  }

  async #begin(
    how: { readonly activates: boolean; readonly restarts: number },
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await this.#startOnce(how, signal)
    } catch (cause) {
      const error = localError(cause)
      if (signal.aborted) {
        this.#slice.enter({ state: 'off' })
        throw new AppFailure(appError('cancelled', 'The start was cancelled.'))
      }
      this.#say(error.message, 'error')
      if (how.restarts > 0 && !isLasting(error)) this.#startLater(how.restarts, 0, error, signal)
      else this.#slice.enter({ state: 'failed', task: 'start', error })
      throw new AppFailure(error)
    }
  }

  async #startOnce(
    { activates, restarts }: { readonly activates: boolean; readonly restarts: number },
    signal: AbortSignal,
  ): Promise<void> {
    const { store, startGuarded, folder, users, readyWithinMs } = this.#parts
    const { setup, lastPort } = store.file.localGateway
    if (this.#slice.value.programs.length === 0) {
      this.#slice.enter({ state: 'finding' })
      await this.#search.searchPrograms()
    }
    const program = runnableProgram(this.#slice.value.programs, setup.program)
    const port = await choosePort(setup.port, lastPort)
    this.#slice.enter({ state: 'starting', port, since: new Date().toISOString(), restarts })
    const keeping = await this.#secrets.keeping()
    const prepared = await prepareRun({
      source: setup.config,
      readConfig: this.#parts.readConfig,
      folder,
      program,
      secrets: this.#secrets,
      keeping,
      keptAdminKey: await this.#entry.keptAdminKey(),
      users,
    })
    this.log.hide(prepared.secrets)
    signal.throwIfAborted()
    this.#say(`Starting LiteLLM ${program.version ?? ''} (${program.path}) on port ${port}`)
    if (prepared.hasDatabase && program.source === 'own') {
      await prepareDatabaseClient(
        { program: program.path, environment: prepared.toolEnvironment, folder },
        startGuarded,
        (line) => this.log.add('installer', line),
        signal,
      )
    }
    const order: RunOrder = {
      program: program.path,
      configPath: prepared.configPath,
      isGenerated: prepared.isGenerated,
      port,
      environment: prepared.environment,
      folder,
      secrets: prepared.secrets,
      ...(readyWithinMs !== undefined && { readyWithinMs }),
    }
    const run = new GatewayRun(order, startGuarded, (line) => this.log.add('gateway', line))
    this.#run = run
    const stop = (): void => void run.stop()
    signal.addEventListener('abort', stop)
    try {
      await run.ready()
      signal.throwIfAborted()
      const baseUrl = `http://127.0.0.1:${port}`
      const lack = await readLack(baseUrl, prepared)
      await this.#entry.save(baseUrl, prepared.adminKey, keeping, activates)
      store.remember({ localGateway: { ...store.file.localGateway, lastPort: port } })
      signal.throwIfAborted()
      this.#slice.enter({ state: 'running', port, since: new Date().toISOString(), restarts, lack })
      this.#say(`Serving at ${baseUrl}`)
      this.#restartWhenEnded(run, restarts, signal)
    } catch (cause) {
      this.#run = null
      await run.stop()
      throw cause
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  #restartWhenEnded(run: GatewayRun, restarts: number, signal: AbortSignal): void {
    const since = Date.now()
    const followEnd = async (): Promise<void> => {
      const isUnasked = await run.ended
      if (!isUnasked || signal.aborted || this.#run !== run) return
      this.#run = null
      const error = appError('start-failed', 'LiteLLM ended by itself.', {
        nextStep: 'Its log says why.',
        details: (await run.endError()).details,
      })
      this.#say(error.message, 'error')
      if (this.#entry.isActive) this.#parts.reconnect()
      this.#startLater(restarts, Date.now() - since, error, signal)
    }
    void followEnd()
  }

  #startLater(restarts: number, ranForMs: number, error: AppError, signal: AbortSignal): void {
    const plan = planRestart(restarts, ranForMs, this.#parts.restartPausesMs)
    if (plan.pauseMs === null) {
      this.#slice.enter({
        state: 'failed',
        task: 'start',
        error: { ...error, message: `${error.message} It was started again ${restarts} times.` },
      })
      return
    }
    const until = new Date(Date.now() + plan.pauseMs).toISOString()
    this.#slice.enter({ state: 'waiting', restarts: plan.restarts, until, error })
    const timer = setTimeout(() => {
      void this.#inTurn(async () => {
        if (signal.aborted) return
        await this.#begin({ activates: false, restarts: plan.restarts }, signal)
      }).catch(() => undefined)
    }, plan.pauseMs)
    signal.addEventListener('abort', () => clearTimeout(timer))
  }

  async #end(): Promise<void> {
    const run = this.#run
    this.#run = null
    if (run === null) return
    this.#slice.enter({ state: 'stopping' })
    await run.stop()
    this.#say('Stopped')
  }

  #demandStopped(what: 'install' | 'remove'): void {
    if (this.#run === null) return
    throw new AppFailure(
      appError('invalid-input', 'LiteLLM is running.', {
        nextStep: what === 'install' ? 'Stop it, then install.' : 'Stop it, then remove it.',
      }),
    )
  }

  #say(text: string, level: 'info' | 'error' = 'info'): void {
    this.log.add('litedesk', text, level)
  }

  #newTask(): AbortController {
    this.#task.abort()
    this.#task = new AbortController()
    return this.#task
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(work)
    this.#queue = done.catch(() => undefined)
    return done
  }
}
