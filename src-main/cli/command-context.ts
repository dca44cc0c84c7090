import { homedir } from 'node:os'
import { resolve } from 'node:path'

import type { EngineDesk } from '../engine/engine-desk.ts'
import { type Environment, thisMachine, type Machine } from '../engine/machine.ts'
import { openEngineDesk } from '../engine/open-engine-desk.ts'
import type { Terminal } from './terminal.ts'
import { userDataFolder } from './user-data-folder.ts'
import { readWindowSettings, type WindowSettings } from './window-settings.ts'

/** What every command works with. */
export interface CommandContext {
  readonly terminal: Terminal
  /** Whether the answer is one JSON object; nobody is asked anything then. */
  readonly isJson: boolean
  readonly environment: Environment
  readonly machine: Machine
  readonly settings: WindowSettings
  /** Looked at once. */
  readonly desk: EngineDesk
}

/** Gathers what a command needs. The window's settings are read and never written. */
export async function openContext(
  terminal: Terminal,
  isJson: boolean,
  environment: Environment,
): Promise<CommandContext> {
  const home = environment['HOME'] || environment['USERPROFILE'] || homedir()
  const userData = resolve(userDataFolder(process.platform, environment, home))
  const settings = await readWindowSettings(userData)
  const desk = openEngineDesk({
    userData,
    environment,
    chosen: settings.engineFiles,
    listed: () => undefined,
    changed: () => undefined,
  })
  await desk.list.refresh()
  return { terminal, isJson, environment, machine: thisMachine(environment), settings, desk }
}
