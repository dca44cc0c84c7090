import { z } from 'zod'

import { AppError } from './app-error.ts'
import { Billing, Cost } from './conversation.ts'
import { Usd } from './money.ts'
import {
  SortDirection,
  SpendColumn,
  SpendDimension,
  SpendFilter,
  SpendGrouping,
  SpendMeasure,
  SpendQuestion,
  SpendSort,
  SpendSource,
} from './spend-query.ts'

/**
 * What the gateway's key may read. `all`: everybody's rows. `own`: the rows of the key's user. `none`: no rows, so that
 * Spend shows what Litedesk itself sent. `unknown`: not asked yet.
 */
export const SpendAccess = z.enum(['unknown', 'all', 'own', 'none'])
export type SpendAccess = z.infer<typeof SpendAccess>

/** Why there are no rows to read. */
export const SpendHindrance = z.enum([
  /** A plain key: an admin's key would show everybody's calls, and what each was billed. */
  'needs-admin-key',
  /** The gateway runs without PostgreSQL. */
  'no-database',
  /** The gateway has neither `/spend/logs/v2` nor `/spend/logs/ui`. */
  'no-log-route',
])
export type SpendHindrance = z.infer<typeof SpendHindrance>

/** Copying the log. */
export const SpendSync = z.object({
  /**
   * `idle`: everything asked for is here, only new rows are looked for. `running`: rows come in. `waiting`: something went
   * wrong, `error` says what, and it is tried again at `retryAt`. `paused`: stopped by the user, or until the computer is on
   * mains power. `off`: nothing to copy, see `hindrance`.
   */
  state: z.enum(['off', 'idle', 'running', 'waiting', 'paused']),
  pausedBy: z.enum(['user', 'battery']).nullable(),
  error: AppError.nullable(),
  /** ISO 8601 UTC. */
  retryAt: z.string().nullable(),
  /** How far back it is to be complete; ISO 8601 UTC, null for everything. */
  since: z.string().nullable(),
  /** Rows copied in the run going on, and those it will come to; null when not known. */
  rowsDone: z.number().int().nonnegative(),
  rowsExpected: z.number().int().nonnegative().nullable(),
  /** Over the last seconds; null while not running. */
  rowsPerSecond: z.number().nonnegative().nullable(),
  /** In ms; null while not known. */
  timeLeftMs: z.number().nonnegative().nullable(),
})
export type SpendSync = z.infer<typeof SpendSync>

/** How Spend stands with a gateway. */
export const SpendStatus = z.object({
  gatewayId: z.string(),
  source: SpendSource,
  access: SpendAccess,
  hindrance: SpendHindrance.nullable(),
  sync: SpendSync,
  /** Every row from here on is mirrored; ISO 8601 UTC, null while nothing is. */
  completeFrom: z.string().nullable(),
  /** Every row before this is mirrored, by the gateway's clock; later ones may still be on their way. */
  completeTo: z.string().nullable(),
  /** There is nothing before `completeFrom`. */
  reachesBeginning: z.boolean(),
  rowCount: z.number().int().nonnegative(),
  /** On disk. */
  sizeBytes: z.number().int().nonnegative(),
  /** How far the gateway's clock is ahead of ours, in ms; null while not known. */
  clockAheadMs: z.number().nullable(),
  /** What the gateway says its key has spent, and its limit; null where the key has no row (a master key). */
  ownKey: z
    .object({
      alias: z.string().nullable(),
      spend: Usd,
      maxBudget: Usd.nullable(),
      /** ISO 8601 UTC. */
      budgetResetAt: z.string().nullable(),
    })
    .nullable(),
  revision: z.number().int().nonnegative(),
})
export type SpendStatus = z.infer<typeof SpendStatus>

/** What the user tells the copying to do. `reset` drops the copy and begins anew; nothing of the user's own is lost. */
export const SpendSyncCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('resume') }),
  z.object({ type: z.literal('pause') }),
  /** Goes back to `since`; null for everything there is. */
  z.object({ type: z.literal('reach'), since: z.iso.datetime({ offset: true }).nullable() }),
  z.object({ type: z.literal('reset') }),
])
export type SpendSyncCommand = z.infer<typeof SpendSyncCommand>

/** Money of one stretch of time: what the gateway billed, and our estimate of what it has not billed (yet). */
export const SpendTotal = z.object({ billed: Usd, pending: Usd, calls: z.number().int().nonnegative() })
export type SpendTotal = z.infer<typeof SpendTotal>

