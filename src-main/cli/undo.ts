import { AppFailure, appError } from '#shared/app-error.ts'

import type { Answer } from './answer.ts'
import type { Target } from './cli-arguments.ts'
import type { CommandContext } from './command-context.ts'
import { exitStatus } from './exit-status.ts'
import { findTarget } from './find-target.ts'

/** `litedesk undo`: takes back Litedesk's last change to a file. Throws UsageError and AppFailure. */
export async function undo(target: Target, context: CommandContext): Promise<Answer> {
  const { id } = await findTarget(target, context)
  const { outcome, reason } = await context.desk.undo(id)
  if (outcome.type === 'conflict') {
    throw new AppFailure(
      appError(
        'config-changed-on-disk',
        'The file was changed in the same place since, so nothing was taken back.',
        {
          nextStep: 'Open it in Litedesk to choose between the two.',
        },
      ),
    )
  }
  const { name, kind, path, displayPath, primary } = outcome.document.engine
  return {
    status: exitStatus.done,
    text: [
      `Taken back: ${reason}. Written to ${displayPath}.`,
      ...(outcome.wasMerged ? ['What something else changed since is kept.'] : []),
    ].join('\n'),
    json: { engine: kind, name, path, undone: reason, primary, wasMerged: outcome.wasMerged },
  }
}
