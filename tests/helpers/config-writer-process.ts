/**
 * A program that saves a config file. Arguments: what to do, the config file, the folder for backups, and for root whose
 * rights it works with: it loads what it needs first, since another user may not reach this project's folder.
 * `count`: adds one to `count` in the file 500 times and prints each number once it is saved.
 * `die`: is killed when the new file is written and has not taken the old one's place.
 * `save`: saves once and prints how that ended.
 */
import { writeSync } from 'node:fs'

import { writeWhole } from '#main/config-file/atomic-write.ts'
import { BackupStore } from '#main/config-file/backup-store.ts'
import { editConfigFile } from '#main/config-file/config-saver.ts'
import { AppFailure } from '#shared/app-error.ts'

const STDOUT = 1
const WRITES = 500
const COUNT = /"count": (\d+)/
const [, , task, path = '', backupFolder = '', owner] = process.argv
if (owner !== undefined) becomeUser(Number(owner))
const backups = new BackupStore(backupFolder)

switch (task) {
  case 'count':
    for (let write = 0; write < WRITES; write += 1) writeSync(STDOUT, `${await addOne()}\n`)
    break
  case 'die':
    await writeWhole(path, 'half', { beforeReplace: async () => void process.kill(process.pid, 'SIGKILL') })
    break
  case 'save':
    writeSync(STDOUT, JSON.stringify(await addOne().catch((cause: unknown) => failureOf(cause))))
    break
  default:
    throw new Error(`There is no task "${task}"`)
}

function becomeUser(id: number): void {
  process.setgroups?.([])
  process.setgid?.(id)
  process.setuid?.(id)
}

async function addOne(): Promise<number> {
  const { text } = await editConfigFile({
    path,
    backups,
    reason: 'Counted',
    edit: (old) => old.replace(COUNT, (_member, count: string) => `"count": ${Number(count) + 1}`),
  })
  return Number(COUNT.exec(text)?.[1])
}

function failureOf(cause: unknown): unknown {
  if (cause instanceof AppFailure) return cause.error
  throw cause
}
