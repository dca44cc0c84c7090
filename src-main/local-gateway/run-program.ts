import { spawn } from 'node:child_process'

/** Programs that are only asked something answer in moments; a cold disk takes seconds, in ms. */
const ANSWER_WITHIN_MS = 20_000
const MAX_OUTPUT = 20_000

/** How a program that was asked something ended. */
export interface ProgramAnswer {
  /** null when it could not be started, was ended, or took too long. */
  readonly status: number | null
  /** What it wrote to both of its outputs. */
  readonly output: string
}

/** Runs a program that answers and ends. Never throws: a program that is not there has no status. */
export function askProgram(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<ProgramAnswer> {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, {
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: ANSWER_WITHIN_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-MAX_OUTPUT)))
    }
    child.on('error', () => resolve({ status: null, output }))
    child.on('close', (status) => resolve({ status, output }))
  })
}
