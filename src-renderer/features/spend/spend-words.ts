import type {
  SpendColumn,
  SpendDimension,
  SpendGrouping,
  SpendMeasure,
  SpendQuantity,
} from '#shared/spend-query.ts'
import type { SpendRange } from '#shared/spend.ts'

/** What the empty value of a dimension is called. */
export const noneWord = 'None'

/** Dimensions as a filter and a grouping name them, in the order they are offered. */
export const dimensionWords: Readonly<Record<SpendDimension, string>> = {
  model: 'Model',
  providerModel: 'Answered by',
  provider: 'Provider',
  key: 'Key',
  user: 'User',
  team: 'Team',
  endUser: 'End user',
  tag: 'Tag',
  client: 'Program',
  session: 'Session',
  conversation: 'Conversation',
  status: 'Status',
  error: 'Error',
  callType: 'Call type',
  cache: 'Cache',
}

export const quantityWords: Readonly<Record<SpendQuantity, string>> = {
  cost: 'Cost',
  inputTokens: 'Input tokens',
  outputTokens: 'Output tokens',
  cachedTokens: 'Cached tokens',
  reasoningTokens: 'Reasoning tokens',
  durationMs: 'Duration',
  firstTokenMs: 'Time to first token',
}

/** Values the gateway writes as words of its own, for reading; others are shown as they are. */
const valueWords: Partial<Record<SpendDimension, Readonly<Record<string, string>>>> = {
  status: { success: 'Success', failure: 'Failure' },
  cache: { hit: 'From the cache', miss: 'Not from the cache' },
}

/** A value of a dimension for reading; `label` is what main calls it, such as a key's alias. */
export function valueWord(dimension: SpendDimension, value: string, label: string): string {
  if (value === '') return noneWord
  return valueWords[dimension]?.[value] ?? (label === '' ? value : label)
}

const stepWords = { minute: 'Minute', hour: 'Hour', day: 'Day', week: 'Week', month: 'Month' } as const

/** What rows are grouped by, for a menu or a column's head. */
export function groupingWord(grouping: SpendGrouping): string {
  return isTimeStep(grouping) ? stepWords[grouping] : dimensionWords[grouping]
}

/** Whether a grouping is by time. */
export function isTimeStep(grouping: SpendGrouping): grouping is keyof typeof stepWords {
  return grouping in stepWords
}

/** Columns of single rows: what the head says, and where that is short, what it means. */
export const columnWords: Readonly<Record<SpendColumn, readonly [name: string, meaning: string]>> = {
  time: ['Time', 'When the call began, by this computer’s time zone'],
  model: ['Model', 'The model that was asked for'],
  providerModel: ['Answered by', 'The provider’s model that answered'],
  provider: ['Provider', 'Who serves the model'],
  key: ['Key', 'Alias of the virtual key, or the beginning of its hash'],
  user: ['User', 'The user the key belongs to'],
  endUser: ['End user', 'Whom the calling program named as user'],
  team: ['Team', 'The team the key belongs to'],
  tags: ['Tags', 'Tags of the request'],
  client: ['Program', 'The calling program, from its User-Agent'],
  session: ['Session', 'Calls that belong together'],
  callType: ['Call type', 'Which of LiteLLM’s calls it was'],
  status: ['Status', 'Whether the call succeeded'],
  error: ['Error', 'What went wrong'],
  cost: ['Cost', 'What was charged, in US dollars'],
  inputTokens: ['In', 'Input tokens'],
  outputTokens: ['Out', 'Output tokens'],
  cachedTokens: ['Cached', 'Input tokens read from the provider’s cache'],
  reasoningTokens: ['Reasoning', 'Output tokens spent on reasoning'],
  durationMs: ['Duration', 'From the request to the end of the answer'],
  firstTokenMs: ['First token', 'From the request to the first token; streamed calls only'],
}

/** Columns of groups. */
export const measureWords: Readonly<Record<SpendMeasure, readonly [name: string, meaning: string]>> = {
  calls: ['Calls', 'Rows of the log'],
  failures: ['Failed', 'Calls that failed'],
  errorRate: ['Error rate', 'Share of calls that failed'],
  cacheHits: ['Cache hits', 'Calls the gateway answered from its own cache'],
  cost: ['Cost', 'Sum, in US dollars'],
  costAverage: ['Cost avg', 'Mean cost of a call'],
  costP95: ['Cost p95', '95 of 100 calls cost at most this'],
  tokens: ['Tokens', 'Input and output tokens'],
  inputTokens: ['In', 'Input tokens'],
  outputTokens: ['Out', 'Output tokens'],
  cachedTokens: ['Cached', 'Input tokens read from the provider’s cache'],
  reasoningTokens: ['Reasoning', 'Output tokens spent on reasoning'],
  durationAverage: ['Duration avg', 'Mean duration of successful calls'],
  durationP50: ['Duration p50', 'Half of the calls took at most this'],
  durationP95: ['Duration p95', '95 of 100 calls took at most this'],
  durationP99: ['Duration p99', '99 of 100 calls took at most this'],
  firstTokenAverage: ['First token avg', 'Mean time to the first token'],
  firstTokenP50: ['First token p50', 'Half of the calls began to answer within this'],
  firstTokenP95: ['First token p95', '95 of 100 calls began to answer within this'],
}

const dayAndMonth = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' })
const dayWithYear = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' })
const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** A range as the button that opens it says: "Last 7 days", "3 Mar – 9 Mar", "Everything". */
export function rangeWords(range: SpendRange, now: Date): string {
  switch (range.type) {
    case 'all':
      return 'Everything'
    case 'today':
      return 'Today'
    case 'this-month':
      return 'This month'
    case 'last':
      return range.count === 1 ? `Last ${range.unit}` : `Last ${range.count} ${range.unit}s`
    case 'between':
      return betweenWords(new Date(range.from), new Date(range.to), now)
  }
}

function betweenWords(from: Date, to: Date, now: Date): string {
  const lastMoment = new Date(to.getTime() - 1)
  const isWholeDays = isMidnight(from) && isMidnight(to)
  const isOneDay = from.toDateString() === lastMoment.toDateString()
  if (isWholeDays)
    return isOneDay ? dayWord(from, now) : `${dayWord(from, now)} – ${dayWord(lastMoment, now)}`
  if (isOneDay) return `${dayWord(from, now)}, ${clock.format(from)} – ${clock.format(to)}`
  return `${dayWord(from, now)}, ${clock.format(from)} – ${dayWord(to, now)}, ${clock.format(to)}`
}

function dayWord(day: Date, now: Date): string {
  return (day.getFullYear() === now.getFullYear() ? dayAndMonth : dayWithYear).format(day)
}

function isMidnight(moment: Date): boolean {
  return moment.getHours() === 0 && moment.getMinutes() === 0 && moment.getSeconds() === 0
}
