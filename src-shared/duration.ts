import { z } from 'zod'

/**
 * A length of time in the words every LiteLLM release understands alike: whole seconds, minutes, hours or days, or one
 * month. Words such as `monthly`, weeks (`1w`) and several months (`2mo`) are left out: older releases take them and mean
 * midnight, or refuse them. Source: docs/litellm-compatibility.md, "Keys and logs".
 */
export const Duration = z.string().regex(/^(?:[1-9]\d{0,4}[smhd]|1mo)$/)
export type Duration = z.infer<typeof Duration>

/** What a picker offers for a budget; anything else that is a `Duration` may be typed. */
export const budgetDurations = ['1h', '24h', '7d', '30d', '1mo'] as const satisfies readonly Duration[]

/** What a picker offers for the lifetime of a key; null, for ever, goes with them. */
export const keyLifetimes = ['1h', '24h', '7d', '30d', '90d', '365d'] as const satisfies readonly Duration[]

const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A duration in ms, a month as the days it has from `from` on; null for a text that is none, such as a gateway's own word. */
export function durationMs(duration: string, from: Date): number | null {
  if (duration === '1mo') {
    const end = new Date(from)
    end.setUTCMonth(end.getUTCMonth() + 1)
    return end.getTime() - from.getTime()
  }
  const [, count, unit] = /^([1-9]\d{0,4})([smhd])$/.exec(duration) ?? []
  return isUnit(unit) ? Number(count) * UNIT_MS[unit] : null
}

function isUnit(unit: string | undefined): unit is keyof typeof UNIT_MS {
  return unit !== undefined && unit in UNIT_MS
}
