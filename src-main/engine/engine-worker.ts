/**
 * The thread the engines' config files are read, judged and written on: with a large one that takes too long for the thread
 * the window waits for. Watches the files from its start on.
 */
import { parentPort, workerData } from 'node:worker_threads'

import { driftOfEngines, mendEngine } from '../drift/engine-drift.ts'
import { answerCalls, teller } from '../worker/answer-calls.ts'
import { faultText } from '../worker/fault-text.ts'
import type { Operations } from '../worker/worker-calls.ts'
import type { EngineCalls, EngineEvent, EngineWorkerStart } from './engine-calls.ts'
import { EngineWatch } from './engine-watch.ts'
import { openEngineDesk } from './open-engine-desk.ts'

const port = parentPort
if (!port) throw new Error('This file is started as a worker')

const tell = teller<EngineEvent>(port)
const start: EngineWorkerStart = workerData
const desk = openEngineDesk({
  ...start,
  listed: (engines) => tell({ type: 'listed', engines }),
  changed: ({ id, hash }) => tell({ type: 'changed', id, hash }),
})
const { list } = desk
const watch = new EngineWatch(list, (cause) => tell({ type: 'trouble', fault: faultText(cause) }))

const operations: Operations<EngineCalls> = {
  look: () => list.refresh(),
  open: ({ id }) => desk.open(id),
  save: (save) => desk.save(save),
  backup: ({ id, backupId }) => desk.backupText(id, backupId),
  restore: ({ id, backupId, afterHash }) => desk.restore(id, backupId, afterHash),
  undo: ({ id, backupId }) => desk.undo(id, backupId),
  useModel: ({ id, ref }) => desk.useModel(id, ref),
  storeKey: ({ id, providerId, place, key }) => desk.storeKey(id, providerId, place, key),
  mend: ({ id, mend }) => desk.mend(id, mend),
  drift: (side) => driftOfEngines(desk, side),
  mendDrift: (mending) => mendEngine(desk, mending),
  choose: async ({ kind, path }) => {
    const engine = await list.choose(kind, path)
    return { engine, chosen: [...list.chosen] }
  },
  forget: async ({ id }) => {
    await list.forget(id)
    return { chosen: [...list.chosen] }
  },
  close: () => watch.close(),
}

/** Calls come in any order and wait only for the first look. */
const firstLook = list.refresh()
firstLook.catch((cause: unknown) => tell({ type: 'trouble', fault: faultText(cause) }))

answerCalls(port, operations, { before: () => firstLook })
