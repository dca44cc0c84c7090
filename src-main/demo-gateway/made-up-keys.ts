import type { GatewayState } from './call.ts'
import { seededRandom } from './seeded-random.ts'
import { newVirtualKey, type VirtualKey } from './virtual-keys.ts'

const TEAMS = ['research', 'support', 'shop', 'mobile', 'data', 'finance'] as const
const PURPOSES = ['agent', 'batch', 'chat', 'evals', 'nightly', 'notebook'] as const
const DAY_MS = 86_400_000

/** Fills the table with keys of all kinds, the same for the same number, for lists that are long. */
export function addMadeUpKeys(state: GatewayState, count: number): void {
  const random = seededRandom(count)
  const now = state.settings.now()
  for (let index = 0; index < count; index += 1) {
    const made = new Date(now.getTime() - (count - index) * 60_000)
    const row = newVirtualKey(`sk-made-up-${index.toString(36).padStart(8, '0')}`, made)
    const team = random.pick(TEAMS)
    state.keys.add({
      ...row,
      ...limits(index, now, random.next()),
      ...owner(team, random.pick(PURPOSES), index),
    })
  }
}

function owner(team: string, purpose: string, index: number): Partial<VirtualKey> {
  return { key_alias: `${team}-${purpose}-${String(index).padStart(5, '0')}`, team_id: team }
}

function limits(index: number, now: Date, share: number): Partial<VirtualKey> {
  const hasBudget = index % 3 !== 0
  const maxBudget = hasBudget ? 5 * (1 + (index % 20)) : null
  const at = (days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString()
  return {
    max_budget: maxBudget,
    spend: Number(((maxBudget ?? 40) * share * 1.1).toFixed(6)),
    ...(hasBudget && { budget_duration: '30d', budget_reset_at: at(1 + (index % 28)) }),
    blocked: index % 41 === 0,
    expires: index % 17 === 0 ? at((index % 60) - 20) : null,
    last_active: index % 7 === 0 ? null : at(-share * 90),
    models: index % 5 === 0 ? ['gpt-4o', 'gpt-4o-mini'] : [],
    tpm_limit: index % 4 === 0 ? 100_000 : null,
    rpm_limit: index % 4 === 0 ? 60 : null,
  }
}
