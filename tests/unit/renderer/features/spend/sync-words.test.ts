import { describe, expect, it } from 'vitest'

import { appError } from '#shared/app-error.ts'
import type { SpendSync } from '#shared/spend.ts'
import {
  copyFacts,
  syncNote,
  syncWord,
  timeLeftWords,
} from '../../../../../src-renderer/features/spend/sync-words.ts'
import { sampleStatus } from '../../../../helpers/sample-spend.ts'

const now = new Date(2026, 2, 14, 12)
const week = { type: 'last', unit: 'day', count: 7 } as const
const all = { type: 'all' } as const
const sync = (changes: Partial<SpendSync>) => ({ ...sampleStatus().sync, ...changes })
const whole = { reachesBeginning: true }

describe('the note above the table', () => {
  it('is silent while all is well', () => {
    expect(syncNote(sampleStatus(), week, now)).toBeNull()
    expect(syncNote(sampleStatus(whole), all, now)).toBeNull()
  })

  it('says when the range reaches beyond what is copied, and offers to copy it', () => {
    expect(syncNote(sampleStatus(), all, now)).toMatchObject({
      text: 'Rows are copied back to Mar 1. Older ones are still at the gateway alone.',
      action: { label: 'Copy them too', command: { type: 'reach', since: null } },
    })
  })

  it('tells progress, rate and time left, each as far as it is known', () => {
    const running = sync({
      state: 'running',
      rowsDone: 340_000,
      rowsExpected: 1_200_000,
      rowsPerSecond: 24_000,
      timeLeftMs: 35_000,
    })
    expect(syncNote(sampleStatus({ sync: running }), week, now)).toEqual({
      tone: 'info',
      text: 'Copying the log: 340 K of about 1.2 M rows, 24 K a second, about 35 s left. Complete back to Mar 1.',
      action: { label: 'Pause', command: { type: 'pause' } },
      progress: 340_000 / 1_200_000,
    })
    const begun = sampleStatus({ sync: sync({ state: 'running' }), completeFrom: null, rowCount: 0 })
    expect(syncNote(begun, week, now)).toMatchObject({
      text: 'Copying the log: 0 rows. Until then the gateway is asked directly.',
      progress: null,
    })
  })

  it('tells what went wrong, and when it is tried again', () => {
    const waiting = sync({
      state: 'waiting',
      error: appError('gateway-failed', 'The gateway answered 502.'),
      retryAt: new Date(2026, 2, 14, 12, 5).toISOString(),
    })
    expect(syncNote(sampleStatus({ sync: waiting, ...whole }), week, now)).toMatchObject({
      tone: 'warning',
      text: 'The gateway answered 502. It is tried again at 12:05. Everything there was is here.',
      action: { label: 'Try now' },
    })
  })

  it('tells who paused it', () => {
    const text = (pausedBy: SpendSync['pausedBy']) =>
      syncNote(sampleStatus({ sync: sync({ state: 'paused', pausedBy }) }), week, now)
    expect(text('user')).toMatchObject({
      text: expect.stringContaining('is paused'),
      action: { label: 'Resume' },
    })
    expect(text('battery')).toMatchObject({
      text: expect.stringContaining('waits for mains power'),
      action: { label: 'Copy anyway' },
    })
  })

  it('says to a plain key what it sees, what it has spent, and what an admin’s would add', () => {
    const status = sampleStatus({
      hindrance: 'needs-admin-key',
      source: 'local',
      ownKey: {
        alias: 'mine',
        spend: '1.5',
        maxBudget: '10',
        budgetResetAt: new Date(2026, 2, 20).toISOString(),
      },
    })
    expect(syncNote(status, week, now)).toMatchObject({
      text: 'This key may not read the gateway’s log, so this is what Litedesk itself sent. The gateway counts $1.50 of $10.00 spent by it, reset on Mar 20. An admin’s key would show everybody’s calls and what each was billed.',
      action: { label: 'Use another key', command: null },
    })
  })

  it('says why there is no log', () => {
    expect(syncNote(sampleStatus({ hindrance: 'no-database' }), week, now)?.text).toContain(
      'without a database',
    )
    expect(syncNote(sampleStatus({ hindrance: 'no-log-route' }), week, now)?.text).toContain(
      'A newer LiteLLM',
    )
  })
})

it('says in a word how it stands', () => {
  expect(syncWord(sampleStatus())).toEqual({ text: 'Up to date', tone: 'quiet' })
  expect(syncWord(sampleStatus({ sync: sync({ state: 'waiting' }) }))).toEqual({
    text: 'Waiting',
    tone: 'wrong',
  })
  expect(syncWord(sampleStatus({ sync: sync({ state: 'off' }), access: 'unknown' })).text).toBe('Connecting…')
})

it('lists what there is to know of the copy, the clock only where it is off', () => {
  expect(copyFacts(sampleStatus(whole)).map(([name]) => name)).toEqual([
    'Calls of',
    'Rows here',
    'On disk',
    'Complete from',
    'Complete to',
  ])
  expect(
    copyFacts(sampleStatus({ clockAheadMs: 185_000, access: 'unknown', completeTo: null })),
  ).toContainEqual(['Gateway’s clock', '3 min ahead of this computer'])
})

it('tells a time to wait for no more exactly than it is known', () => {
  expect([4000, 33_000, 88_000, 400_000, 7_200_000].map(timeLeftWords)).toEqual([
    'a few seconds',
    'about 35 s',
    'about 90 s',
    'about 7 min',
    'about 2 h',
  ])
})
