/**
 * Mirrors how Spend stands with a gateway and asks main for what is on show. Rows come first; figures and charts follow
 * once the rows are painted, so that nobody waits for them.
 */
import { create } from 'zustand'

import type { AppError } from '#shared/app-error.ts'
import type { RequestChannel } from '#shared/ipc/channels.ts'
import type { RequestInput, RequestOutput } from '#shared/ipc/contract.ts'
import type { SpendLog } from '#shared/spend-log.ts'
import type {
  SpendFacets,
  SpendFilter,
  SpendFiguresAnswer,
  SpendFiguresRequest,
  SpendGroups,
  SpendGroupsRequest,
  SpendMeasure,
  SpendSeries,
} from '#shared/spend-query.ts'
import type { SpendBudget, SpendStatus, SpendSyncCommand, SpendView } from '#shared/spend.ts'
import { errorOf, request, requestOrToast } from '../../app/bridge.ts'
import { chartMeasures, type ChartKind, TOP_SERIES } from './chart-kinds.ts'
import { type Asker, createAsker, type LiveAnswer, noAnswer } from './live-answer.ts'
import { readRemembered, rememberedText, type SpendLayout } from './remembered.ts'
import { createRowLoader, type LoadedRows, noRows, rowAt, type RowQuestion } from './row-loader.ts'
import {
  emptyFilter,
  filterOf,
  groupMeasures,
  savedView,
  stableText,
  viewShown,
  type ViewSpec,
} from './spend-view.ts'
import { zoneName } from './time-steps.ts'

const LAYOUT_KEY = 'litedesk.spend'
/** Groups drawn at most; a table of more is for the export. */
const MAX_GROUPS = 1000
/** How long figures and charts wait for rows that do not come, in ms. */
const ROWS_FIRST_MS = 150

const figureMeasures: readonly SpendMeasure[] = [
  'calls',
  'failures',
  'errorRate',
  'cacheHits',
  'cost',
  'costAverage',
  'tokens',
  'inputTokens',
  'outputTokens',
  'cachedTokens',
  'reasoningTokens',
]
/** Asked for apart, since they cost more than sums. */
const percentileMeasures: readonly SpendMeasure[] = [
  'durationAverage',
  'durationP50',
  'durationP95',
  'durationP99',
  'firstTokenP50',
  'firstTokenP95',
]

export interface SpendState {
  /** null before the first opening. */
  readonly gatewayId: string | null
  readonly status: SpendStatus | null
  /** Why Spend could not be opened. */
  readonly openError: AppError | null
  readonly spec: ViewSpec
  readonly layout: SpendLayout
  /** What was asked last, with its range resolved. */
  readonly filter: SpendFilter
  /** Where a range that was brushed or drilled into came from. */
  readonly previous: ViewSpec | null
  readonly rows: LoadedRows
  readonly groups: LiveAnswer<SpendGroups, RequestInput<'spend:groups'>>
  readonly figures: LiveAnswer<SpendFiguresAnswer>
  readonly percentiles: LiveAnswer<SpendFiguresAnswer>
  readonly series: LiveAnswer<SpendSeries, RequestInput<'spend:series'>>
  /** The most frequent errors, while the chart shows errors. */
  readonly errors: LiveAnswer<SpendFacets>
  readonly budgets: LiveAnswer<SpendBudget[]>
  readonly views: readonly SpendView[]
}

const remembered = readRemembered(
  typeof localStorage === 'undefined' ? null : localStorage.getItem(LAYOUT_KEY),
)

export const useSpend = create<SpendState>()(() => ({
  gatewayId: null,
  status: null,
  openError: null,
  ...remembered,
  filter: filterOf(remembered.spec, new Date()),
  previous: null,
  rows: noRows,
  groups: noAnswer,
  figures: noAnswer,
  percentiles: noAnswer,
  series: noAnswer,
  errors: noAnswer,
  budgets: noAnswer,
  views: [],
}))

const { getState, setState } = useSpend

const rowLoader = createRowLoader({
  request: (input) => request('spend:page', input),
  errorOf,
  changed: (rows) => {
    setState({ rows })
    if (!rows.isAwaited) rowsShown()
  },
})

const groupsAsker = asker('spend:groups', 'groups', () => rowsShown())
const figuresAsker = asker('spend:figures', 'figures')
const percentilesAsker = asker('spend:figures', 'percentiles')
const seriesAsker = asker('spend:series', 'series')
const errorsAsker = asker('spend:facets', 'errors')
const budgetsAsker = asker('spend:budgets', 'budgets')

type AnswerSlice = 'groups' | 'figures' | 'percentiles' | 'series' | 'errors' | 'budgets'

function asker<Channel extends RequestChannel>(
  channel: Channel,
  slice: AnswerSlice,
  answered?: () => void,
): Asker<RequestInput<Channel>> {
  return createAsker<RequestInput<Channel>, RequestOutput<Channel>>({
    request: (input) => request(channel, input),
    errorOf,
    changed: (answer) => {
      setState({ [slice]: answer })
      if (!answer.isAwaited) answered?.()
    },
  })
}

