import type { VirtualKey } from '#shared/virtual-key.ts'

/** A virtual key with nothing limited; `changes` replace what matters. */
export function sampleKey(changes: Partial<VirtualKey> = {}): VirtualKey {
  return {
    hash: 'a'.repeat(64),
    alias: 'sample',
    lastFour: 'wxyz',
    models: [],
    spend: '0',
    maxBudget: null,
    budgetDuration: null,
    budgetResetAt: null,
    tpmLimit: null,
    rpmLimit: null,
    parallelLimit: null,
    expiresAt: null,
    lastUsedAt: null,
    isBlocked: false,
    userId: null,
    teamId: null,
    createdAt: '2026-11-01T00:00:00.000Z',
    allowedRoutes: [],
    ...changes,
  }
}
