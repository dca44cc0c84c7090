import { spawn } from 'node:child_process'

/** How a program ended. */
export interface ProgramResult {
  /** null when a signal ended it. */
  readonly status: number | null
  /** What it wrote to both of its outputs, in order. */
  readonly output: string
}

/** What a program is run with; environment and folder are ours when left out. */
export interface ProgramOptions {
  readonly environment?: NodeJS.ProcessEnv
  readonly folder?: string
  /** What it reads; nothing when left out. */
  readonly input?: string
  /** The user to become, where we are root. */
  readonly user?: { readonly uid: number; readonly gid: number } | null
  readonly signal?: AbortSignal
}

/** Runs a program to its end. Throws when it cannot be started. */
export function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(options.folder !== undefined && { cwd: options.folder }),
      ...(options.user && options.user),
      ...(options.signal && { signal: options.signal }),
      env: options.environment ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text))
    }
    // A program that does not read is no fault.
    child.stdin.on('error', () => undefined)
    child.stdin.end(options.input ?? '')
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, output }))
  })
}

/** The same for a program that must succeed. Throws with the end of what it wrote. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<string> {
  const { status, output } = await runProgram(command, args, options)
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status ?? 'a signal'}:\n${lastLines(output)}`)
  }
  return output
}

/** The last twenty-five lines of a text. */
export function lastLines(text: string): string {
  return text.trimEnd().split('\n').slice(-25).join('\n')
}
