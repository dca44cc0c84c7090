import { join } from 'node:path'

import { BackupStore } from '../config-file/backup-store.ts'
import { EngineDesk } from './engine-desk.ts'
import { EngineList, type EngineListParts } from './engine-list.ts'
import { LastChanges } from './last-change.ts'
import { thisMachine, type Environment } from './machine.ts'

/**
 * The engines of this computer, as the window and the command share them: both keep copies and remember changes in the same
 * user-data folder. `refresh` the list before the first question.
 */
export function openEngineDesk({
  userData,
  environment,
  ...parts
}: Pick<EngineListParts, 'chosen' | 'listed' | 'changed'> & {
  /** Absolute path. */
  readonly userData: string
  readonly environment: Environment
}): EngineDesk {
  const lastChanges = new LastChanges(join(userData, 'engine-changes'))
  const machine = thisMachine(environment)
  return new EngineDesk({
    list: new EngineList({ ...parts, lastChanges, machine }),
    backups: new BackupStore(join(userData, 'engine-backups')),
    lastChanges,
  })
}
