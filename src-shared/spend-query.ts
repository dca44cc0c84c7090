import { z } from 'zod'

import { Usd } from './money.ts'
import { SpendLog } from './spend-log.ts'

/** Fields whose values can be counted, chosen and grouped by. The value is text; the empty text stands for "none". */
export const SpendDimension = z.enum([
  'model',
  'providerModel',
  'provider',
  /** By hash; the label is the alias. */
  'key',
  'user',
  'endUser',
  'team',
  'tag',
  'client',
  'session',
  /** Sessions that are conversations of Litedesk; the label is the title. */
  'conversation',
  'status',
  'error',
  'callType',
  /** `hit` or `miss`. */
  'cache',
])
export type SpendDimension = z.infer<typeof SpendDimension>

/** Steps of time, in the time zone of the question; weeks begin on Monday. */
export const TimeStep = z.enum(['minute', 'hour', 'day', 'week', 'month'])
export type TimeStep = z.infer<typeof TimeStep>

/** What rows can be grouped by. A group's key is the dimension's value, or the ISO time its step begins at. */
export const SpendGrouping = z.union([SpendDimension, TimeStep])
export type SpendGrouping = z.infer<typeof SpendGrouping>

/** Numbers a row has and that can be bounded: USD, tokens, ms. */
export const SpendQuantity = z.enum([
  'cost',
  'inputTokens',
  'outputTokens',
  'cachedTokens',
  'reasoningTokens',
  'durationMs',
  'firstTokenMs',
])
export type SpendQuantity = z.infer<typeof SpendQuantity>

/** Columns rows can be sorted by. */
export const SpendColumn = z.enum([
  'time',
  'model',
  'providerModel',
  'provider',
  'key',
  'user',
  'endUser',
  'team',
  'tags',
  'client',
  'session',
  'callType',
  'status',
  'error',
  'cost',
  'inputTokens',
  'outputTokens',
  'cachedTokens',
  'reasoningTokens',
  'durationMs',
  'firstTokenMs',
])
export type SpendColumn = z.infer<typeof SpendColumn>

export const SortDirection = z.enum(['ascending', 'descending'])
export type SortDirection = z.infer<typeof SortDirection>

/** Ties are broken by time, newest first, then always the same way, so that pages of one revision never overlap. */
export const SpendSort = z.object({ column: SpendColumn, direction: SortDirection })
export type SpendSort = z.infer<typeof SpendSort>

const IsoTime = z.iso.datetime({ offset: true })
const MAX_CHOICES = 500

/** Values of one dimension to keep, or to leave out. For `tag`, rows that have any of them. */
export const SpendChoice = z.object({
  isExcluded: z.boolean(),
  values: z.array(z.string().max(1000)).min(1).max(MAX_CHOICES),
})
export type SpendChoice = z.infer<typeof SpendChoice>

/** Both ends belong to it; null is open. */
export const SpendBounds = z.object({ min: z.number().nullable(), max: z.number().nullable() })
export type SpendBounds = z.infer<typeof SpendBounds>

/** Which rows. All that is given must hold; what is left out does not matter. */
export const SpendFilter = z.object({
  /** From this moment on; null from the beginning. */
  from: IsoTime.nullable(),
  /** Before this moment; null to the end, also of rows the gateway dates after our clock. */
  to: IsoTime.nullable(),
  choices: z.partialRecord(SpendDimension, SpendChoice),
  bounds: z.partialRecord(SpendQuantity, SpendBounds),
  /**
   * Words that must all occur, whatever the case, in id, call id, model, key alias, user, tags, session, client or error.
   * A word of 20 or more characters that is an id finds it at once.
   */
  text: z.string().max(500),
})
export type SpendFilter = z.infer<typeof SpendFilter>

/** All rows. */
export const noFilter: SpendFilter = { from: null, to: null, choices: {}, bounds: {}, text: '' }

/** What a question is about: a gateway's rows that pass a filter. */
export const SpendQuestion = z.object({ gatewayId: z.string(), filter: SpendFilter })
export type SpendQuestion = z.infer<typeof SpendQuestion>

/**
 * Where an answer comes from. `mirror`: Litedesk's copy, exact. `server`: the gateway was asked, because the copy does not
 * reach far enough yet. `local`: what Litedesk itself sent, because the key may not read the logs.
 */
export const SpendSource = z.enum(['mirror', 'server', 'local'])
export type SpendSource = z.infer<typeof SpendSource>

/** How far an answer can be trusted. */
export const SpendAnswerFacts = z.object({
  source: SpendSource,
  /** False when the question reaches beyond what is mirrored and the gateway could not fill the gap. */
  isWhole: z.boolean(),
  /** Grows with every change of the data; an answer of an older revision may be asked anew. */
  revision: z.number().int().nonnegative(),
})
export type SpendAnswerFacts = z.infer<typeof SpendAnswerFacts>

export const SpendPageRequest = SpendQuestion.extend({
  sort: SpendSort,
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(500),
})
export type SpendPageRequest = z.infer<typeof SpendPageRequest>

export const SpendPage = SpendAnswerFacts.extend({
  rows: z.array(SpendLog),
  offset: z.number().int().nonnegative(),
  /** Rows that pass the filter. */
  total: z.number().int().nonnegative(),
  /** True when the gateway caps its count: there are at least `total`. */
  isTotalCapped: z.boolean(),
})
export type SpendPage = z.infer<typeof SpendPage>