/** The place is on show: hears of changes and asks for everything. Returns what ends it. */
export function spendShown(gatewayId: string): () => void {
  const isOther = getState().gatewayId !== gatewayId
  if (isOther) forgetGateway(gatewayId)
  const unsubscribes = [
    window.bridge.on('spend:status', (status) => {
      if (status.gatewayId === gatewayId) statusLearnt(status)
    }),
    window.bridge.on('spend:changed', (change) => {
      if (change.gatewayId === gatewayId) askAll(true)
    }),
  ]
  void open(gatewayId)
  askAll(!isOther)
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe()
    void request('spend:close', { gatewayId }).catch(() => undefined)
  }
}

function forgetGateway(gatewayId: string): void {
  rowLoader.clear()
  for (const known of [groupsAsker, figuresAsker, percentilesAsker, seriesAsker, errorsAsker, budgetsAsker])
    known.forget()
  rowKey = ''
  setState(({ spec }) => ({
    gatewayId,
    status: null,
    openError: null,
    previous: null,
    spec: { ...spec, filter: emptyFilter },
  }))
}

async function open(gatewayId: string): Promise<void> {
  try {
    const status = await request('spend:open', { gatewayId })
    if (getState().gatewayId !== gatewayId) return
    setState({ openError: null })
    statusLearnt(status)
  } catch (cause) {
    if (getState().gatewayId === gatewayId) setState({ openError: errorOf(cause) })
  }
  const views = await requestOrToast('spend:list-views', undefined)
  if (views !== undefined) setState({ views })
}

/** What the key may read decides where answers come from; those from elsewhere are asked for anew. */
function statusLearnt(status: SpendStatus): void {
  const former = getState().status
  setState({ status })
  const isSame = former?.source === status.source && former.hindrance === status.hindrance
  if (former !== null && !isSame) askAll(true)
}

/** The user changed what is on show. */
export function specChanged(change: (spec: ViewSpec) => ViewSpec): void {
  const former = getState().spec
  const spec = change(former)
  if (spec === former) return
  setState({ spec, previous: previousOf(former, spec) })
  remember()
  askAll(false)
}

/** Goes back to what was on show before the chart was brushed or a group opened. */
export function wentBack(): void {
  const { previous } = getState()
  if (previous === null) return
  setState(({ spec }) => ({
    previous: null,
    spec: { ...spec, range: previous.range, filter: previous.filter, groupBy: previous.groupBy },
  }))
  remember()
  askAll(false)
}

/** A brushed range and an opened group lead back; any other change of them is a new start. */
function previousOf(former: ViewSpec, spec: ViewSpec): ViewSpec | null {
  const { previous } = getState()
  const isBrushed = spec.range !== former.range && spec.range.type === 'between'
  const isOpened = former.groupBy !== null && spec.groupBy === null && spec.filter !== former.filter
  if (isBrushed || isOpened) return previous ?? former
  const isElsewhere = spec.range !== former.range || spec.groupBy !== former.groupBy
  return isElsewhere ? null : previous
}

/** The user changed the layout. */
export function layoutChanged(change: Partial<SpendLayout>): void {
  setState(({ layout }) => ({ layout: { ...layout, ...change } }))
  remember()
  if (change.chart !== undefined || change.isChartShown !== undefined) askCharts(false)
}

function remember(): void {
  const { spec, layout } = getState()
  localStorage.setItem(LAYOUT_KEY, rememberedText(spec, layout))
}

/** What asks for rows last; another sort or filter is another question. */
let rowKey = ''

/** Asks for what is on show: what is new of it, or with `isAnew` all of it, since there is newer data. */
function askAll(isAnew: boolean): void {
  const { gatewayId, spec } = getState()
  if (gatewayId === null) return
  const filter = filterOf(spec, new Date())
  setState({ filter })
  if (spec.groupBy === null) askRows({ gatewayId, filter, sort: spec.sort }, spec, isAnew)
  else askGroups({ gatewayId, filter }, spec, isAnew)
  isAnewLater ||= isAnew
  chartsLater()
}

function askRows(question: RowQuestion, spec: ViewSpec, isAnew: boolean): void {
  const key = questionKey(spec, question.sort)
  if (key !== rowKey) {
    rowKey = key
    rowLoader.ask(question)
  } else if (isAnew) {
    rowLoader.askAnew(question)
  }
}

function askGroups(
  question: Pick<SpendGroupsRequest, 'gatewayId' | 'filter'>,
  spec: ViewSpec,
  isAnew: boolean,
): void {
  if (spec.groupBy === null) return
  const measures = groupMeasures(spec)
  const sort = spec.groupSort
  groupsAsker.ask(
    { ...question, by: spec.groupBy, timeZone: zoneName(), measures, sort, offset: 0, limit: MAX_GROUPS },
    questionKey(spec, [spec.groupBy, measures, sort]),
    isAnew,
  )
}

