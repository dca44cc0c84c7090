/**
 * A desktop session without a desktop, for Linux: a virtual X display, a session bus and an unlocked key store, all new,
 * all gone afterwards. Nothing in it reaches the user's own display, bus, keyring or XDG folders.
 * By hand: `node build/desktop-session.mjs <command> <arguments...>`.
 */
import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

import { Stop } from './machine.mjs'
import { runScript } from './prepare.mjs'
import { captureCommand, runCommand } from './run-command.mjs'

/** Width, height and depth of the virtual screen, in pixels and bits. */
const screen = '1600x1000x24'
/** Each part of the session is up within a fraction of a second; a part that takes this long is broken. */
const startLimitMs = 15_000

/**
 * Runs a program inside a new desktop session and waits for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ environment?: NodeJS.ProcessEnv }} [options] environment defaults to ours; the session's own variables are
 * added to it
 * @returns {Promise<number>} the program's exit status
 * @throws {Stop} when a part of the session does not come up
 */
export async function runInDesktopSession(command, args, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'litedesk-session-'))
  /** @type {import('node:child_process').ChildProcess[]} */
  const daemons = []
  let interrupted = false
  const interrupt = () => {
    interrupted = true
  }
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  try {
    const environment = sessionEnvironment(options.environment ?? process.env, folder)
    const bus = startDaemon(
      'dbus-daemon',
      [
        '--session',
        '--nofork',
        '--nopidfile',
        `--address=${environment['DBUS_SESSION_BUS_ADDRESS']}`,
        '--print-address=3',
      ],
      folder,
      environment,
    )
    const display = startDaemon(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'],
      folder,
      environment,
    )
    daemons.push(bus.process, display.process)
    await bus.ready
    unlockKeyStore(environment)
    environment['DISPLAY'] = `:${(await display.ready).trim()}`
    await keyStoreReady(environment)
    return interrupted ? 130 : await runCommand(command, args, { environment })
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    // The key store leaves with its bus.
    await Promise.all(daemons.map(stopDaemon))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} folder
 * @returns {NodeJS.ProcessEnv}
 */
function sessionEnvironment(environment, folder) {
  const { WAYLAND_DISPLAY: _wayland, XAUTHORITY: _authority, ...rest } = environment
  for (const name of ['runtime', 'data', 'config', 'cache', 'state'])
    mkdirSync(join(folder, name), { mode: 0o700 })
  return {
    ...rest,
    DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(folder, 'bus')}`,
    XDG_RUNTIME_DIR: join(folder, 'runtime'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_STATE_HOME: join(folder, 'state'),
    XDG_SESSION_TYPE: 'x11',
    // Electron picks its key store by the desktop's name.
    XDG_CURRENT_DESKTOP: 'GNOME',
  }
}

/**
 * Starts a daemon that says on descriptor 3 when it is ready.
 * @param {string} command
 * @param {string[]} args
 * @param {string} folder where its messages go
 * @param {NodeJS.ProcessEnv} environment
 */
function startDaemon(command, args, folder, environment) {
  const log = join(folder, `${command}.log`)
  const descriptor = openSync(log, 'w')
  // In a process group of its own, so that Ctrl+C does not take the display from under the program that is closing.
  const daemon = spawn(command, args, {
    env: environment,
    detached: true,
    stdio: ['ignore', descriptor, descriptor, 'pipe'],
  })
  closeSync(descriptor)
  const ready = firstLine(daemon).catch((cause) => {
    throw new Stop(`${command} did not start: ${String(cause)}\n${readFileSync(log, 'utf8')}`.trim())
  })
  // Awaited later; until then a failure must not count as unhandled.
  ready.catch(() => {})
  return { process: daemon, ready }
}

/**
 * What a daemon says on descriptor 3, up to the end of the line.
 * @param {import('node:child_process').ChildProcess} daemon
 * @returns {Promise<string>}
 */
function firstLine(daemon) {
  const pipe = daemon.stdio[3]
  return new Promise((resolve, reject) => {
    if (!(pipe instanceof Readable)) throw new Error('it has no descriptor 3')
    const limit = setTimeout(() => reject(new Error(`not ready after ${startLimitMs} ms`)), startLimitMs)
    let text = ''
    pipe.setEncoding('utf8').on('data', (part) => {
      text += part
      if (text.includes('\n')) resolve(text)
    })
    daemon.on('error', reject)
    daemon.on('exit', (status) => reject(new Error(`it ended with status ${status}`)))
    pipe.on('close', () => clearTimeout(limit)).once('data', () => clearTimeout(limit))
  })
}

/** @param {import('node:child_process').ChildProcess} daemon */
async function stopDaemon(daemon) {
  if (daemon.pid === undefined || daemon.exitCode !== null || daemon.signalCode !== null) return
  const gone = new Promise((resolve) => daemon.once('exit', resolve))
  daemon.kill('SIGTERM')
  const force = setTimeout(() => daemon.kill('SIGKILL'), 3000)
  await gone
  clearTimeout(force)
}

/**
 * Creates and unlocks a keyring. The password guards nothing: the keyring lives as long as the session.
 * @param {NodeJS.ProcessEnv} environment
 */
function unlockKeyStore(environment) {
  const result = captureCommand('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    environment,
    input: 'litedesk',
    limitMs: startLimitMs,
  })
  if (result.status !== 0) throw new Stop(`gnome-keyring-daemon did not start: ${result.errors.trim()}`)
}

/**
 * Waits until the key store has its name on the bus, which is a moment after its command returns.
 * @param {NodeJS.ProcessEnv} environment
 */
async function keyStoreReady(environment) {
  const question = 'org.freedesktop.DBus.NameHasOwner'
  const start = performance.now()
  while (performance.now() - start < startLimitMs) {
    const answer = captureCommand(
      'dbus-send',
      ['--print-reply', '--dest=org.freedesktop.DBus', '/', question, 'string:org.freedesktop.secrets'],
      { environment },
    )
    if (answer.output.includes('boolean true')) return
    await delay(20)
  }
  throw new Stop('gnome-keyring-daemon did not take its name on the session bus.')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript(() => {
    const [command, ...args] = process.argv.slice(2)
    if (command === undefined)
      throw new Stop('Usage: node build/desktop-session.mjs <command> <arguments...>')
    return runInDesktopSession(command, args)
  })
}
