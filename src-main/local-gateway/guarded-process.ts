import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

import { z } from 'zod'

const GuardReport = z.union([z.object({ pid: z.number().int() }), z.object({ failed: z.string() })])

/** What is run, and who hears of it. */
export interface ProcessOrder {
  readonly command: string
  readonly args: readonly string[]
  /** All it gets; nothing of ours. */
  readonly environment: Readonly<Record<string, string>>
  readonly folder: string
  /** Each line it writes to either output. */
  readonly heard: (line: string, output: 'out' | 'error') => void
}

/** How a process ended. */
export interface ProcessEnd {
  /** null when it could not be started, or was ended by force. */
  readonly status: number | null
  /** Why it could not be started; null when it was. */
  readonly failure: string | null
}

/** A process that ends with Litedesk, however that ends. */
export interface GuardedProcess {
  /** Fulfilled when it and all it wrote has ended; never rejected. */
  readonly ended: Promise<ProcessEnd>
  /** The process id once it runs; null when it could not be started. */
  readonly pid: Promise<number | null>
  /** Asks it to end, and sees to it. */
  readonly stop: () => Promise<ProcessEnd>
}

/** Starts guarded processes: the guard's file is the built one in the app. */
export type StartGuarded = (order: ProcessOrder) => GuardedProcess

/**
 * Gives the function that starts processes under `guard.ts`. `guardFile` is the guard as a file; `node` is an Electron or
 * Node that runs it.
 */
export function guardedBy(guardFile: string, node = process.execPath): StartGuarded {
  return ({ command, args, environment, folder, heard }) => {
    const guard = spawn(node, [guardFile, command, ...args], {
      cwd: folder,
      env: { ...environment, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      // Out of reach of what a terminal sends to Litedesk's own group.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    let failure: string | null = null
    let pid: number | null = null
    let toldPid: (pid: number | null) => void
    const knownPid = new Promise<number | null>((resolve) => {
      toldPid = resolve
    })
    // A guard that is gone cannot be written to; its end is told by `close`.
    guard.stdin.on('error', () => undefined)
    createInterface({ input: guard.stdout }).on('line', (line) => heard(line, 'out'))
    createInterface({ input: guard.stderr }).on('line', (line) => heard(line, 'error'))
    const [, , , reports] = guard.stdio
    if (reports && 'setEncoding' in reports) {
      createInterface({ input: reports }).on('line', (line) => {
        const report = GuardReport.parse(JSON.parse(line))
        if ('failed' in report) failure = report.failed
        else pid = report.pid
        toldPid(pid)
      })
    }
    const ended = new Promise<ProcessEnd>((resolve) => {
      guard.on('error', (cause) => {
        failure = cause.message
      })
      guard.on('exit', (_status, signal) => {
        // Whoever kills the guard must not be left with what it guarded.
        if (signal !== null && pid !== null) endGroup(pid)
      })
      guard.on('close', (status) => {
        toldPid(pid)
        resolve({ status: failure === null ? status : null, failure })
      })
    })
    return {
      ended,
      pid: knownPid,
      stop: () => {
        guard.stdin.end()
        return ended
      },
    }
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