/** Running totals of the gateway in use, by the computer's days; for the header and the tray. */
export const SpendTotals = z.object({
  gatewayId: z.string(),
  /** Whose calls are counted. */
  scope: z.enum(['everybody', 'own', 'litedesk']),
  today: SpendTotal,
  last7Days: SpendTotal,
  thisMonth: SpendTotal,
})
export type SpendTotals = z.infer<typeof SpendTotals>

/** An answer's cost has become what the gateway billed, or will not. `cost` is all calls of the answer together. */
export const AnswerBilled = z.object({
  conversationId: z.string(),
  messageId: z.string(),
  gatewayId: z.string(),
  cost: Cost.nullable(),
  billing: Billing,
})
export type AnswerBilled = z.infer<typeof AnswerBilled>

/** A budget being spent, for the burn-down. */
export const SpendBudget = z.object({
  /** The key's hash. */
  keyHash: z.string(),
  label: z.string(),
  maxBudget: Usd,
  softBudget: Usd.nullable(),
  /** As the gateway counts it. */
  spent: Usd,
  /** ISO 8601 UTC; null for a budget that is never reset. */
  resetAt: z.string().nullable(),
  /** Where the period on show begins: the last reset as far as known, else the first call or 30 days ago. */
  startedAt: z.string(),
  /** Spent up to each moment, oldest first, from the rows at hand; ends with now. */
  points: z.array(z.object({ at: z.string(), spent: Usd })),
  /** What it comes to if it goes on like the last seven days; null when too little is known. */
  forecast: z
    .object({
      perDay: Usd,
      /** At the reset, or in 30 days for a budget without one. */
      spentAtEnd: Usd,
      endsAt: z.string(),
      /** When the budget is used up; null when it lasts. */
      usedUpAt: z.string().nullable(),
    })
    .nullable(),
  /** The highest mark that is reached. */
  warning: z.enum(['none', 'soft', '80', '100']),
})
export type SpendBudget = z.infer<typeof SpendBudget>

/** Something about money that the user should know now; main shows it as a notification of the desktop, too. */
export const SpendAlert = z.object({
  gatewayId: z.string(),
  kind: z.enum(['budget-80', 'budget-100', 'unusual-day']),
  /** One plain sentence. */
  text: z.string(),
})
export type SpendAlert = z.infer<typeof SpendAlert>

/** A stretch of time by name, so that a saved view stays current. */
export const SpendRange = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('last'),
    unit: z.enum(['hour', 'day']),
    count: z.number().int().min(1).max(3660),
  }),
  z.object({ type: z.literal('today') }),
  z.object({ type: z.literal('this-month') }),
  z.object({ type: z.literal('all') }),
  z.object({ type: z.literal('between'), from: z.string(), to: z.string() }),
])
export type SpendRange = z.infer<typeof SpendRange>

/** A column on show and its width in CSS pixels. */
export const ShownColumn = z.object({
  column: z.union([SpendColumn, SpendMeasure]),
  width: z.number().int().min(24).max(2000),
})
export type ShownColumn = z.infer<typeof ShownColumn>

/** Everything that makes up a view, saved under a name. Its times are those of `range`. */
export const SpendView = z.object({
  id: z.string(),
  name: z.string().min(1).max(80),
  range: SpendRange,
  filter: SpendFilter.omit({ from: true, to: true }),
  sort: SpendSort,
  /** null for single rows. */
  groupBy: SpendGrouping.nullable(),
  columns: z.array(ShownColumn).max(60),
  stackBy: SpendDimension.nullable(),
})
export type SpendView = z.infer<typeof SpendView>

export const ExportFormat = z.enum(['csv', 'json', 'parquet'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** Writes exactly what is shown to a file. Times are ISO 8601 UTC, money decimal text (DECIMAL in Parquet). */
export const SpendExportRequest = SpendQuestion.extend({
  exportId: z.string().min(1).max(64),
  format: ExportFormat,
  what: z.discriminatedUnion('type', [
    z.object({ type: z.literal('rows'), sort: SpendSort, columns: z.array(SpendColumn).min(1) }),
    z.object({
      type: z.literal('groups'),
      by: SpendGrouping,
      timeZone: z.string().min(1).max(64),
      measures: z.array(SpendMeasure).min(1),
      sort: z.object({ by: z.union([SpendMeasure, z.literal('key')]), direction: SortDirection }),
    }),
  ]),
})
export type SpendExportRequest = z.infer<typeof SpendExportRequest>

/** How an export stands. */
export const SpendExportProgress = z.object({
  exportId: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  rowsDone: z.number().int().nonnegative(),
  rowsTotal: z.number().int().nonnegative(),
  /** Where it is written; known from the start. */
  path: z.string(),
  error: AppError.nullable(),
})
export type SpendExportProgress = z.infer<typeof SpendExportProgress>
