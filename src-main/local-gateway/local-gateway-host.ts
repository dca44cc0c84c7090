import { AppFailure, appError, type AppError } from '#shared/app-error.ts'
import {
  LOCAL_GATEWAY_ID,
  type LocalGateway,
  type LocalGatewaySetup,
  type LocalGatewayStatus,
  type LocalProgram,
  type LocalSecret,
} from '#shared/local-gateway.ts'

import { judgeKey, readReadiness } from '../gateway/gateway-facts.ts'
import type { GatewayRegistry } from '../gateway/gateway-registry.ts'
import { log } from '../log/log.ts'
import type { KeyVault } from '../settings/key-vault.ts'
import type { Store } from '../settings/store.ts'
import type { AppStateOwner } from '../state/app-state-owner.ts'
import type { GatewayLog } from './gateway-log.ts'
import { prepareDatabaseClient } from './database-client.ts'
import { GatewayRun, type RunOrder } from './gateway-run.ts'
import type { StartGuarded } from './guarded-process.ts'
import { findInstaller, type InstallerSearch } from './installer-finder.ts'
import { choosePort } from './local-port.ts'
import { LocalSecrets } from './local-secrets.ts'
import type { OwnInstallation } from './own-installation.ts'
import { chooseProgram, findPrograms } from './program-finder.ts'
import { planRestart } from './restart-plan.ts'
import { DATABASE_URL, prepareRun, readSource, type PreparedRun, type ReadConfig } from './run-preparation.ts'

