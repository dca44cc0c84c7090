/**
 * Runs a program that must not outlive Litedesk. A process of its own, run by Electron as plain Node:
 *
 *     guard.js <program> <argument>...
 *
 * Litedesk holds our standard input. When that ends, because Litedesk closed it or died in whatever way, the program and
 * everything it started is asked to end, and made to after PATIENCE_MS. The first line on our third output is the program's
 * process id; what it writes goes through untouched. Our exit status is the program's.
 */
import { spawn, spawnSync } from 'node:child_process'
import { writeSync } from 'node:fs'

const PATIENCE_MS = 8000
const STATUS_OUTPUT = 3
const NOT_STARTED = 127

const [command, ...args] = process.argv.slice(2)
if (command === undefined) process.exit(NOT_STARTED)

const environment = { ...process.env }
delete environment['ELECTRON_RUN_AS_NODE']

const isWindows = process.platform === 'win32'
const program = spawn(command, args, {
  env: environment,
  stdio: ['ignore', 'inherit', 'inherit'],
  // Leads a group of its own, so that all of it can be ended.
  detached: !isWindows,
  windowsHide: true,
})

program.on('error', (cause) => {
  report({ failed: cause.message })
  process.exit(NOT_STARTED)
})
program.on('spawn', () => report({ pid: program.pid }))
program.on('exit', (status) => {
  // What it left behind ends with it.
  endGroup('SIGKILL')
  process.exit(status ?? NOT_STARTED + 1)
})

let isEnding = false
process.stdin.on('end', end).on('error', end).resume()
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)

function end(): void {
  if (isEnding) return
  isEnding = true
  endGroup('SIGTERM')
  setTimeout(() => endGroup('SIGKILL'), PATIENCE_MS)
}

function endGroup(signal: 'SIGTERM' | 'SIGKILL'): void {
  if (program.pid === undefined) return
  if (isWindows) {
    // Windows knows no asking: the tree is ended at once.
    spawnSync('taskkill', ['/pid', String(program.pid), '/T', '/F'], { windowsHide: true })
    return
  }
  try {
    process.kill(-program.pid, signal)
  } catch {
    // Nobody of the group is left.
  }
}

function report(status: { readonly pid?: number | undefined; readonly failed?: string }): void {
  try {
    writeSync(STATUS_OUTPUT, `${JSON.stringify(status)}\n`)
  } catch {
    // Litedesk is gone already; the end of the input says the same.
  }
}
