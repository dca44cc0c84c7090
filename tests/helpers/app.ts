import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { _electron, type ElectronApplication, type Page } from '@playwright/test'

import { sandboxFlags } from '../../build/sandbox.mjs'

const projectFolder = resolve(import.meta.dirname, '../..')

/** How the app is started. */
export interface LaunchOptions {
  /** An existing user-data folder, to start once more where a test left off; a new empty one when left out. */
  readonly userData?: string
  /** Added to the app's environment. */
  readonly environment?: Readonly<Record<string, string>>
  /** Added to the app's command line. */
  readonly arguments?: readonly string[]
  /** False for a system without a key store. */
  readonly hasKeyStore?: boolean
  /** Window size in device-independent pixels. */
  readonly size?: { readonly width: number; readonly height: number }
}

/** Litedesk, running. */
export interface RunningApp {
  readonly electron: ElectronApplication
  readonly page: Page
  readonly userData: string
  /** Quits as a user would. */
  quit(): Promise<void>
  /** Ends the main process without warning, as a crash would. */
  kill(): Promise<void>
}

/** Starts the built app with a user-data folder of its own and waits for its window. */
export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const userData = options.userData ?? (await newUserData())
  const electron = await _electron.launch({
    // Without executablePath: only then does Playwright hold the app back until it is attached.
    args: [
      '-r',
      join(import.meta.dirname, 'use-system-key-store.cjs'),
      projectFolder,
      ...sandboxFlags(),
      `--user-data-dir=${userData}`,
      ...(options.arguments ?? []),
    ],
    cwd: projectFolder,
    env: appEnvironment(options, userData),
  })
  const page = await electron.firstWindow()
  if (options.size) await resize(electron, options.size)
  return {
    electron,
    page,
    userData,
    quit: async () => {
      // One that has ended by itself has nothing left to give up.
      await giveUpUnsaved(electron).catch(() => undefined)
      await electron.close()
    },
    kill: async () => {
      const process = electron.process()
      const exited = new Promise((done) => process.once('exit', done))
      process.kill('SIGKILL')
      await exited
    },
  }
}

/** From now on what is not saved is let go when a page closes or reloads: a question would wait for ever. */
export async function giveUpUnsaved(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.webContents.on('will-prevent-unload', (event) => event.preventDefault())
    }
  })
}

/** A new, empty user-data folder. */
export function newUserData(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'litedesk-e2e-'))
}

/** Removes a user-data folder after its test. */
export async function removeUserData(userData: string): Promise<void> {
  await rm(userData, { recursive: true, force: true, maxRetries: 3 })
}

/** Sets the window's content size. */
export async function resize(
  electron: ElectronApplication,
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, size)
}

function appEnvironment(options: LaunchOptions, userData: string): Record<string, string> {
  const environment: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !isUnwanted(name)) environment[name] = value
  }
  const passwordStore = options.hasKeyStore === false ? 'basic' : 'gnome-libsecret'
  return {
    ...environment,
    LITEDESK_TEST_PASSWORD_STORE: passwordStore,
    // Engines the developer uses are none of a test's business.
    NOVA_HOME: userData,
    IDLEHANDS_HOME: userData,
    ...options.environment,
  }
}

function isUnwanted(name: string): boolean {
  return /^(?:ELECTRON_RUN_AS_NODE|LITELLM_API_KEY)$|^(?:NOVA|IDLEHANDS|CLAWDBOT)_/.test(name)
}
