import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'

import { cacheFolder, ownFolder } from './places.ts'
import { lastLines } from './run-program.ts'

const logFolder = join(cacheFolder, 'logs')
const KEPT_LOGS = 20

/** What to run, and how it ends. */
export interface GuardedProgram {
  /** For the log's name and for errors. */
  readonly name: string
  readonly python: string
  readonly command: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  /** Where it runs. */
  readonly folder: string
  /** Whether that folder is removed after its end. */
  readonly removesFolder: boolean
  /** What asks it to end. */
  readonly endSignal: 'SIGTERM' | 'SIGINT'
  /** The user to become, where we are root; null to stay who we are. */
  readonly userId: number | null
  /** Matches the line it writes when it serves. */
  readonly readyLine: RegExp
  /** How long that may take, in ms. */
  readonly readyWithinMs: number
  readonly signal?: AbortSignal
}

/** A program that serves. */
export interface RunningProgram {
  /** Everything it wrote. */
  readonly logFile: string
  /** Fulfilled when it has ended, asked or not. */
  readonly ended: Promise<void>
  /** Ends it and everything it started. */
  readonly close: () => Promise<void>
}

/**
 * Starts a program under guard.py, so that it ends with us however we end, and waits until it says that it serves.
 * Throws with the end of its log when it does not.
 */
export async function startGuarded(program: GuardedProgram): Promise<RunningProgram> {
  const logFile = newLogFile(program.name)
  const log = createWriteStream(logFile)
  const child = spawn(
    program.python,
    [
      '-S',
      join(ownFolder, 'guard.py'),
      program.endSignal,
      program.removesFolder ? program.folder : '-',
      program.userId === null ? '-' : String(program.userId),
      ...program.command,
    ],
    { cwd: program.folder, env: program.environment, stdio: ['pipe', 'pipe', 'pipe'], detached: true },
  )
  child.stdin.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => {
      log.end()
      resolve()
    })
  })
  let tail = ''
  const close = async (): Promise<void> => {
    child.stdin.end()
    await ended
  }
  try {
    await new Promise<void>((resolve, reject) => {
      const give = (problem: string): void =>
        reject(new Error(`${program.name} ${problem}. Its log, ${logFile}, ends:\n${lastLines(tail)}`))
      const limit = AbortSignal.timeout(program.readyWithinMs)
      limit.addEventListener('abort', () => give(`did not start within ${program.readyWithinMs} ms`))
      program.signal?.addEventListener('abort', () => give('was not waited for'))
      child.on('error', (cause) => give(`could not be started (${cause.message})`))
      child.on('close', (status) => give(`ended with status ${status ?? 'unknown'}`))
      for (const output of [child.stdout, child.stderr]) {
        createInterface({ input: output }).on('line', (line) => {
          log.write(`${line}\n`)
          tail = `${tail}${line}\n`.slice(-20_000)
          if (program.readyLine.test(line)) resolve()
        })
      }
    })
  } catch (cause) {
    await close()
    throw cause
  }
  return { logFile, ended, close }
}

function newLogFile(name: string): string {
  mkdirSync(logFolder, { recursive: true })
  const old = readdirSync(logFolder).sort().slice(0, -KEPT_LOGS)
  for (const file of old) rmSync(join(logFolder, basename(file)), { force: true })
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-')
  return join(logFolder, `${time}-${name}-${process.pid}.log`)
}
