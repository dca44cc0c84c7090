/** How Spend stands with a gateway, in plain words. */
import type { SpendRange, SpendStatus, SpendSyncCommand } from '#shared/spend.ts'
import { rangeOf } from '#shared/spend-range.ts'
import { countFigure, figureText, usdFigure } from '../../ui/figures.ts'
import { momentWithZone, momentWord } from './time-steps.ts'

/** Something the user should know about what is on show; null command leads to the gateway's settings. */
export interface SyncNote {
  readonly tone: 'info' | 'warning'
  readonly text: string
  readonly action: { readonly label: string; readonly command: SpendSyncCommand | null } | null
  /** From 0 to 1 while rows are copied and their number is known. */
  readonly progress: number | null
}

/** What to say above the table; null when all is well. */
export function syncNote(status: SpendStatus, range: SpendRange, now: Date): SyncNote | null {
  if (status.hindrance !== null) return hindranceNote(status, now)
  const { sync } = status
  switch (sync.state) {
    case 'running':
      return {
        tone: 'info',
        text: `${runningWords(status)} ${reachWords(status, now)}`,
        action: { label: 'Pause', command: { type: 'pause' } },
        progress:
          sync.rowsExpected === null || sync.rowsExpected === 0
            ? null
            : Math.min(1, sync.rowsDone / sync.rowsExpected),
      }
    case 'waiting': {
      const cause = sync.error === null ? 'The gateway did not give its log.' : sync.error.message
      const again = sync.retryAt === null ? '' : ` It is tried again at ${momentWord(sync.retryAt, now)}.`
      return {
        tone: 'warning',
        text: `${cause}${again} ${reachWords(status, now)}`.trim(),
        action: { label: 'Try now', command: { type: 'resume' } },
        progress: null,
      }
    }
    case 'paused':
      return {
        tone: 'info',
        text:
          sync.pausedBy === 'battery'
            ? `Copying the log waits for mains power. ${reachWords(status, now)}`
            : `Copying the log is paused. ${reachWords(status, now)}`,
        action: {
          label: sync.pausedBy === 'battery' ? 'Copy anyway' : 'Resume',
          command: { type: 'resume' },
        },
        progress: null,
      }
    case 'idle':
      return beyondCopyNote(status, range, now)
    case 'off':
      return null
  }
}

/** The range on show begins before the copy does, which nobody would guess from the figures. */
function beyondCopyNote(status: SpendStatus, range: SpendRange, now: Date): SyncNote | null {
  const { completeFrom, reachesBeginning } = status
  const { from } = rangeOf(range, now)
  if (reachesBeginning || completeFrom === null || (from !== null && from >= completeFrom)) return null
  return {
    tone: 'info',
    text: `Rows are copied back to ${momentWord(completeFrom, now)}. Older ones are still at the gateway alone.`,
    action: { label: 'Copy them too', command: { type: 'reach', since: from } },
    progress: null,
  }
}

function hindranceNote(status: SpendStatus, now: Date): SyncNote | null {
  const own = ownKeyWords(status, now)
  const settings = { label: 'Use another key', command: null }
  switch (status.hindrance) {
    case 'needs-admin-key':
      return {
        tone: 'info',
        text: `This key may not read the gateway’s log, so this is what Litedesk itself sent.${own} An admin’s key would show everybody’s calls and what each was billed.`,
        action: settings,
        progress: null,
      }
    case 'no-database':
      return {
        tone: 'info',
        text: 'This gateway runs without a database and keeps no log, so this is what Litedesk itself sent, with estimated costs.',
        action: null,
        progress: null,
      }
    case 'no-log-route':
      return {
        tone: 'info',
        text: `This gateway has no way to read its log, so this is what Litedesk itself sent.${own} A newer LiteLLM has one.`,
        action: null,
        progress: null,
      }
    case null:
      return null
  }
}

function ownKeyWords({ ownKey }: SpendStatus, now: Date): string {
  if (ownKey === null) return ''
  const spent = figureText(usdFigure(ownKey.spend))
  const limit = ownKey.maxBudget === null ? '' : ` of ${figureText(usdFigure(ownKey.maxBudget))}`
  const reset = ownKey.budgetResetAt === null ? '' : `, reset on ${momentWord(ownKey.budgetResetAt, now)}`
  return ` The gateway counts ${spent}${limit} spent by it${reset}.`
}

function count(value: number): string {
  return figureText(countFigure(Math.round(value)))
}

function runningWords({ sync }: SpendStatus): string {
  const expected = sync.rowsExpected === null ? '' : ` of about ${count(sync.rowsExpected)}`
  const rate = sync.rowsPerSecond === null ? '' : `, ${count(sync.rowsPerSecond)} a second`
  const left = sync.timeLeftMs === null ? '' : `, ${timeLeftWords(sync.timeLeftMs)} left`
  return `Copying the log: ${count(sync.rowsDone)}${expected} rows${rate}${left}.`
}

/** A time to wait for, given in ms: as exact as anybody can use. */
export function timeLeftWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds < 10) return 'a few seconds'
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`
}

/** How far back everything is there. */
function reachWords({ completeFrom, reachesBeginning, rowCount }: SpendStatus, now: Date): string {
  if (reachesBeginning) return 'Everything there was is here.'
  if (completeFrom !== null) return `Complete back to ${momentWord(completeFrom, now)}.`
  return rowCount === 0 ? 'Until then the gateway is asked directly.' : ''
}

/** A word or two for a narrow place, and whether something is under way or wrong. */
export function syncWord(status: SpendStatus): {
  readonly text: string
  readonly tone: 'quiet' | 'busy' | 'wrong'
} {
  if (status.hindrance !== null) return { text: 'Litedesk’s own calls', tone: 'quiet' }
  switch (status.sync.state) {
    case 'running':
      return { text: 'Copying…', tone: 'busy' }
    case 'waiting':
      return { text: 'Waiting', tone: 'wrong' }
    case 'paused':
      return { text: 'Paused', tone: 'quiet' }
    case 'idle':
      return { text: 'Up to date', tone: 'quiet' }
    case 'off':
      return { text: status.access === 'unknown' ? 'Connecting…' : 'Not copied', tone: 'quiet' }
  }
}

/** What the popover about the copy lists. */
export function copyFacts(status: SpendStatus): readonly (readonly [name: string, value: string])[] {
  const { completeFrom, completeTo, reachesBeginning, rowCount, sizeBytes, clockAheadMs, access } = status
  const from = completeFrom === null ? null : momentWithZone(completeFrom)
  const clock = clockAheadMs === null ? null : clockWords(clockAheadMs)
  const facts: (readonly [name: string, value: string | null])[] = [
    ['Calls of', accessWords[access]],
    ['Rows here', figureText(countFigure(rowCount))],
    ['On disk', sizeWords(sizeBytes)],
    ['Complete from', reachesBeginning ? 'The beginning' : from],
    ['Complete to', completeTo === null ? null : momentWithZone(completeTo)],
    ['Gateway’s clock', clock],
  ]
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== null)
}

const accessWords = {
  unknown: null,
  all: 'Everybody',
  own: 'This key’s user',
  none: 'Litedesk alone',
} as const

function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Clocks are hardly ever the same; half a minute begins to be seen in a log. */
const CLOCK_DIFFERENCE_MS = 30_000

function clockWords(aheadMs: number): string | null {
  if (Math.abs(aheadMs) < CLOCK_DIFFERENCE_MS) return null
  const distance = timeLeftWords(Math.abs(aheadMs)).replace('about ', '')
  return aheadMs > 0 ? `${distance} ahead of this computer` : `${distance} behind this computer`
}
