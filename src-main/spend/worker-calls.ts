import type {
  SpendBudget,
  SpendExportProgress,
  SpendExportRequest,
  SpendStatus,
  SpendSyncCommand,
  SpendTotals,
} from '#shared/spend.ts'
import type { SpendLogDetail } from '#shared/spend-log.ts'
import type {
  SpendFacets,
  SpendFacetsRequest,
  SpendFiguresAnswer,
  SpendFiguresRequest,
  SpendGroups,
  SpendGroupsRequest,
  SpendPage,
  SpendPageRequest,
  SpendSeries,
  SpendSeriesRequest,
} from '#shared/spend-query.ts'

import type { GatewayAddress } from '../gateway/gateway-client.ts'
import type { OwnBill, OwnCall } from './own-call.ts'

/** A gateway as the worker is told of it. */
export interface DeskGateway {
  readonly gatewayId: string
  /** The mirror's file; `:memory:` for a gateway that will be another one the next time. */
  readonly path: string
  readonly address: GatewayAddress
}

/** What main asks of the worker: inputs and outputs by name. Every call but the first two is about a gateway made known. */
export interface SpendCalls {
  /** Makes a gateway known, or tells its new address and key. */
  gateway: { input: { gateway: DeskGateway }; output: void }
  close: { input: null; output: void }
  forget: { input: { gatewayId: string; path: string }; output: void }
  status: { input: { gatewayId: string }; output: SpendStatus }
  /** Whether somebody watches. Begins to copy the log when it has not. */
  show: { input: { gatewayId: string; isShown: boolean }; output: SpendStatus }
  sync: { input: { gatewayId: string; command: SpendSyncCommand }; output: SpendStatus }
  battery: { input: { isOnBattery: boolean }; output: void }
  page: { input: SpendPageRequest; output: SpendPage }
  facets: { input: SpendFacetsRequest; output: SpendFacets }
  groups: { input: SpendGroupsRequest; output: SpendGroups }
  series: { input: SpendSeriesRequest; output: SpendSeries }
  figures: { input: SpendFiguresRequest; output: SpendFiguresAnswer }
  detail: { input: { gatewayId: string; id: string; withTraceback: boolean }; output: SpendLogDetail }
  budgets: { input: { gatewayId: string; keyHash: string | null }; output: SpendBudget[] }
  export: { input: { request: SpendExportRequest; path: string }; output: SpendExportProgress }
  cancelExport: { input: { exportId: string }; output: void }
  /** Records of our own, new or changed. */
  own: { input: { gatewayId: string; calls: readonly OwnCall[] }; output: void }
  /** `midnight`s begin today, the last seven days and this month, in ms since 1970. */
  totals: { input: { gatewayId: string; midnights: Midnights }; output: SpendTotals }
}

/** Where the computer's days begin that totals are about, in ms since 1970. */
export interface Midnights {
  readonly today: number
  readonly last7Days: number
  readonly thisMonth: number
}

/** What the worker tells without being asked. */
export type SpendWorkerEvent =
  | { readonly type: 'status'; readonly status: SpendStatus }
  | { readonly type: 'changed'; readonly gatewayId: string; readonly revision: number }
  | { readonly type: 'billed'; readonly bills: readonly OwnBill[] }
  | { readonly type: 'exported'; readonly progress: SpendExportProgress }
