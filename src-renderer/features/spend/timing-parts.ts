import type { CallTiming } from '#shared/spend-log.ts'

/** A part of a call, in ms from its start. */
export interface TimingPart {
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
  readonly hue: 1 | 2 | 3
}

/** The parts of a call one after the other; what the gateway does not tell apart is one part. */
export function timingParts({ firstTokenMs, totalMs, overheadMs }: CallTiming): TimingPart[] {
  const overhead = Math.min(totalMs, Math.max(0, overheadMs ?? 0))
  const first = firstTokenMs === null ? null : Math.min(totalMs, Math.max(overhead, firstTokenMs))
  const parts: TimingPart[] = []
  if (overhead > 0) parts.push({ name: 'LiteLLM itself', fromMs: 0, toMs: overhead, hue: 3 })
  if (first === null) return [...parts, { name: 'Answer', fromMs: overhead, toMs: totalMs, hue: 1 }]
  return [
    ...parts,
    { name: 'To the first token', fromMs: overhead, toMs: first, hue: 2 },
    { name: 'Streaming', fromMs: first, toMs: totalMs, hue: 1 },
  ]
}
