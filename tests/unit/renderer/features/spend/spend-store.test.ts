import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { appError } from '#shared/app-error.ts'
import type { EventChannel } from '#shared/ipc/channels.ts'
import { failure, type Result, success } from '#shared/result.ts'
import type * as DetailStore from '../../../../../src-renderer/features/spend/detail-store.ts'
import type * as ExportStore from '../../../../../src-renderer/features/spend/export-store.ts'
import type * as SpendStore from '../../../../../src-renderer/features/spend/spend-store.ts'
import { chosen, emptyFilter } from '../../../../../src-renderer/features/spend/spend-view.ts'
import {
  sampleFigures,
  sampleLog,
  samplePage,
  sampleSeries,
  sampleStatus,
} from '../../../../helpers/sample-spend.ts'

const facts = { source: 'mirror' as const, isWhole: true, revision: 1 }
const stored = new Map<string, string>()

let store: typeof SpendStore
let details: typeof DetailStore
let exports: typeof ExportStore
let calls: [channel: string, input: Record<string, unknown>][]
let answers: Record<string, (input: never) => Result<unknown> | Promise<Result<unknown>>>
let listeners: Map<EventChannel, (payload: unknown) => void>

beforeEach(async () => {
  calls = []
  listeners = new Map()
  stored.clear()
  answers = {
    'spend:open': () => success(sampleStatus()),
    'spend:close': () => success(undefined),
    'spend:list-views': () => success([]),
    'spend:page': ({ offset }: { offset: number }) => success(samplePage([sampleLog()], offset, 1)),
    'spend:figures': () => success({ ...facts, figures: sampleFigures('0.0042', { calls: 1 }) }),
    'spend:series': () => success(sampleSeries()),
    'spend:groups': () => success({ ...facts, groups: [], total: 0, totals: sampleFigures('0') }),
    'spend:facets': () => success({ ...facts, dimensions: {} }),
    'spend:budgets': () => success([]),
  }
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
  vi.stubGlobal('window', {
    bridge: {
      request: async (channel: string, input: never) => {
        calls.push([channel, input])
        return answers[channel]?.(input)
      },
      on: (channel: EventChannel, listener: (payload: unknown) => void) => {
        listeners.set(channel, listener)
        return () => listeners.delete(channel)
      },
    },
  })
  vi.resetModules()
  store = await import('../../../../../src-renderer/features/spend/spend-store.ts')
  details = await import('../../../../../src-renderer/features/spend/detail-store.ts')
  exports = await import('../../../../../src-renderer/features/spend/export-store.ts')
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const state = () => store.useSpend.getState()
const called = (channel: string) => calls.filter(([name]) => name === channel).map(([, input]) => input)
const settled = () => vi.waitFor(() => expect(called('spend:budgets').length).toBeGreaterThan(0))

async function show(): Promise<() => void> {
  const end = store.spendShown('gateway')
  await settled()
  calls.length = 0
  return end
}

describe('opening', () => {
  it('asks for rows at once and for figures and charts when the rows are there', async () => {
    let giveRows: (answer: Result<unknown>) => void = () => undefined
    answers['spend:page'] = () => new Promise((resolve) => (giveRows = resolve))
    store.spendShown('gateway')
    expect(calls.map(([channel]) => channel)).toEqual(['spend:open', 'spend:page'])
    expect(called('spend:page')[0]).toMatchObject({
      gatewayId: 'gateway',
      offset: 0,
      sort: { column: 'time', direction: 'descending' },
    })
    giveRows(success(samplePage([sampleLog()], 0, 1)))
    await settled()
    expect(called('spend:figures')).toHaveLength(2)
    expect(called('spend:series')[0]).toMatchObject({ measures: ['cost'], stackBy: 'model' })
    await vi.waitFor(() => expect(state().figures.answer?.figures.cost).toBe('0.0042'))
    expect([state().rows.total, state().status?.rowCount]).toEqual([1, 1000])
  })

  it('does not let slow rows hold back the charts', async () => {
    answers['spend:page'] = () => new Promise(() => undefined)
    store.spendShown('gateway')
    await settled()
    expect(state().rows.total).toBeNull()
    await vi.waitFor(() => expect(state().series.answer).not.toBeNull())
  })

  it('tells why it could not, and tries again', async () => {
    answers['spend:open'] = () => failure(appError('internal', 'No.'))
    answers['spend:page'] = () => failure(appError('refused', 'Nobody there.'))
    store.spendShown('gateway')
    await vi.waitFor(() => expect(state().rows.error?.message).toBe('Nobody there.'))
    expect(state().openError?.message).toBe('No.')
    answers['spend:open'] = () => success(sampleStatus())
    answers['spend:page'] = () => success(samplePage([sampleLog()], 0, 1))
    store.retried()
    await vi.waitFor(() => expect([state().rows.total, state().openError]).toEqual([1, null]))
  })

  it('ends with closing, and hears nothing more', async () => {
    const end = await show()
    end()
    expect(called('spend:close')).toEqual([{ gatewayId: 'gateway' }])
    expect(listeners.has('spend:changed')).toBe(false)
  })
})

describe('a change of what is on show', () => {
  it('asks for new rows and figures, once', async () => {
    await show()
    const filter = chosen(emptyFilter, 'model', ['gpt-4o'], false)
    store.specChanged((spec) => ({ ...spec, filter }))
    await vi.waitFor(() => expect(called('spend:series')).toHaveLength(1))
    expect(called('spend:page')).toMatchObject([{ filter: { choices: filter.choices } }])
    expect(called('spend:figures')).toHaveLength(2)
  })

  it('of the order asks for rows alone', async () => {
    await show()
    store.specChanged((spec) => ({ ...spec, sort: { column: 'cost', direction: 'descending' } }))
    await vi.waitFor(() => expect(state().rows.isAwaited).toBe(false))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(calls.map(([channel]) => channel)).toEqual(['spend:page'])
  })

  it('that changes nothing asks for nothing', async () => {
    await show()
    store.specChanged((spec) => spec)
    expect(calls).toEqual([])
  })

  it('to groups asks for groups instead of rows', async () => {
    await show()
    store.specChanged((spec) => ({ ...spec, groupBy: 'model' }))
    await vi.waitFor(() => expect(called('spend:groups')).toHaveLength(1))
    expect(called('spend:groups')[0]).toMatchObject({ by: 'model', sort: { by: 'cost' } })
    expect(called('spend:page')).toEqual([])
  })

  it('of the range in the chart leads back to where one came from', async () => {
    await show()
    const former = state().spec
    const brush = (from: string, to: string) =>
      store.specChanged((spec) => ({ ...spec, range: { type: 'between', from, to } }))
    brush('2026-03-01T00:00:00.000Z', '2026-03-08T00:00:00.000Z')
    brush('2026-03-02T00:00:00.000Z', '2026-03-03T00:00:00.000Z')
    store.wentBack()
    expect([state().spec.range, state().previous]).toEqual([former.range, null])
  })

  it('is remembered for the next start', async () => {
    await show()
    store.specChanged((spec) => ({ ...spec, range: { type: 'today' } }))
    store.layoutChanged({ chart: 'latency' })
    vi.resetModules()
    const again = await import('../../../../../src-renderer/features/spend/spend-store.ts')
    expect(again.useSpend.getState()).toMatchObject({
      spec: { range: { type: 'today' } },
      layout: { chart: 'latency' },
    })
  })
})

describe('newer data', () => {
  it('of this gateway is asked for, of another it is not', async () => {
    await show()
    const { question } = state().rows
    listeners.get('spend:changed')?.({ gatewayId: 'other', revision: 2 })
    expect(calls).toEqual([])
    listeners.get('spend:changed')?.({ gatewayId: 'gateway', revision: 2 })
    await vi.waitFor(() => expect(called('spend:series')).toHaveLength(1))
    expect(called('spend:page')).toHaveLength(1)
    expect(state().rows.question).toBe(question)
  })

  it('does not fade what is on show', async () => {
    await show()
    answers['spend:page'] = () => new Promise(() => undefined)
    listeners.get('spend:changed')?.({ gatewayId: 'gateway', revision: 2 })
    expect(state().rows.isAwaited).toBe(false)
  })
})

it('asks anew when it learns that answers come from elsewhere', async () => {
  await show()
  listeners.get('spend:status')?.(sampleStatus({ rowCount: 2000 }))
  expect(calls).toEqual([])
  listeners.get('spend:status')?.(sampleStatus({ source: 'local', hindrance: 'no-database' }))
  await vi.waitFor(() => expect(called('spend:series')).toHaveLength(1))
  expect(called('spend:page')).toHaveLength(1)
})

it('knows no sums while nothing of what the gateway shows is copied', async () => {
  const { knownFigures } = await import('../../../../../src-renderer/features/spend/known-figures.ts')
  const part = { ...facts, isWhole: false, figures: sampleFigures('0', { calls: 0 }) }
  const figures = { answer: part, input: null, isAwaited: false, error: null }
  await show()
  expect(knownFigures({ figures, rows: { ...state().rows, total: 3000 } })).toBeNull()
  expect(knownFigures({ figures, rows: { ...state().rows, total: 0 } })).toBe(part)
})

it('forgets everything of a gateway when another one is shown, the filter too', async () => {
  const end = await show()
  store.specChanged((spec) => ({ ...spec, filter: chosen(emptyFilter, 'user', ['ada'], false) }))
  end()
  answers['spend:page'] = () => new Promise(() => undefined)
  store.spendShown('other')
  expect(state()).toMatchObject({
    gatewayId: 'other',
    status: null,
    rows: { total: null },
    figures: { answer: null },
  })
  expect(called('spend:page').at(-1)).toMatchObject({ gatewayId: 'other', filter: { choices: {} } })
})

it('asks for the errors behind an error rate only while they are on show', async () => {
  await show()
  store.layoutChanged({ chart: 'errors' })
  await vi.waitFor(() => expect(called('spend:facets')).toHaveLength(1))
  expect(called('spend:facets')[0]).toMatchObject({
    dimensions: ['error'],
    filter: { choices: { status: { isExcluded: false, values: ['failure'] } } },
  })
})

it('asks for the budget of the one key that is filtered by', async () => {
  await show()
  store.specChanged((spec) => ({ ...spec, filter: chosen(emptyFilter, 'key', ['hash'], false) }))
  await settled()
  expect(called('spend:budgets')).toEqual([{ gatewayId: 'gateway', keyHash: 'hash' }])
})

describe('a row', () => {
  const detailOf = (id: string) => ({ log: sampleLog({ id }) })

  beforeEach(async () => {
    answers['spend:detail'] = ({ id }: { id: string }) => success(detailOf(id))
    await show()
  })

  it('is asked for when it is opened, without its traceback', async () => {
    details.rowReached('a')
    expect(called('spend:detail')).toEqual([])
    details.rowOpened('a')
    await vi.waitFor(() => expect(details.useDetail.getState().detail.answer?.log.id).toBe('a'))
    expect(called('spend:detail')).toEqual([{ gatewayId: 'gateway', id: 'a', withTraceback: false }])
    details.tracebackAsked()
    expect(called('spend:detail').at(-1)).toMatchObject({ withTraceback: true })
    details.rowReached('b')
    expect(details.useDetail.getState().withTraceback).toBe(false)
    details.panelClosed()
  })

  it('that is reached before it has come is chosen when it does', async () => {
    let giveRows: (answer: Result<unknown>) => void = () => undefined
    answers['spend:page'] = ({ offset }: { offset: number }) =>
      offset === 0
        ? success(samplePage([sampleLog()], 0, 1000))
        : new Promise((resolve) => (giveRows = resolve))
    listeners.get('spend:changed')?.({ gatewayId: 'gateway', revision: 2 })
    await vi.waitFor(() => expect(state().rows.total).toBe(1000))
    store.rowsSeen(990, 1000)
    details.placeReached(999)
    expect(details.useDetail.getState()).toMatchObject({ id: null, awaitedPlace: 999 })
    const rows = Array.from({ length: 50 }, (_, index) => sampleLog({ id: `late-${String(index)}` }))
    giveRows(success(samplePage(rows, 950, 1000)))
    await vi.waitFor(() =>
      expect(details.useDetail.getState()).toMatchObject({ id: 'late-49', awaitedPlace: null }),
    )
  })

  it('that flies by under a held key is not asked for', async () => {
    details.rowOpened('a')
    for (const id of ['b', 'c', 'd']) details.rowReached(id)
    await vi.waitFor(() => expect(details.useDetail.getState().detail.answer?.log.id).toBe('d'))
    expect(called('spend:detail').map(({ id }) => id)).toEqual(['a', 'd'])
  })
})

describe('an export', () => {
  it('writes exactly what is on show', async () => {
    await show()
    const { gatewayId, filter, spec } = state()
    expect(exports.exportRequest({ gatewayId, filter, spec }, 'x', 'csv')).toEqual({
      gatewayId: 'gateway',
      filter,
      exportId: 'x',
      format: 'csv',
      what: { type: 'rows', sort: spec.sort, columns: spec.rowColumns.map(({ column }) => column) },
    })
    const grouped = { ...spec, groupBy: 'user' as const }
    expect(exports.exportRequest({ gatewayId, filter, spec: grouped }, 'x', 'parquet').what).toMatchObject({
      type: 'groups',
      by: 'user',
      measures: spec.groupColumns.map(({ column }) => column),
    })
  })

  it('is followed until it has ended, however events and answer come', async () => {
    const progress = (exportId: string, ended: 'running' | 'done') => ({
      exportId,
      state: ended,
      rowsDone: 1,
      rowsTotal: 2,
      path: '/home/ada/spend.csv',
      error: null,
    })
    await show()
    answers['spend:export'] = ({ exportId }: { exportId: string }) => {
      listeners.get('spend:exported')?.(progress(exportId, 'done'))
      return success(progress(exportId, 'running'))
    }
    await exports.exportAsked('csv')
    expect(exports.useExport.getState().progress).toBeNull()
    answers['spend:export'] = ({ exportId }: { exportId: string }) => success(progress(exportId, 'running'))
    await exports.exportAsked('csv')
    const running = exports.useExport.getState().progress
    expect(running?.rowsDone).toBe(1)
    answers['spend:cancel-export'] = () => success(undefined)
    exports.exportCancelled()
    expect(called('spend:cancel-export')).toEqual([{ exportId: running?.exportId }])
    listeners.get('spend:exported')?.(progress(running?.exportId ?? '', 'done'))
    expect(exports.useExport.getState().progress).toBeNull()
  })
})
