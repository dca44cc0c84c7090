import type { Target } from './cli-arguments.ts'
import type { Answer } from './answer.ts'
import type { CommandContext } from './command-context.ts'
import { exitStatus } from './exit-status.ts'
import { findTarget } from './find-target.ts'

/** `litedesk use`: switches an engine to another model. Throws UsageError and AppFailure. */
export async function use(target: Target, ref: string, context: CommandContext): Promise<Answer> {
  const before = await findTarget(target, context)
  const { engine, backupId, wasAllowed } = await context.desk.useModel(before.id, ref)
  const { name, kind, path, displayPath, primary } = engine
  const isChanged = before.hash !== engine.hash
  const was = before.primary === null ? '' : ` instead of ${before.primary}`
  return {
    status: exitStatus.done,
    text: isChanged
      ? [
          `${name} now uses ${ref}${was}. Written to ${displayPath}.`,
          ...(wasAllowed ? ['The model was also added to the allowed ones.'] : []),
        ].join('\n')
      : `${name} uses ${ref} already.`,
    json: { engine: kind, name, path, from: before.primary, to: primary, isChanged, wasAllowed, backupId },
  }
}
