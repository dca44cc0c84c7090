/** Runs other programs: streaming for the user to read, or captured for us to read. */
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'

import { projectFolder } from './machine.mjs'

/** A terminal gives Ctrl+C to every program on it; passing it on would make it two, which many take as "at once". */
const forwardedSignals = /** @type {NodeJS.Signals[]} */ (
  process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
)
const keptAliveThrough = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a program on our terminal, hands it the signals we get, and waits for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ environment?: NodeJS.ProcessEnv, shell?: boolean, quiet?: boolean }} [options] environment defaults to ours; quiet
 * drops its standard output
 * @returns {Promise<number>} its exit status; 128 plus the signal's number when a signal ended it
 * @throws when the program cannot be started
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectFolder,
      env: options.environment ?? process.env,
      stdio: ['inherit', options.quiet === true ? 'ignore' : 'inherit', 'inherit'],
      shell: options.shell ?? false,
    })
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      if (forwardedSignals.includes(signal)) child.kill(signal)
    }
    for (const signal of keptAliveThrough) process.on(signal, forward)
    const stopForwarding = () => {
      for (const signal of keptAliveThrough) process.off(signal, forward)
    }
    child.on('error', (cause) => {
      stopForwarding()
      reject(new Error(`Could not start ${command}: ${cause.message}`, { cause }))
    })
    child.on('exit', (status, signal) => {
      stopForwarding()
      resolve(status ?? 128 + (signal ? constants.signals[signal] : 0))
    })
  })
}

/**
 * Runs a program quietly and waits for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ environment?: NodeJS.ProcessEnv, input?: string, limitMs?: number }} [options] environment defaults to ours; input is
 * what it reads; limitMs is when it is stopped, unlimited when left out
 * @returns {{ status: number | null, output: string, errors: string }} status null when it could not be started or a
 * signal ended it
 */
export function captureCommand(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: projectFolder,
    env: options.environment ?? process.env,
    encoding: 'utf8',
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.limitMs === undefined ? {} : { timeout: options.limitMs }),
    maxBuffer: 64 * 1024 * 1024,
  })
  return {
    status: result.status,
    output: result.stdout ?? '',
    errors: result.stderr || result.error?.message || '',
  }
}

/**
 * Runs npm: the one that runs us where there is one, else the one on the PATH. Only its complaints are shown.
 * @param {readonly string[]} args
 */
export function runNpm(args) {
  const npm = process.env['npm_execpath']
  if (npm && /npm-cli\.[cm]?js$/.test(npm))
    return runCommand(process.execPath, [npm, ...args], { quiet: true })
  return runCommand('npm', args, { quiet: true, shell: process.platform === 'win32' })
}

/**
 * The script behind a development tool, to be run by a Node of our choice.
 * @param {string} path inside node_modules
 */
export function toolScript(path) {
  return join(projectFolder, 'node_modules', path)
}
