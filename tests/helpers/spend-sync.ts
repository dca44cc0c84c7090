import { readDailyActivity } from '#main/spend/sync/daily-activity.ts'
import type { GatewayAddress } from '#main/gateway/gateway-client.ts'
import type { LogEntry } from '#main/spend/log-entry.ts'
import { entryOf, logColumnNames } from '#main/spend/mirror/log-columns.ts'
import type { Mirror } from '#main/spend/mirror/mirror.ts'
import { LogSource } from '#main/spend/sync/log-source.ts'
import { Synchroniser, type SyncParts } from '#main/spend/sync/synchroniser.ts'
import type { SpendSync } from '#shared/spend.ts'

/** A synchronisation under test, and what it told. */
export interface TestSync {
  readonly sync: Synchroniser
  /** States in the order they were told, without repetitions. */
  readonly states: readonly SpendSync['state'][]
  /** Resolves with the status once it is so. */
  readonly until: (isSo: (status: SpendSync) => boolean) => Promise<SpendSync>
  /** Looks for new rows now; resolves when there is nothing more to do. */
  readonly look: () => Promise<void>
}

/** Begins to copy a gateway's log into a mirror, without rests, and tries again at once after failures. */
export async function startSync(
  mirror: Mirror,
  address: GatewayAddress,
  parts: Partial<SyncParts> = {},
): Promise<TestSync> {
  const states: SpendSync['state'][] = []
  let waiting: { isSo: (status: SpendSync) => boolean; resolve: (status: SpendSync) => void }[] = []
  const sync = await Synchroniser.of({
    mirror,
    source: new LogSource(() => address),
    activity: (days, signal) => readDailyActivity(address, days, signal),
    tell,
    written: () => undefined,
    pauseAfter: () => 1,
    restAfter: () => 1,
    ...parts,
  })

  function tell(): void {
    const { status } = sync
    if (states.at(-1) !== status.state) states.push(status.state)
    for (const { isSo, resolve } of waiting) if (isSo(status)) resolve(status)
    waiting = waiting.filter(({ isSo }) => !isSo(status))
  }

  const next = (isSo: (status: SpendSync) => boolean): Promise<SpendSync> =>
    new Promise((resolve) => waiting.push({ isSo, resolve }))

  return {
    sync,
    states,
    until: (isSo) => (isSo(sync.status) ? Promise.resolve(sync.status) : next(isSo)),
    look: async () => {
      const done = next(({ state }) => state === 'idle')
      sync.start()
      await done
    },
  }
}

/** All rows of a mirror, newest first. */
export async function rowsOfMirror(mirror: Mirror): Promise<LogEntry[]> {
  const rows = await mirror.duck.rows({
    sql: `SELECT ${logColumnNames} FROM log ORDER BY time_ms DESC, id_form, id_uuid`,
    parameters: [],
  })
  return rows.map(entryOf)
}
