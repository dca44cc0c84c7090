import { AppFailure, appError } from '#shared/app-error.ts'
import type { LocalProgram } from '#shared/local-gateway.ts'

import { chooseProgram } from './program-finder.ts'

/** The program to run, of the wanted kind if there is a wish. Throws AppFailure `program-missing` where none can be. */
export function runnableProgram(
  programs: readonly LocalProgram[],
  wanted: LocalProgram['source'] | null,
): LocalProgram {
  const program = chooseProgram(programs, wanted)
  if (program === null) {
    throw new AppFailure(
      appError('program-missing', 'LiteLLM was not found on this computer.', {
        nextStep: 'Let Litedesk install it, or choose the environment it is in.',
      }),
    )
  }
  if (program.verdict === 'refused') {
    throw new AppFailure(
      appError('program-missing', `LiteLLM ${program.version ?? ''} is a malicious release and is not run.`, {
        nextStep: 'Remove it, change every key this computer held, and let Litedesk install another release.',
        details: program.path,
      }),
    )
  }
  if (program.verdict === 'incomplete') {
    throw new AppFailure(
      appError('program-missing', 'This LiteLLM lacks what a gateway needs.', {
        nextStep: 'Install it with “pip install "litellm[proxy]"”, or let Litedesk install one of its own.',
        details: program.path,
      }),
    )
  }
  return program
}
