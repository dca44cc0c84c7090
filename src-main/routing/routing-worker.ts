/**
 * The thread LiteLLM's config files are read, judged and written on: with a large one each of that takes too long for the
 * thread the window waits for.
 */
import { parentPort, workerData } from 'node:worker_threads'

import { BackupStore } from '../config-file/backup-store.ts'
import { readConfig } from '../local-gateway/config-reading.ts'
import { answerCalls, teller } from '../worker/answer-calls.ts'
import { faultText } from '../worker/fault-text.ts'
import type { RoutingCalls, RoutingEvent, RoutingWorkerStart } from './routing-calls.ts'
import { RoutingDesk } from './routing-desk.ts'

const port = parentPort
if (!port) throw new Error('This file is started as a worker')

const tell = teller<RoutingEvent>(port)
const { backupFolder, markKey }: RoutingWorkerStart = workerData
const desk = new RoutingDesk({
  backups: new BackupStore(backupFolder),
  markKey,
  changed: (path, hash) => tell({ type: 'changed', path, hash }),
  trouble: (cause) => tell({ type: 'trouble', fault: faultText(cause) }),
})

answerCalls<RoutingCalls>(port, {
  entry: ({ place }) => desk.entry(place),
  open: ({ place }) => desk.open(place),
  save: ({ place, save }) => desk.save(place, save),
  backup: ({ path, backupId }) => desk.backupText(path, backupId),
  restore: ({ place, backupId, afterHash }) => desk.restore(place, backupId, afterHash),
  unwatch: ({ path }) => desk.unwatch(path),
  look: () => desk.look(),
  reading: ({ text, path }) => readConfig(text, path),
  close: () => desk.close(),
})