/** What tells questions apart: the range by name, so that "now" moving on is not another question. */
function questionKey({ range, filter }: ViewSpec, rest: unknown): string {
  return stableText([getState().gatewayId, range, filter, rest])
}

let isAnewLater = false
let laterTimer: ReturnType<typeof setTimeout> | undefined
let isLater = false

function chartsLater(): void {
  isLater = true
  clearTimeout(laterTimer)
  const { spec, rows, groups } = getState()
  const isAwaited = spec.groupBy === null ? rows.isAwaited : groups.isAwaited
  if (isAwaited) laterTimer = setTimeout(chartsNow, ROWS_FIRST_MS)
  else rowsShown()
}

function rowsShown(): void {
  if (!isLater) return
  clearTimeout(laterTimer)
  laterTimer = setTimeout(chartsNow, ROWS_FIRST_MS)
  afterPaint(chartsNow)
}

function chartsNow(): void {
  if (!isLater) return
  isLater = false
  clearTimeout(laterTimer)
  const isAnew = isAnewLater
  isAnewLater = false
  askCharts(isAnew)
}

function afterPaint(act: () => void): void {
  if (typeof requestAnimationFrame === 'undefined') setTimeout(act)
  else requestAnimationFrame(() => setTimeout(act))
}

function askCharts(isAnew: boolean): void {
  const { gatewayId, spec, layout, filter } = getState()
  if (gatewayId === null) return
  const key = questionKey(spec, 'figures')
  const figures = (measures: readonly SpendMeasure[]): SpendFiguresRequest => ({
    gatewayId,
    filter,
    measures: [...measures],
  })
  figuresAsker.ask(figures(figureMeasures), key, isAnew)
  if (layout.isChartShown) askSeries(layout.chart, isAnew)
  percentilesAsker.ask(figures(percentileMeasures), key, isAnew)
  const keys = spec.filter.choices.key
  const keyHash = keys?.isExcluded === false && keys.values.length === 1 ? (keys.values[0] ?? null) : null
  budgetsAsker.ask({ gatewayId, keyHash }, stableText([gatewayId, keyHash]), isAnew)
}

function askSeries(chart: ChartKind, isAnew: boolean): void {
  const { gatewayId, spec, filter } = getState()
  if (gatewayId === null || chart === 'budget') return
  const stackBy = chart === 'spend' ? spec.stackBy : null
  seriesAsker.ask(
    {
      gatewayId,
      filter,
      step: null,
      timeZone: zoneName(),
      measures: [...chartMeasures[chart]],
      stackBy,
      top: TOP_SERIES,
    },
    questionKey(spec, [chart, stackBy]),
    isAnew,
  )
  if (chart !== 'errors') return
  const failures = {
    ...filter,
    choices: { ...filter.choices, status: { isExcluded: false, values: ['failure'] } },
  }
  errorsAsker.ask(
    { gatewayId, filter: failures, dimensions: ['error'], search: '', limit: TOP_SERIES },
    questionKey(spec, 'errors'),
    isAnew,
  )
}

let sight = { first: 0, end: 0 }

/** Which rows are in sight, the last one not included. */
export function rowsSeen(first: number, end: number): void {
  sight = { first, end }
  rowLoader.see(first, end)
}

/** The rows in sight, as far as they are there. */
export function rowsInSight(): SpendLog[] {
  const { rows } = getState()
  const logs = Array.from({ length: sight.end - sight.first }, (_, index) => rowAt(rows, sight.first + index))
  return logs.filter((log) => log !== undefined)
}

/** Tries everything that failed once more. */
export function retried(): void {
  const { gatewayId } = getState()
  if (gatewayId === null) return
  rowLoader.retry()
  void open(gatewayId)
  askAll(true)
}

/** Tells the copying what to do. */
export async function syncCommanded(command: SpendSyncCommand): Promise<void> {
  const { gatewayId } = getState()
  if (gatewayId === null) return
  const status = await requestOrToast('spend:sync', { gatewayId, command })
  if (status !== undefined && getState().gatewayId === gatewayId) setState({ status })
}

/** Saves what is on show under a name; the same id replaces a view. */
export async function viewSaved(id: string, name: string): Promise<void> {
  const views = await requestOrToast('spend:save-view', savedView(getState().spec, id, name))
  if (views !== undefined) setState({ views })
}

export async function viewRemoved(id: string): Promise<void> {
  const views = await requestOrToast('spend:remove-view', { id })
  if (views !== undefined) setState({ views })
}

/** Puts a removed view back, or a changed one as it was. */
export async function viewRestored(view: SpendView): Promise<void> {
  const views = await requestOrToast('spend:save-view', view)
  if (views !== undefined) setState({ views })
}

export function viewOpened(view: SpendView): void {
  specChanged((spec) => viewShown(spec, view))
}