/** Failures that another try will not mend. */
const LASTING: readonly AppError['kind'][] = [
  'config-invalid',
  'program-missing',
  'port-taken',
  'key-missing',
]

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
  #run: GatewayRun | null = null
  /** Ends the start, the pause or the installation that is under way. */
  #task = new AbortController()
  #queue: Promise<unknown> = Promise.resolve()
  #installer: InstallerSearch | null = null

  constructor(parts: Parts) {
    this.#parts = parts
    this.#secrets = new LocalSecrets(parts.store, parts.vault)
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
      if (this.#run !== null || this.#status.state === 'waiting') return this.#search()
      this.#enter({ state: 'finding' })
      try {
        await this.#search()
      } finally {
        this.#enter({ state: 'off' })
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
        this.#enter({ state: 'installing', step: 'preparing', done: null, total: null, detail: null })
        this.#installer = await findInstaller(users)
        if ('error' in this.#installer) throw new AppFailure(this.#installer.error)
        const { installer } = this.#installer
        this.#say(`Installing with ${installer.path}`)
        await installation.install(
          installer,
          users,
          {
            progressed: (progress) => this.#enter({ state: 'installing', ...progress }),
            heard: (line) => this.log.add('installer', line),
          },
          task.signal,
        )
        await this.#search()
        this.#say('Installed')
        this.#enter({ state: 'off' })
      } catch (cause) {
        const error = errorOf(cause)
        this.#enter(
          error.kind === 'cancelled' ? { state: 'off' } : { state: 'failed', task: 'install', error },
        )
        throw new AppFailure(error)
      }
    })
  }

  cancelInstall(): void {
    if (this.#status.state === 'installing') this.#task.abort()
  }

  /** Removes what `install` made. Throws AppFailure `invalid-input` while something is under way. */
  removeInstallation(): Promise<void> {
    return this.#inTurn(async () => {
      this.#demandStopped('remove')
      this.#newTask()
      await this.#parts.installation.remove()
      await this.#search()
      this.#enter({ state: 'off' })
    })
  }

  /** Remembers how it is to be run from the next start on. */
  async setUp(changes: Partial<LocalGatewaySetup>): Promise<void> {
    const { store } = this.#parts
    const { localGateway } = store.file
    const setup = { ...localGateway.setup, ...changes }
    store.update({ localGateway: { ...localGateway, setup } })
    this.#change({ setup })
    if (changes.environmentPath !== undefined) await this.#searchPrograms()
    await this.#readVariables()
  }

  async setSecret(variable: string, secret: LocalSecret): Promise<void> {
    await this.#secrets.set(variable, secret)
    await this.#readVariables()
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
      const wasActive = this.#run !== null && this.#isActive()
      await this.#end()
      this.#enter({ state: 'off' })
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
      const error = errorOf(cause)
      if (signal.aborted) {
        this.#enter({ state: 'off' })
        throw new AppFailure(appError('cancelled', 'The start was cancelled.'))
      }
      this.#say(error.message, 'error')
      if (how.restarts > 0 && !LASTING.includes(error.kind)) this.#startLater(how.restarts, 0, error, signal)
      else this.#enter({ state: 'failed', task: 'start', error })
      throw new AppFailure(error)
    }
  }

  async #startOnce(
    { activates, restarts }: { readonly activates: boolean; readonly restarts: number },
    signal: AbortSignal,
  ): Promise<void> {
    const { store, startGuarded, folder, users, readyWithinMs } = this.#parts
    const { setup, lastPort } = store.file.localGateway
    if (this.#slice.programs.length === 0) {
      this.#enter({ state: 'finding' })
      await this.#searchPrograms()
    }
    const program = this.#program(setup)
    const port = await choosePort(setup.port, lastPort)
    this.#enter({ state: 'starting', port, since: new Date().toISOString(), restarts })
    const keeping = await this.#keeping()
    const prepared = await prepareRun({
      source: setup.config,
      readConfig: this.#parts.readConfig,
      folder,
      program,
      secrets: this.#secrets,
      keeping,
      keptAdminKey: await this.#keptAdminKey(),
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
      const lack = await this.#lackOf(port, prepared)
      await this.#enlist(port, prepared.adminKey, keeping, activates)
      signal.throwIfAborted()
      this.#enter({ state: 'running', port, since: new Date().toISOString(), restarts, lack })
      this.#say(`Serving at http://127.0.0.1:${port}`)
      this.#restartWhenEnded(run, restarts, signal)
    } catch (cause) {
      this.#run = null
      await run.stop()
      throw cause
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** The program to run. Throws AppFailure `program-missing` where none can be. */
  #program(setup: LocalGatewaySetup): LocalProgram {
    const program = chooseProgram(this.#slice.programs, setup.program)
    if (program === null) {
      throw new AppFailure(
        appError('program-missing', 'LiteLLM was not found on this computer.', {
          nextStep: 'Let Litedesk install it, or choose the environment it is in.',
        }),
      )
    }
    if (program.verdict === 'refused') {
      throw new AppFailure(
        appError(
          'program-missing',
          `LiteLLM ${program.version ?? ''} is a malicious release and is not run.`,
          {
            nextStep:
              'Remove it, change every key this computer held, and let Litedesk install another release.',
            details: program.path,
          },
        ),
      )
    }
    if (program.verdict === 'incomplete') {
      throw new AppFailure(
        appError('program-missing', 'This LiteLLM lacks what a gateway needs.', {
          nextStep: 'Install it with “pip install "litellm[proxy]"”, or let Litedesk install one of its own.',
          details: program.path,
        }),
      )
    }
    return program
  }

  /** What it lacks though it serves. Throws AppFailure when it does not take its own key. */
  async #lackOf(port: number, prepared: PreparedRun) {
    const address = { baseUrl: `http://127.0.0.1:${port}`, key: prepared.adminKey }
    const verdict = await judgeKey(address)
    if (verdict.state === 'refused') {
      throw new AppFailure({
        ...verdict.error,
        message: 'LiteLLM does not take the admin key it was given.',
        nextStep: 'See whether the config file or its own settings state another master key.',
      })
    }
    if (prepared.missing.length > 0) return 'key'
    const { hasDatabase } = await readReadiness(address).catch(() => ({ hasDatabase: null }))
    if (hasDatabase !== false) return null
    return prepared.hasDatabase ? 'database-lost' : 'database'
  }

  /** Puts it into the list of gateways, with its key. */
  async #enlist(
    port: number,
    adminKey: string,
    keeping: Exclude<LocalSecret['source'], 'none'>,
    activates: boolean,
  ): Promise<void> {
    const { registry, store, state, reconnect } = this.#parts
    await registry.saveLocal(`http://127.0.0.1:${port}`, { source: keeping, key: adminKey })
    store.remember({ localGateway: { ...store.file.localGateway, lastPort: port } })
    if (activates || registry.activeId === null) registry.activate(LOCAL_GATEWAY_ID)
    if (this.#isActive()) reconnect()
    else state.change({ gateways: registry.list() })
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
      if (this.#isActive()) this.#parts.reconnect()
      this.#startLater(restarts, Date.now() - since, error, signal)
    }
    void followEnd()
  }

  #startLater(restarts: number, ranForMs: number, error: AppError, signal: AbortSignal): void {
    const plan = planRestart(restarts, ranForMs, this.#parts.restartPausesMs)
    if (plan.pauseMs === null) {
      this.#enter({
        state: 'failed',
        task: 'start',
        error: { ...error, message: `${error.message} It was started again ${restarts} times.` },
      })
      return
    }
    const until = new Date(Date.now() + plan.pauseMs).toISOString()
    this.#enter({ state: 'waiting', restarts: plan.restarts, until, error })
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
    this.#enter({ state: 'stopping' })
    await run.stop()
    this.#say('Stopped')
  }

  async #search(): Promise<void> {
    const { installation, users } = this.#parts
    await installation.removeUnfinished()
    this.#installer = await findInstaller(users)
    const { installer, error } = { installer: null, error: null, ...this.#installer }
    this.#change({
      installation: { ...this.#slice.installation, installer: installer?.kind ?? null, error },
    })
    await this.#searchPrograms()
    await this.#readVariables()
    this.#change({ hasSearched: true })
  }

  async #searchPrograms(): Promise<void> {
    const { installation, users, store } = this.#parts
    const programs = await findPrograms({
      ownEnvironment: installation.environment,
      chosenPath: store.file.localGateway.setup.environmentPath,
      environment: users,
    })
    this.#change({ programs })
  }

  /** A config file that cannot be read refers to nothing; starting says what is wrong with it. */
  async #readVariables(): Promise<void> {
    let names: readonly string[] = []
    try {
      const { store, readConfig } = this.#parts
      names = (await readSource(store.file.localGateway.setup.config, readConfig)).reading.variables
    } catch (cause) {
      if (!(cause instanceof AppFailure)) throw cause
    }
    this.#change({
      variables: names.map((name) => ({ name, key: this.#secrets.stateOf(name) })),
      database: this.#secrets.stateOf(DATABASE_URL),
    })
  }

  /** How what Litedesk makes up is kept: as well as this computer can, and weakly only where that was chosen before. */
  async #keeping(): Promise<Exclude<LocalSecret['source'], 'none'>> {
    if ((await this.#parts.vault.findKeyStore()) === 'system') return 'key-store'
    const kept = Object.values(this.#parts.store.file.localGateway.secrets)
    return kept.some(({ source }) => source === 'weak-store') ? 'weak-store' : 'session'
  }

  /** The admin key it had, so that engines that use it go on working; null for the first time, and where it is lost. */
  async #keptAdminKey(): Promise<string | null> {
    const { registry } = this.#parts
    const gateway = this.#parts.store.file.gateways.find(({ id }) => id === LOCAL_GATEWAY_ID)
    if (gateway === undefined) return null
    try {
      return await registry.keyOf(gateway)
    } catch (cause) {
      if (!(cause instanceof AppFailure)) throw cause
      log.warn('The admin key of the local gateway could not be read; it gets another one', cause)
      return null
    }
  }

  #demandStopped(what: 'install' | 'remove'): void {
    if (this.#run === null) return
    throw new AppFailure(
      appError('invalid-input', 'LiteLLM is running.', {
        nextStep: what === 'install' ? 'Stop it, then install.' : 'Stop it, then remove it.',
      }),
    )
  }

  #isActive(): boolean {
    return this.#parts.registry.activeId === LOCAL_GATEWAY_ID
  }

  #say(text: string, level: 'info' | 'error' = 'info'): void {
    this.log.add('litedesk', text, level)
  }

  get #slice(): LocalGateway {
    return this.#parts.state.state.localGateway
  }

  get #status(): LocalGatewayStatus {
    return this.#slice.status
  }

  #enter(status: LocalGatewayStatus): void {
    this.#change({ status })
  }

  #change(changes: Partial<LocalGateway>): void {
    this.#parts.state.change({ localGateway: { ...this.#slice, ...changes } })
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

function errorOf(cause: unknown): AppError {
  if (cause instanceof AppFailure) return cause.error
  if (cause instanceof Error && cause.name === 'AbortError') return appError('cancelled', 'It was cancelled.')
  log.error('The local gateway failed', cause)
  return appError('internal', 'Litedesk ran into a fault of its own.', {
    nextStep: 'Try again; if it happens again, restart Litedesk.',
    details: cause instanceof Error ? cause.message : String(cause),
  })
}
