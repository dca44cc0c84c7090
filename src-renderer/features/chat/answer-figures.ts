import { formatUsd } from '#shared/usd-format.ts'
import type { AnswerFacts, Billing, Cost } from '#shared/conversation.ts'
import { formatCount, formatDuration, formatExact } from './chat-format.ts'

/** A figure below an answer and what it says when pointed at. */
export interface Figure {
  readonly text: string
  readonly hint: string
  /** What it is about, where more can be said of it than its text. */
  readonly about?: 'cost'
}

/** What is known of an answer's use, cost and speed, in the order shown. What is not known is left out. */
export function answerFigures(facts: AnswerFacts): Figure[] {
  const { usage, cost, billing, firstTokenMs, totalMs } = facts
  const figures: Figure[] = []
  if (usage) {
    const cached =
      usage.cachedTokens === 0 ? '' : `, ${formatExact(usage.cachedTokens)} of them from the cache`
    const reasoning =
      usage.reasoningTokens === 0 ? '' : `, ${formatExact(usage.reasoningTokens)} of them for reasoning`
    figures.push(
      {
        text: `${formatCount(usage.inputTokens)} in`,
        hint: `${formatExact(usage.inputTokens)} input tokens${cached}`,
      },
      {
        text: `${formatCount(usage.outputTokens)} out`,
        hint: `${formatExact(usage.outputTokens)} output tokens${reasoning}`,
      },
    )
  }
  const price = costFigure(cost, billing?.state ?? null)
  if (price) figures.push({ ...price, about: 'cost' })
  if (firstTokenMs !== null)
    figures.push({ text: `${formatDuration(firstTokenMs)} to first`, hint: 'Time to the first token' })
  if (totalMs !== null)
    figures.push({
      text: `${formatDuration(totalMs)} total`,
      hint: `Time to the last token${rateText(facts)}`,
    })
  return figures
}

/** A cost with its origin: an estimate is marked as one until the gateway has billed it. null while there is none. */
export function costFigure(cost: Cost | null, billing: Billing['state'] | null): Figure | null {
  if (cost === null)
    return billing === 'pending' ? { text: 'Cost pending', hint: 'The gateway has not billed it yet' } : null
  if (billing === 'billed') return { text: formatUsd(cost.usd), hint: 'As the gateway billed it' }
  if (cost.source === 'gateway') return { text: formatUsd(cost.usd), hint: 'As the gateway charged it' }
  return { text: `≈ ${formatUsd(cost.usd)}`, hint: estimateHint(billing) }
}

function estimateHint(billing: Billing['state'] | null): string {
  if (billing === 'pending') return 'Estimated from the listed price until the gateway bills it'
  if (billing === 'unavailable')
    return 'Estimated from the listed price; this gateway does not tell what it billed'
  return 'Estimated from the listed price'
}

/** Tokens per second while the answer streamed; empty when it cannot be told. */
function rateText({ usage, firstTokenMs, totalMs }: AnswerFacts): string {
  if (!usage || firstTokenMs === null || totalMs === null || totalMs - firstTokenMs < 100) return ''
  const perSecond = (usage.outputTokens * 1000) / (totalMs - firstTokenMs)
  return `, ${formatExact(Math.round(perSecond))} tokens per second`
}
