import { spawn } from 'node:child_process'
import { join } from 'node:path'

import type { EngineHome } from './engine-home.ts'

const launcher = join(import.meta.dirname, '../../build/litedesk.mjs')

/** How a call of the command ended. */
export interface CommandResult {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  /** Standard output as JSON. */
  readonly json: () => unknown
}

/** Runs `litedesk` as its users do, in a home of its own. */
export async function runLitedeskIn(
  home: EngineHome,
  args: readonly string[],
  options: { readonly input?: string; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<CommandResult> {
  const child = spawn(nodeProgram(), [launcher, ...args], {
    env: { ...plainEnvironment(), ...home.environment, ...options.environment },
    stdio: 'pipe',
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  child.stdin.end(options.input ?? '')
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { status, ...output, json: () => JSON.parse(output.stdout) }
}

/** The Node that runs npm, else this one, which may be Electron's. */
function nodeProgram(): string {
  return process.env['npm_node_execpath'] ?? process.execPath
}

function plainEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { ELECTRON_RUN_AS_NODE: '1' }
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(?:NOVA|IDLEHANDS|CLAWDBOT|LITELLM|LITEDESK|NODE_OPTIONS)/.test(name))
      environment[name] = value
  }
  return environment
}
