import { durationMs } from '#shared/duration.ts'
import type { KeyChanges, KeyDisagreement, VirtualKey } from '#shared/virtual-key.ts'

import { judgeTime } from './reset-time.ts'

type Field = KeyDisagreement['field']

/** Where a key, read again, is not what was asked at `askedAt`; the fields that were asked, in their order. */
export function disagreements(asked: KeyChanges, got: VirtualKey, askedAt: Date): KeyDisagreement[] {
  return [
    ...plain('alias', asked.alias === '' ? null : asked.alias, got.alias, 'alias'),
    ...plain('models', sorted(asked.models), sorted(got.models), 'list of models'),
    ...plain('max-budget', amount(asked.maxBudget), amount(got.maxBudget), 'budget'),
    ...plain('budget-duration', asked.budgetDuration, got.budgetDuration, 'budget’s duration'),
    ...reset(asked, got, askedAt),
    ...plain('tpm-limit', text(asked.tpmLimit), text(got.tpmLimit), 'limit of tokens per minute'),
    ...plain('rpm-limit', text(asked.rpmLimit), text(got.rpmLimit), 'limit of requests per minute'),
    ...plain(
      'parallel-limit',
      text(asked.parallelLimit),
      text(got.parallelLimit),
      'limit of requests at one time',
    ),
    ...expiry(asked, got, askedAt),
    ...plain('user', asked.userId === '' ? null : asked.userId, got.userId, 'user'),
    ...plain('team', asked.teamId === '' ? null : asked.teamId, got.teamId, 'team'),
  ]
}

/** The same for blocking. */
export function blockDisagreement(asked: boolean, got: VirtualKey): KeyDisagreement[] {
  if (got.isBlocked === asked) return []
  const note = asked ? 'The gateway did not block the key.' : 'The gateway did not unblock the key.'
  return [{ field: 'blocked', asked: String(asked), got: String(got.isBlocked), weight: 'other', note }]
}

function plain(
  field: Field,
  asked: string | null | undefined,
  got: string | null,
  name: string,
): KeyDisagreement[] {
  if (asked === undefined || asked === got) return []
  const note =
    got === null
      ? `The gateway did not keep the ${name}.`
      : asked === null
        ? `The gateway did not take the ${name} away: it is still ${got}.`
        : `The gateway made ${got} of the ${name}.`
  return [{ field, asked, got, weight: 'other', note }]
}

function reset(asked: KeyChanges, got: VirtualKey, askedAt: Date): KeyDisagreement[] {
  const { budgetDuration: duration } = asked
  if (duration === undefined) return []
  const at = got.budgetResetAt
  if (duration === null) {
    if (at === null) return []
    const note = `The gateway still resets the budget, next on ${readable(at)}.`
    return [{ field: 'resets', asked: null, got: at, weight: 'other', note }]
  }
  if (at === null) {
    return [
      {
        field: 'resets',
        asked: after(duration, askedAt),
        got: null,
        weight: 'other',
        note: 'The gateway names no time at which it resets the budget.',
      },
    ]
  }
  const verdict = judgeTime(duration, askedAt, new Date(at))
  if (verdict === 'exact') return []
  const note =
    verdict === 'rounded'
      ? `LiteLLM counts ${duration} from ${startOf(duration)}: the first reset is on ${readable(at)}.`
      : `The gateway resets the budget on ${readable(at)}, which is not ${duration} from now.`
  return [{ field: 'resets', asked: after(duration, askedAt), got: at, weight: verdict, note }]
}

function expiry(asked: KeyChanges, got: VirtualKey, askedAt: Date): KeyDisagreement[] {
  const { lifetime } = asked
  if (lifetime === undefined) return []
  const at = got.expiresAt
  if (lifetime === null) {
    if (at === null) return []
    const note = `The key still expires on ${readable(at)}: this gateway cannot make it live for ever again.`
    return [{ field: 'expires', asked: null, got: at, weight: 'other', note }]
  }
  if (at === null) {
    const note = 'The gateway names no time at which the key expires.'
    return [{ field: 'expires', asked: after(lifetime, askedAt), got: null, weight: 'other', note }]
  }
  const verdict = judgeTime(lifetime, askedAt, new Date(at))
  if (verdict === 'exact') return []
  // An older gateway rounds a lifetime like a budget's; of 30 days may be left only one.
  const note = `The gateway lets the key expire on ${readable(at)} instead of ${lifetime} from now.`
  return [{ field: 'expires', asked: after(lifetime, askedAt), got: at, weight: verdict, note }]
}

function startOf(duration: string): string {
  if (duration === '30d' || duration === '1mo') return 'the first of the month'
  if (duration === '7d') return 'Monday'
  return duration.endsWith('d') || duration === '24h' ? 'midnight' : 'full hours and minutes'
}

function after(duration: string, askedAt: Date): string | null {
  const length = durationMs(duration, askedAt)
  return length === null ? duration : new Date(askedAt.getTime() + length).toISOString()
}

/** `2026-12-01 00:00 UTC`. */
function readable(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}

function sorted(models: readonly string[]): string
function sorted(models: readonly string[] | undefined): string | undefined
function sorted(models: readonly string[] | undefined): string | undefined {
  return models === undefined ? undefined : [...models].sort().join(', ')
}

function amount(usd: string | null): string | null
function amount(usd: string | null | undefined): string | null | undefined
function amount(usd: string | null | undefined): string | null | undefined {
  return typeof usd === 'string' ? String(Number(usd)) : usd
}

function text(limit: number | null): string | null
function text(limit: number | null | undefined): string | null | undefined
function text(limit: number | null | undefined): string | null | undefined {
  return typeof limit === 'number' ? String(limit) : limit
}