/** What can be computed of a set of rows. Durations in ms; rates from 0 to 1; costs in USD. */
export const SpendMeasure = z.enum([
  'calls',
  'failures',
  'errorRate',
  'cacheHits',
  'cost',
  'costAverage',
  'costP95',
  'tokens',
  'inputTokens',
  'outputTokens',
  'cachedTokens',
  'reasoningTokens',
  'durationAverage',
  'durationP50',
  'durationP95',
  'durationP99',
  'firstTokenAverage',
  'firstTokenP50',
  'firstTokenP95',
])
export type SpendMeasure = z.infer<typeof SpendMeasure>

/**
 * Measures asked for, by name; null where there is nothing to compute, as a latency of no calls. `cost` is exact, as
 * decimal text; all others are numbers. Failures and cache hits do not count for latencies.
 */
export const SpendFigures = z.object({
  cost: Usd,
  values: z.partialRecord(SpendMeasure, z.number().nullable()),
})
export type SpendFigures = z.infer<typeof SpendFigures>

const Measures = z.array(SpendMeasure).max(SpendMeasure.options.length)
/** An IANA name, such as `Europe/Berlin`: whose days and hours are meant. */
const TimeZoneName = z.string().min(1).max(64)

/** Counts beside the choices of a filter. Each dimension is counted as if nothing were chosen in it. */
export const SpendFacetsRequest = SpendQuestion.extend({
  dimensions: z.array(SpendDimension).min(1).max(SpendDimension.options.length),
  /** Only values whose value or label contains this, whatever the case; empty for all. */
  search: z.string().max(200),
  /** The most frequent values of each dimension, at most this many. */
  limit: z.number().int().min(1).max(500),
})
export type SpendFacetsRequest = z.infer<typeof SpendFacetsRequest>

export const SpendFacet = z.object({
  /** Empty for none. */
  value: z.string(),
  /** For reading: a key's alias, a conversation's title; else the value. */
  label: z.string(),
  calls: z.number().int().nonnegative(),
  cost: Usd,
})
export type SpendFacet = z.infer<typeof SpendFacet>

export const SpendFacets = SpendAnswerFacts.extend({
  dimensions: z.partialRecord(
    SpendDimension,
    z.object({
      facets: z.array(SpendFacet),
      /** Values there are, beyond the limit too. */
      total: z.number().int().nonnegative(),
    }),
  ),
})
export type SpendFacets = z.infer<typeof SpendFacets>

/** Groups as a table. Rows with several tags count in each of their groups; the totals count them once. */
export const SpendGroupsRequest = SpendQuestion.extend({
  by: SpendGrouping,
  timeZone: TimeZoneName,
  measures: Measures,
  /** `key` sorts by time for steps of time, by label otherwise. */
  sort: z.object({ by: z.union([SpendMeasure, z.literal('key')]), direction: SortDirection }),
  offset: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(1000),
})
export type SpendGroupsRequest = z.infer<typeof SpendGroupsRequest>

export const SpendGroup = z.object({ key: z.string(), label: z.string(), figures: SpendFigures })
export type SpendGroup = z.infer<typeof SpendGroup>

export const SpendGroups = SpendAnswerFacts.extend({
  groups: z.array(SpendGroup),
  /** Groups there are. */
  total: z.number().int().nonnegative(),
  /** Over all rows that pass the filter. */
  totals: SpendFigures,
})
export type SpendGroups = z.infer<typeof SpendGroups>

/** Figures over time, for charts. */
export const SpendSeriesRequest = SpendQuestion.extend({
  /** null lets main choose, for about 30 to 120 steps. */
  step: TimeStep.nullable(),
  timeZone: TimeZoneName,
  measures: Measures.min(1),
  /** Splits every step by this; null for one series. */
  stackBy: SpendDimension.nullable(),
  /** The series with the highest cost; the rest is summed up in one more. */
  top: z.number().int().min(1).max(12),
})
export type SpendSeriesRequest = z.infer<typeof SpendSeriesRequest>

export const SpendSeriesLine = z.object({
  key: z.string(),
  label: z.string(),
  /** The sum of all that did not make it into the top. */
  isRest: z.boolean(),
  /** Over the whole range. */
  cost: Usd,
  /** One number for each step; costs as floats, good for drawing only. null where there is nothing to compute. */
  values: z.partialRecord(SpendMeasure, z.array(z.number().nullable())),
})
export type SpendSeriesLine = z.infer<typeof SpendSeriesLine>

export const SpendSeries = SpendAnswerFacts.extend({
  step: TimeStep,
  /** ISO 8601 UTC: where each step begins, without gaps, oldest first. At most 2,000. */
  times: z.array(z.string()),
  /** Highest cost first, the rest last. */
  lines: z.array(SpendSeriesLine),
  /**
   * Set where steps are days of UTC although another zone was asked for: the gateway's own daily figures fill the part
   * that is not mirrored yet.
   */
  isByServerDay: z.boolean(),
})
export type SpendSeries = z.infer<typeof SpendSeries>

/** Figures over everything that passes the filter. */
export const SpendFiguresRequest = SpendQuestion.extend({ measures: Measures })
export type SpendFiguresRequest = z.infer<typeof SpendFiguresRequest>

export const SpendFiguresAnswer = SpendAnswerFacts.extend({ figures: SpendFigures })
export type SpendFiguresAnswer = z.infer<typeof SpendFiguresAnswer>
