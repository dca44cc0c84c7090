import type { SpendLog } from '#shared/spend-log.ts'
import type { SpendAnswerFacts, SpendFigures, SpendPage, SpendSeries } from '#shared/spend-query.ts'
import type { SpendBudget, SpendStatus } from '#shared/spend.ts'

/** A billed call of 14 March; what matters to a test is overridden. */
export function sampleLog(changes: Partial<SpendLog> = {}): SpendLog {
  return {
    id: 'chatcmpl-1',
    origin: 'gateway',
    time: '2026-03-14T12:00:00.000Z',
    status: 'success',
    model: 'gpt-4o',
    providerModel: 'openai/gpt-4o',
    provider: 'openai',
    callType: 'acompletion',
    keyHash: 'a'.repeat(64),
    keyAlias: 'team-key',
    user: 'ada',
    endUser: null,
    teamId: null,
    teamAlias: null,
    tags: ['nightly'],
    client: 'curl/7.88.1',
    sessionId: 'session-1',
    callId: null,
    deploymentId: null,
    cost: '0.0042',
    isEstimate: false,
    inputTokens: 1200,
    outputTokens: 300,
    cachedTokens: 0,
    reasoningTokens: 0,
    durationMs: 2500,
    firstTokenMs: 400,
    isCacheHit: false,
    errorClass: null,
    errorCode: null,
    errorMessage: null,
    message: null,
    ...changes,
  }
}

const facts: SpendAnswerFacts = { source: 'mirror', isWhole: true, revision: 1 }

/** A page of rows that start at `offset`. */
export function samplePage(rows: SpendLog[], offset: number, total: number): SpendPage {
  return { ...facts, rows, offset, total, isTotalCapped: false }
}

export function sampleFigures(cost: string, values: SpendFigures['values'] = {}): SpendFigures {
  return { cost, values }
}

/** Days of UTC from 1 March on, one line a value. */
export function sampleSeries(changes: Partial<SpendSeries> = {}): SpendSeries {
  return {
    ...facts,
    step: 'day',
    times: ['2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
    isByServerDay: false,
    lines: [
      { key: 'gpt-4o', label: 'gpt-4o', isRest: false, cost: '3', values: { cost: [1, 2] } },
      { key: 'rest', label: '', isRest: true, cost: '0.5', values: { cost: [0.5, null] } },
    ],
    ...changes,
  }
}

/** A gateway whose log is copied back to 1 March. */
export function sampleStatus(changes: Partial<SpendStatus> = {}): SpendStatus {
  return {
    gatewayId: 'gateway',
    source: 'mirror',
    access: 'all',
    hindrance: null,
    sync: {
      state: 'idle',
      pausedBy: null,
      error: null,
      retryAt: null,
      since: null,
      rowsDone: 0,
      rowsExpected: null,
      rowsPerSecond: null,
      timeLeftMs: null,
    },
    completeFrom: '2026-03-01T00:00:00.000Z',
    completeTo: '2026-03-14T12:00:00.000Z',
    reachesBeginning: false,
    rowCount: 1000,
    sizeBytes: 80_000,
    clockAheadMs: 0,
    ownKey: null,
    revision: 1,
    ...changes,
  }
}

/** Ten dollars, of which four are spent, two a day. */
export function sampleBudget(changes: Partial<SpendBudget> = {}): SpendBudget {
  return {
    keyHash: 'a'.repeat(64),
    label: 'team-key',
    maxBudget: '10',
    softBudget: null,
    spent: '4',
    resetAt: '2026-03-10T00:00:00.000Z',
    startedAt: '2026-03-01T00:00:00.000Z',
    points: [
      { at: '2026-03-01T00:00:00.000Z', spent: '0' },
      { at: '2026-03-03T00:00:00.000Z', spent: '4' },
    ],
    forecast: {
      perDay: '2',
      spentAtEnd: '18',
      endsAt: '2026-03-10T00:00:00.000Z',
      usedUpAt: '2026-03-06T00:00:00.000Z',
    },
    warning: 'none',
    ...changes,
  }
}
