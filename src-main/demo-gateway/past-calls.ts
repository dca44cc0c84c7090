import { callHistory, type CallHistory } from './call-history.ts'
import type { DemoGatewaySettings } from './options.ts'
import { newVirtualKey, type VirtualKeys } from './virtual-keys.ts'

const DAY_MS = 86_400_000
/** Adding up more calls would hold the start up. */
const SUMMED_CALLS = 20_000
/** Few enough for a list of keys that can be read. */
const KEY_COUNT = 12

/** The made-up calls the logs begin with; null for none. */
export function pastCalls(settings: DemoGatewaySettings): CallHistory | null {
  if (settings.pastCalls === 0) return null
  const to = new Date(settings.pastEndMs)
  return callHistory({
    count: settings.pastCalls,
    from: new Date(to.getTime() - settings.pastDays * DAY_MS),
    to,
    isNewer: settings.isNewer,
    keyCount: settings.pastCalls > SUMMED_CALLS ? 40 : KEY_COUNT,
  })
}

/** Adds the keys of the made-up calls, with what they spent. Nobody holds them. */
export function addPastKeys(keys: VirtualKeys, history: CallHistory, now: Date): void {
  const spend = new Map<string, number>()
  for (let index = 0; index < Math.min(history.count, SUMMED_CALLS); index += 1) {
    const row = history.row(index)
    spend.set(row.api_key, (spend.get(row.api_key) ?? 0) + row.spend)
  }
  for (const key of history.keys) {
    keys.add({
      ...newVirtualKey(`sk-${key.token.slice(0, 20)}`, now),
      token: key.token,
      key_alias: key.alias,
      user_id: key.user,
      team_id: key.teamId,
      spend: spend.get(key.token) ?? 0,
    })
  }
}
