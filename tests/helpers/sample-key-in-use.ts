import type { KeyInUse } from '#shared/key-in-use.ts'

/** A key in use of gateway `g` with a tenth of its budget spent; `changes` replace what matters. */
export function sampleKeyInUse(changes: Partial<KeyInUse> = {}): KeyInUse {
  return {
    gatewayId: 'g',
    alias: 'web',
    lastFour: 'ab12',
    models: [],
    spend: '1',
    maxBudget: '10',
    remaining: '9',
    share: 0.1,
    state: 'ok',
    budgetDuration: '30d',
    budgetResetAt: '2026-12-01T00:00:00.000Z',
    expiresAt: null,
    tpmLimit: null,
    rpmLimit: null,
    parallelLimit: null,
    readAt: '2026-11-24T12:00:00.000Z',
    ...changes,
  }
}
