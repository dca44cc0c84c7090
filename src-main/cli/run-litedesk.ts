import { AppFailure, appError, type AppError } from '#shared/app-error.ts'

import type { Environment } from '../engine/machine.ts'
import type { Answer } from './answer.ts'
import { parseCommand, UsageError, type Command } from './cli-arguments.ts'
import { openContext, type CommandContext } from './command-context.ts'
import { exitStatus, exitStatusOf, type ExitStatus } from './exit-status.ts'
import { helpText } from './help.ts'
import { models } from './models.ts'
import { onboard } from './onboard.ts'
import { status } from './status.ts'
import type { Terminal } from './terminal.ts'
import { undo } from './undo.ts'
import { use } from './use.ts'

/** Runs one command and gives its exit status. Throws nothing: what went wrong is told in words. */
export async function runLitedesk(
  args: readonly string[],
  terminal: Terminal,
  environment: Environment,
  version: string,
): Promise<ExitStatus> {
  const isJson = args.includes('--json')
  try {
    const command = parseCommand(args)
    if (command.name === 'help') return tell(terminal, helpText(command.about))
    if (command.name === 'version') return tell(terminal, version)
    const context = await openContext(terminal, command.isJson, environment)
    const { status: outcome, json, text } = await run(command, context)
    if (command.isJson) terminal.print(JSON.stringify({ ok: outcome === exitStatus.done, ...json }, null, 2))
    else if (text !== '') terminal.print(text)
    return outcome
  } catch (cause) {
    const { error, status: outcome } = failureOf(cause)
    if (isJson) terminal.print(JSON.stringify({ ok: false, error: forScripts(error) }, null, 2))
    else terminal.note([error.message, ...(error.nextStep === null ? [] : [error.nextStep])].join(' '))
    return outcome
  }
}

function run(
  command: Exclude<Command, { name: 'help' | 'version' }>,
  context: CommandContext,
): Promise<Answer> {
  switch (command.name) {
    case 'onboard':
      return onboard(command.options, context)
    case 'models':
      return models(command, context)
    case 'use':
      return use(command.target, command.ref, context)
    case 'status':
      return status(command.target, context)
    case 'undo':
      return undo(command.target, context)
  }
}

function tell(terminal: Terminal, text: string): ExitStatus {
  terminal.print(text)
  return exitStatus.done
}

function failureOf(cause: unknown): { readonly error: AppError; readonly status: ExitStatus } {
  if (cause instanceof UsageError) {
    const error = appError('invalid-input', cause.message, { nextStep: 'litedesk --help says more.' })
    return { error, status: exitStatus.usage }
  }
  if (cause instanceof AppFailure) return { error: cause.error, status: exitStatusOf(cause.error.kind) }
  const message = cause instanceof Error ? cause.message : String(cause)
  return {
    error: appError('internal', `Litedesk ran into a fault of its own: ${message}`),
    status: exitStatus.failed,
  }
}

function forScripts({ kind, message, nextStep, status: httpStatus }: AppError): object {
  return { kind, message, nextStep, httpStatus }
}
