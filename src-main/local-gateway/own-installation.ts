import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { AppFailure, appError } from '#shared/app-error.ts'

import type { GuardedProcess, ProcessOrder, StartGuarded } from './guarded-process.ts'
import { installFailure } from './install-failure.ts'
import { afterInstallerLine, firstProgress, type InstallProgress } from './install-progress.ts'
import { installedBeside } from './installed-packages.ts'
import type { Installer } from './installer-finder.ts'
import { processEnvironment } from './process-environment.ts'
import { ABOUT_DISK_MEGABYTES, ABOUT_DOWNLOAD_MEGABYTES, LITELLM_RELEASE, REQUIREMENTS } from './release.ts'

const MARK = 'litedesk-installed'
const KEPT_LINES = 200
/** Nothing is built here: what has no wheel is not installed. */
const WHEELS_ONLY = ['--only-binary', ':all:']

/** Hears how an installation goes. */
export interface InstallListener {
  readonly progressed: (progress: InstallProgress) => void
  /** A line of the installer. */
  readonly heard: (line: string) => void
}

/**
 * The LiteLLM that Litedesk installs, in a folder of its own. An environment counts once its mark is written, last of all;
 * one without is removed. What was fetched is kept until an installation succeeds, so that another try goes on with it.
 */
export class OwnInstallation {
  readonly #folder: string
  readonly #startGuarded: StartGuarded
  readonly #requirements: readonly string[]

  constructor(folder: string, startGuarded: StartGuarded, requirements = REQUIREMENTS) {
    this.#folder = folder
    this.#startGuarded = startGuarded
    this.#requirements = requirements
  }

  /** The finished environment; null when there is none. */
  get environment(): string | null {
    return existsSync(this.#mark) && readFileSync(this.#mark, 'utf8').trim() === LITELLM_RELEASE
      ? this.#environment
      : null
  }

  /**
   * Installs the pinned release. Throws AppFailure `cancelled` after the signal, `install-failed` otherwise; nothing but what
   * was fetched is left then.
   */
  async install(
    installer: Installer,
    users: Readonly<Record<string, string | undefined>>,
    listener: InstallListener,
    signal: AbortSignal,
  ): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    await this.#demandRoom()
    await rm(this.#environment, { recursive: true, force: true })
    try {
      await this.#fill(installer, users, listener, signal)
      await this.#check()
    } catch (cause) {
      await rm(this.#environment, { recursive: true, force: true, maxRetries: 3 })
      throw cause
    }
    await writeFile(this.#mark, `${LITELLM_RELEASE}\n`)
    await rm(this.#downloads, { recursive: true, force: true, maxRetries: 3 })
    await this.#removeOlder()
  }

  /** Removes every environment and all that was fetched. */
  async remove(): Promise<void> {
    for (const folder of [this.#downloads, this.#environment, join(this.#folder, 'database-client')]) {
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    }
    await this.#removeOlder()
  }

  /** Removes what an installation left that was cut off, such as by the end of Litedesk. */
  async removeUnfinished(): Promise<void> {
    if (this.environment === null) await rm(this.#environment, { recursive: true, force: true })
  }

  get #environment(): string {
    return join(this.#folder, `environment-${LITELLM_RELEASE}`)
  }

  get #mark(): string {
    return join(this.#environment, MARK)
  }

  get #downloads(): string {
    return join(this.#folder, 'downloads')
  }

  async #fill(
    installer: Installer,
    users: Readonly<Record<string, string | undefined>>,
    listener: InstallListener,
    signal: AbortSignal,
  ): Promise<void> {
    let progress = firstProgress
    listener.progressed(progress)
    const lines: string[] = []
    const heard = (line: string): void => {
      listener.heard(line)
      lines.push(line)
      if (lines.length > KEPT_LINES) lines.shift()
      const next = afterInstallerLine(progress, line)
      if (next !== progress) listener.progressed((progress = next))
    }
    const environment = processEnvironment(users, {
      UV_CACHE_DIR: this.#downloads,
      UV_LINK_MODE: 'copy',
      UV_NO_PROGRESS: '1',
      PIP_CACHE_DIR: this.#downloads,
    })
    for (const [command, ...args] of this.#steps(installer)) {
      await this.#run({ command, args, environment, folder: this.#folder, heard }, lines, signal)
    }
    listener.progressed({ ...progress, step: 'checking', detail: null })
  }

  #steps({ kind, path }: Installer): readonly (readonly [string, ...string[]])[] {
    const isWindows = process.platform === 'win32'
    const python = join(this.#environment, isWindows ? 'Scripts/python.exe' : 'bin/python')
    if (kind === 'uv') {
      const pip = [path, 'pip', 'install', '--python', python, '--compile-bytecode'] as const
      return [
        [path, 'venv', '--python', '>=3.10,<3.15', this.#environment],
        [...pip, ...WHEELS_ONLY, ...this.#requirements],
      ]
    }
    const pip = [python, '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input'] as const
    return [
      [path, '-m', 'venv', this.#environment],
      [...pip, '--progress-bar', 'off', ...WHEELS_ONLY, ...this.#requirements],
    ]
  }

  async #run(order: ProcessOrder, lines: readonly string[], signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw cancelled()
    const running: GuardedProcess = this.#startGuarded(order)
    const stop = (): void => void running.stop()
    signal.addEventListener('abort', stop)
    const { status, failure } = await running.ended
    signal.removeEventListener('abort', stop)
    if (signal.aborted) throw cancelled()
    if (status !== 0) throw new AppFailure(installFailure(failure === null ? lines : [...lines, failure]))
  }

  async #check(): Promise<void> {
    const bin = join(this.#environment, process.platform === 'win32' ? 'Scripts/litellm.exe' : 'bin/litellm')
    const installed = await installedBeside(bin)
    if (installed?.version === LITELLM_RELEASE && installed.hasProxy) return
    throw new AppFailure(
      installFailure([`Found ${installed?.version ?? 'no LiteLLM'} after the installation.`]),
    )
  }

  async #demandRoom(): Promise<void> {
    const { bavail, bsize } = await statfs(this.#folder)
    const megabytes = (bavail * bsize) / 1e6
    if (megabytes >= ABOUT_DISK_MEGABYTES + ABOUT_DOWNLOAD_MEGABYTES) return
    throw new AppFailure(
      appError('install-failed', `There is room for ${Math.floor(megabytes)} MB on the disk.`, {
        nextStep: `LiteLLM takes about ${ABOUT_DISK_MEGABYTES} MB, and ${ABOUT_DOWNLOAD_MEGABYTES} MB more while it is installed. Make room, then try again.`,
      }),
    )
  }

  async #removeOlder(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name)
      if (name.startsWith('environment-') && path !== this.#environment) {
        await rm(path, { recursive: true, force: true, maxRetries: 3 })
      }
    }
  }
}

function cancelled(): AppFailure {
  return new AppFailure(appError('cancelled', 'The installation was cancelled.'))
}
